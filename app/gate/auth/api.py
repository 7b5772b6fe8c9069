"""The API of the gate: enrolment, wall, unlock, lock, invitations, office sign-in. Each view parses, calls, answers."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import parse_qs, urlsplit

from flask import Blueprint, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from pydantic import AfterValidator, Field

from app.gate.auth import (
    answers,
    b64,
    bodies,
    cookies,
    credentials,
    devices,
    invitations,
    nonces,
    rates,
    sessions,
    signin,
    unlock,
)
from app.gate.auth.access import Access, declare
from app.gate.auth.actors import current_address, current_device, require, require_device
from app.gate.auth.bodies import Body
from app.gate.auth.credentials import WrappedUserKey
from app.gate.auth.keys import PublicJwk, checked
from app.gate.auth.proof import Proof
from app.gate.auth.wall import wall as wall_of
from app.gate.directory import queries
from app.ground import clock
from app.ground.errors import ChevetError
from app.ground.house import current_house

blueprint = Blueprint("auth", __name__, url_prefix="/api/v1")
SEAL_HEAD_HEADER = "Chevet-Seal-Head"

Token = Annotated[str, Field(min_length=1, max_length=80)]


def _binary(low: int, high: int) -> Any:
    def check(text: str) -> str:
        if not low <= len(b64.decode(text)) <= high:
            raise ValueError("another length is expected")
        return text

    return Annotated[str, Field(max_length=2 * high), AfterValidator(check)]


class Nothing(Body):
    """`{}`."""


class WithToken(Body):
    """The token of a one-time link."""

    token: Token


class Unlock(Body):
    """A proof; with a lease, also the session key's signature over a fresh nonce."""

    proof: Proof
    possession: Annotated[str, Field(max_length=2_000)] | None = None


class UserKeyBody(Body):
    """The user's key pair, its private half wrapped under the new passkey."""

    public_jwk: PublicJwk
    iv: _binary(12, 12)  # type: ignore[valid-type]
    wrapped: _binary(48, 400)  # type: ignore[valid-type]


class AcceptInvitation(Body):
    """A passkey just made, from an invitation."""

    token: Token
    credential: dict[str, Any]
    label: Annotated[str, Field(min_length=1, max_length=60, pattern=r"^[^\x00-\x1f\x7f]+$")]
    user_key: UserKeyBody | None = None


class SignIn(Body):
    """A passkey's answer to the office's challenge."""

    assertion: dict[str, Any]


@blueprint.post("/devices/enrol")
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


@blueprint.get("/wall")
def wall() -> ResponseReturnValue:
    device, house = require_device(), current_house()
    head = request.headers.get(SEAL_HEAD_HEADER, "")
    if len(head) == 43 and head != device.seal_head:
        with house.database.write() as session:
            devices.note_seal_head(session, device.id, head)
    return jsonify(wall_of(house, device, version=_front_version(), now=clock.now()))


@blueprint.post("/unlock/nonce")
def unlock_nonce() -> ResponseReturnValue:
    device, house, now = require_device(), current_house(), clock.now()
    bodies.read(Nothing)
    rates.spend(house.database, rates.NONCES, str(device.id), now=now)
    with house.database.write() as session:
        nonce = nonces.issue(session, "unlock", device.id, now=now)
    return jsonify(nonce=b64.encode(nonce), now=clock.to_text(now))


@blueprint.post("/unlock")
def open_device() -> ResponseReturnValue:
    device, house, now = require_device(), current_house(), clock.now()
    body = bodies.read(Unlock)
    rates.spend(house.database, rates.UNLOCKS, str(device.id), now=now)
    of_one = f"{device.id}/{body.proof.staff}"
    rates.spend(house.database, rates.UNLOCKS_OF_ONE, of_one, now=now)
    with house.database.write() as session:
        done = unlock.open_session(session, house, device, body.proof, body.possession, now=now)
    if isinstance(done, ChevetError):
        raise done
    opened = {
        "id": str(done.session.id),
        "staff": str(done.session.staff_id),
        "expires_at": clock.to_text(sessions.expires_at(done.session)),
    }
    answer: dict[str, Any] = {"session": opened}
    if done.store_keys:
        answer["store_keys"] = [
            {"unit": str(one.unit_id), "version": one.version, "key": b64.encode(one.key)}
            for one in done.store_keys
        ]
    response = jsonify(answer)
    cookies.set_session(response, done.session.id, done.secret)
    return response


