"""The API of the gate: enrolment, wall, unlock, lock, invitations, office sign-in. Each view parses, calls, answers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.gate.auth import (
    answers,
    b64,
    bodies,
    code_at_unlock,
    codes,
    cookies,
    credentials,
    dated,
    devices,
    invitations,
    nonces,
    own_keys,
    rates,
    sessions,
    signin,
    unlock,
    user_keys,
)
from app.gate.auth.access import Access
from app.gate.auth.actors import (
    current_actor,
    current_address,
    current_device,
    require_device,
)
from app.gate.auth.reads import (
    AcceptInvitation,
    MakeFromInvitation,
    Nothing,
    SignIn,
    Unlock,
    WithToken,
)
from app.gate.auth.routes import opening
from app.gate.auth.wall import wall as wall_of
from app.gate.directory import queries
from app.ground import clock
from app.ground.errors import ChevetError
from app.ground.house import current_house

blueprint = Blueprint("auth", __name__, url_prefix="/api/v1")
SEAL_HEAD_HEADER = "Chevet-Seal-Head"
_PUBLIC, _DEVICE = Access.public(), Access.device()
_opens = opening(blueprint)


@_opens(
    "POST",
    "/devices/enrol",
    _PUBLIC,
    "Enrôle cet appareil",
    reads=WithToken,
    answers=answers.Enrolled,
    status=201,
)
def enrol() -> ResponseReturnValue:
    body = bodies.read(WithToken)
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.ENROLMENTS, current_address(), now=now)
    with house.database.write() as session:
        device, secret = devices.enrol(session, body.token, now=now)
        home = queries.establishment(session, device.establishment_id)
    response = jsonify(
        device={"id": str(device.id), "name": device.name, "kind": device.kind},
        establishment={"id": str(home.id), "name": home.name},
    )
    cookies.set_device(response, device.id, secret)
    return response, 201


@_opens("GET", "/wall", _DEVICE, "Le mur de l’appareil", answers=answers.Wall)
def wall() -> ResponseReturnValue:
    device, house = require_device(), current_house()
    head = request.headers.get(SEAL_HEAD_HEADER, "")
    if len(head) == 43 and head != device.seal_head:
        with house.database.write() as session:
            devices.note_seal_head(session, device.id, head)
    return jsonify(wall_of(house, device, version=_front_version(), now=clock.now()))


@_opens(
    "POST",
    "/unlock/nonce",
    _DEVICE,
    "Un nonce pour déverrouiller",
    reads=Nothing,
    answers=answers.NonceAnswer,
)
def unlock_nonce() -> ResponseReturnValue:
    device, house, now = require_device(), current_house(), clock.now()
    bodies.read(Nothing)
    rates.spend(house.database, rates.NONCES, str(device.id), now=now)
    key = dated.key_of(house, device.establishment_id)
    with house.database.write() as session:
        nonce = nonces.issue_dated(session, key, "unlock", device.id, now=now)
    return jsonify(nonce=b64.encode(nonce), now=clock.to_text(now))


@_opens(
    "POST",
    "/unlock",
    _DEVICE,
    "Déverrouille l’appareil",
    reads=Unlock,
    answers=answers.UnlockedAnswer,
)
def open_device() -> ResponseReturnValue:
    device, house, now = require_device(), current_house(), clock.now()
    body = bodies.read(Unlock)
    rates.spend(house.database, rates.UNLOCKS, str(device.id), now=now)
    of_one = f"{device.id}/{body.proof.staff}"
    rates.spend(house.database, rates.UNLOCKS_OF_ONE, of_one, now=now)
    with house.database.write() as session:
        done = unlock.open_session(
            session,
            house,
            device,
            body.proof,
            body.possession,
            hand_keys=body.hand_keys,
            code=code_at_unlock.of_body(body),
            now=now,
        )
        told = (
            {} if isinstance(done, ChevetError) else own_keys.told_at_unlock(session, done.session)
        )
    if isinstance(done, ChevetError):
        raise done
    opened = {
        "id": str(done.session.id),
        "staff": str(done.session.staff_id),
        "expires_at": clock.to_text(sessions.expires_at(done.session)),
    }
    answer: dict[str, Any] = {"session": opened, **told}
    if done.store_keys:
        answer["store_keys"] = [
            {"unit": str(one.unit_id), "version": one.version, "key": b64.encode(one.key)}
            for one in done.store_keys
        ]
    response = jsonify(answer)
    cookies.set_session(response, done.session.id, done.secret)
    return response


@_opens("POST", "/lock", _DEVICE, "Verrouille la session", status=204)
def lock() -> ResponseReturnValue:
    """A tablet that locks again, late or twice, hears that it is locked: there is nothing else to do about it."""
    require_device()
    actor = current_actor()
    if actor is not None and actor.device_id is not None:
        with current_house().database.write() as session:
            sessions.lock(session, actor, now=clock.now())
    return "", 204


@_opens(
    "POST",
    "/invitations/options",
    _PUBLIC,
    "Prépare l’enregistrement d’une clé",
    reads=MakeFromInvitation,
    answers=answers.InvitedAnswer,
)
def invitation_options() -> ResponseReturnValue:
    body = bodies.read(MakeFromInvitation)
    house, now, device = current_house(), clock.now(), current_device()
    rates.spend(house.database, rates.INVITATIONS, current_address(), now=now)
    with house.database.write() as session:
        answer = invitations.options(
            session, house, body.token, device, in_the_tablet=body.in_the_tablet, now=now
        )
    return jsonify(answer)


@_opens(
    "POST",
    "/invitations/accept",
    _PUBLIC,
    "Enregistre une clé d’accès",
    reads=AcceptInvitation,
    answers=answers.RegisteredAnswer,
    status=201,
)
def accept_invitation() -> ResponseReturnValue:
    body = bodies.read(AcceptInvitation)
    house, now, device = current_house(), clock.now(), current_device()
    rates.spend(house.database, rates.INVITATIONS, current_address(), now=now)
    with house.database.write() as session:
        first_name = credentials.register(
            session,
            house,
            body.token,
            body.credential,
            body.label,
            user_keys.of_body(body.user_key),
            device,
            codes.of_body(body.code),
            now=now,
        )
    return jsonify(staff={"first_name": first_name}), 201


@_opens(
    "POST",
    "/signin/options",
    _PUBLIC,
    "Prépare l’entrée au bureau",
    reads=Nothing,
    answers=answers.ChallengeAnswer,
)
def signin_options() -> ResponseReturnValue:
    bodies.read(Nothing)
    house, now = current_house(), clock.now()
    with house.database.write() as session:
        rates.spend_within(session, rates.SIGN_INS, current_address(), now=now)
        return jsonify(signin.options(session, house, now=now))


@_opens(
    "POST",
    "/signin",
    _PUBLIC,
    "Entre au bureau",
    reads=SignIn,
    answers=answers.SignedInAnswer,
)
def sign_in() -> ResponseReturnValue:
    body = bodies.read(SignIn)
    house, now = current_house(), clock.now()
    with house.database.write() as session:
        rates.spend_within(session, rates.SIGN_INS, current_address(), now=now)
        done = signin.open_session(session, house, body.assertion, now=now)
    if isinstance(done, ChevetError):
        raise done
    opened, secret = done
    response = jsonify(next=_wanted_page())
    cookies.set_session(response, opened.id, secret)
    return response


def _wanted_page() -> str:
    """Where the sign-in page was told to go on (`?suite=`), if that is a page of the office; else the office's door."""
    referrer = urlsplit(request.referrer or "")
    wanted = parse_qs(referrer.query).get("suite", [""])[0]
    same = f"{referrer.scheme}://{referrer.netloc}" == current_house().settings.origin
    return wanted if same and wanted.startswith("/bureau/") else "/bureau"


def _front_version() -> str:
    """The version of what the browser may keep, as the shell tells it."""
    return str(current_app.config.get("FRONT_VERSION", lambda: "0")())