@blueprint.post("/lock")
def lock() -> ResponseReturnValue:
    actor = require("bedside.use")
    with current_house().database.write() as session:
        sessions.lock(session, actor, now=clock.now())
    return "", 204


@blueprint.post("/invitations/options")
def invitation_options() -> ResponseReturnValue:
    body = bodies.read(WithToken)
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.INVITATIONS, current_address(), now=now)
    with house.database.write() as session:
        answer = invitations.options(session, house, body.token, current_device(), now=now)
    return jsonify(answer)


@blueprint.post("/invitations/accept")
def accept_invitation() -> ResponseReturnValue:
    body = bodies.read(AcceptInvitation)
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.INVITATIONS, current_address(), now=now)
    with house.database.write() as session:
        first_name = credentials.register(
            session,
            house,
            body.token,
            body.credential,
            body.label,
            _user_key(body.user_key),
            current_device(),
            now=now,
        )
    return jsonify(staff={"first_name": first_name}), 201


@blueprint.post("/signin/options")
def signin_options() -> ResponseReturnValue:
    bodies.read(Nothing)
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.SIGN_INS, current_address(), now=now)
    with house.database.write() as session:
        return jsonify(signin.options(session, house, now=now))


@blueprint.post("/signin")
def sign_in() -> ResponseReturnValue:
    body = bodies.read(SignIn)
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.SIGN_INS, current_address(), now=now)
    with house.database.write() as session:
        done = signin.open_session(session, house, body.assertion, now=now)
    if isinstance(done, ChevetError):
        raise done
    opened, secret = done
    response = jsonify(next=_wanted_page())
    cookies.set_session(response, opened.id, secret)
    return response


def _user_key(body: UserKeyBody | None) -> WrappedUserKey | None:
    if body is None:
        return None
    jwk = checked(body.public_jwk, "user_key.public_jwk")
    return WrappedUserKey(jwk, b64.decode(body.iv), b64.decode(body.wrapped))


def _wanted_page() -> str:
    """Where the sign-in page was told to go on (`?suite=`), if that is a page of the office; else the office's door."""
    referrer = urlsplit(request.referrer or "")
    wanted = parse_qs(referrer.query).get("suite", [""])[0]
    same = f"{referrer.scheme}://{referrer.netloc}" == current_house().settings.origin
    return wanted if same and wanted.startswith("/bureau/") else "/bureau"


def _front_version() -> str:
    """The version of what the browser may keep, as the shell tells it."""
    return str(current_app.config.get("FRONT_VERSION", lambda: "0")())


def _tell(view: str, access: Access, summary: str, **contract: Any) -> None:
    declare(f"auth.{view}", access, summary=summary, **contract)


_PUBLIC, _DEVICE = Access.public(), Access.device()
_tell(
    "enrol",
    _PUBLIC,
    "Enrôle cet appareil",
    reads=WithToken,
    answers=answers.Enrolled,
    status=201,
)
_tell("wall", _DEVICE, "Le mur de l’appareil", answers=answers.Wall)
_tell(
    "unlock_nonce",
    _DEVICE,
    "Un nonce pour déverrouiller",
    reads=Nothing,
    answers=answers.NonceAnswer,
)
_tell(
    "open_device",
    _DEVICE,
    "Déverrouille l’appareil",
    reads=Unlock,
    answers=answers.UnlockedAnswer,
)
_tell(
    "lock",
    Access.session("bedside.use", on_device=True),
    "Verrouille la session",
    status=204,
)
_tell(
    "invitation_options",
    _PUBLIC,
    "Prépare l’enregistrement d’une clé",
    reads=WithToken,
    answers=answers.InvitedAnswer,
)
_tell(
    "accept_invitation",
    _PUBLIC,
    "Enregistre une clé d’accès",
    reads=AcceptInvitation,
    answers=answers.RegisteredAnswer,
    status=201,
)
_tell(
    "signin_options",
    _PUBLIC,
    "Prépare l’entrée au bureau",
    reads=Nothing,
    answers=answers.ChallengeAnswer,
)
_tell("sign_in", _PUBLIC, "Entre au bureau", reads=SignIn, answers=answers.SignedInAnswer)
