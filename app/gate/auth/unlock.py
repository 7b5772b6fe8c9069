"""Unlocking a device: a proof opens the server's session, with the store keys when the passkey carries none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from joserfc import jws
from joserfc.errors import JoseError
from sqlalchemy.orm import Session

from app.gate.auth import (
    actors,
    authenticators,
    b64,
    code_at_unlock,
    devices,
    nonces,
    proofs,
    quick,
    replaced_keys,
    sessions,
    user_keys,
)
from app.gate.auth.actor import Actor
from app.gate.auth.keys import public_key
from app.gate.auth.models import AuthSession, Credential, UserKey
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.policy import may
from app.gate.auth.presence import SeenDevice
from app.gate.auth.proof import Proof
from app.gate.auth.store_keys import StoreKeyOf
from app.ground.errors import ChevetError, Invalid
from app.ground.house import House

_NO_CODE = code_at_unlock.Shown()
_JWS = jws.JWSRegistry(algorithms=["ES256"], strict_check_header=False)


@dataclass(frozen=True, slots=True)
class Unlocked:
    """An open session, its cookie's secret, and the store keys that its passkey could not unwrap."""

    session: AuthSession
    secret: str
    store_keys: list[StoreKeyOf]


def open_session(
    session: Session,
    house: House,
    device: SeenDevice,
    proof: Proof,
    possession: str | None,
    *,
    hand_keys: bool = False,
    code: code_at_unlock.Shown = _NO_CODE,
    now: datetime,
) -> Unlocked | ChevetError:
    """The session that the proof opens, or why it opens none. Store keys come along when the passkey carries none, or
    when the page could not open them with it (`hand_keys`).

    A refusal is answered, not raised: the nonce it used up and its trace must be committed.
    """
    was_known = session.get(AuthSession, proof.session) is not None
    try:
        opened = proofs.accept(session, house, device, proof, now=now, received_by="unlock")
    except ChevetError as error:
        return error
    if opened.refused is not None:
        return NotBelieved(opened.refused, code="proof")
    try:
        nonce = _check_use(session, device, proof, opened, possession, was_known=was_known, now=now)
        _check_key(session, device, proof, opened, now)
        actor = _check_rights(session, device, opened, now)
        code_at_unlock.check(session, house, opened, code, nonce, now=now)
    except (NotBelieved, Invalid) as error:
        proofs.tell_refusal(session, opened, error.code, now=now)
        return error
    secret = sessions.give_cookie(session, opened, now=now)
    proofs.tell(session, "session.opened", opened, now=now)
    carries = not hand_keys and _carries(session, opened)
    keys = [] if carries else _opened_keys(session, house, device, actor, now)
    return Unlocked(opened, secret, keys)


def _check_use(
    session: Session,
    device: SeenDevice,
    proof: Proof,
    opened: AuthSession,
    possession: str | None,
    *,
    was_known: bool,
    now: datetime,
) -> bytes | None:
    """A fresh proof opens once; one made offline goes on only in the page that holds its key, over a fresh nonce."""
    if proof.basis != "fresh":
        return _check_possession(session, device, opened, possession, now)
    if was_known:
        message = "Cette preuve a déjà servi : présentez à nouveau la clé."
        raise NotBelieved(message, code="nonce")
    return None


def _check_key(
    session: Session, device: SeenDevice, proof: Proof, opened: AuthSession, now: datetime
) -> None:
    """What opens now is judged now, whatever time a proof made offline claims to be of."""
    credential = session.get(Credential, opened.credential_id) if opened.credential_id else None
    if credential is None:
        return
    if credential.revoked_at is not None and credential.revoked_at <= now:
        raise NotBelieved("Cette clé a été retirée.", code="credential_revoked")
    rules = authenticators.rules_at(session, device.establishment_id, now)
    verdict = authenticators.opens(rules, device, credential)
    if not verdict.counts:
        raise NotBelieved(verdict.why, code="passkey_kind")
    if opened.strong_id is not None:
        leaning = proof.model_copy(update={"strong": opened.strong_id})
        quick.lean(session, leaning, credential, shown_at=now)


def _check_possession(
    session: Session,
    device: SeenDevice,
    opened: AuthSession,
    possession: str | None,
    now: datetime,
) -> bytes:
    """The session's key signed a fresh nonce, returned; neither lock, lease nor shift has ended the session."""
    if opened.suspended_at is not None or opened.ended_at is not None:
        raise NotBelieved("La session est verrouillée : présentez à nouveau la clé.")
    if opened.lease_expires_at is not None and opened.lease_expires_at <= now:
        raise NotBelieved("Le bail de la tablette a expiré : présentez à nouveau la clé.")
    if sessions.expires_at(opened) <= now:
        raise NotBelieved("La session a expiré : présentez à nouveau la clé.")
    nonce = _possession_nonce(opened, possession or "")
    if nonces.consume(session, "unlock", device.id, nonce, now=now) is None:
        raise NotBelieved("Cette demande a expiré ou a déjà servi : recommencez.", code="nonce")
    return nonce


def _possession_nonce(opened: AuthSession, possession: str) -> bytes:
    """The nonce that the session's own key signed. Raises NotBelieved."""
    assert opened.jwk is not None
    try:
        read = jws.deserialize_compact(possession, public_key(opened.jwk), registry=_JWS)
        claims = json.loads(read.payload)
        header = read.headers()
        told = (header.get("typ"), header.get("kid"), claims["session"])
        if told != ("chevet-possession+jws", str(opened.id), str(opened.id)):
            raise ValueError("another session's")
        return b64.decode(claims["nonce"])
    except (JoseError, ValueError, KeyError, TypeError, RecursionError) as error:
        message = "Cette page ne détient pas la clé de la session."
        raise NotBelieved(message, code="possession") from error


def _check_rights(
    session: Session, device: SeenDevice, opened: AuthSession, now: datetime
) -> Actor:
    actor = actors.actor_at(
        session, opened.staff_id, now, device_id=device.id, session_id=opened.id
    )
    if actor is None or not may(actor, "bedside.use"):
        raise NotBelieved("Vous n’avez pas accès aux tablettes en ce moment.", code="rights")
    if not _shared_units(session, device, actor):
        raise NotBelieved("Vous n’êtes pas affecté·e à une unité de cette tablette.", code="rights")
    return actor


def _carries(session: Session, opened: AuthSession) -> bool:
    """Whether the passkey that opened holds the user's present key pair."""
    credential = session.get(Credential, opened.credential_id) if opened.credential_id else None
    if credential is None:
        return False
    return user_keys.is_current(credential, session.get(UserKey, opened.staff_id))


def _opened_keys(
    session: Session, house: House, device: SeenDevice, actor: Actor, now: datetime
) -> list[StoreKeyOf]:
    mine = set(_shared_units(session, device, actor))
    keys = replaced_keys.all_opened(session, house, device, now=now)
    return [one for one in keys if one.unit_id in mine]


def _shared_units(session: Session, device: SeenDevice, actor: Actor) -> Iterable[object]:
    return [unit for unit in devices.units_of(session, device.id) if actor.covers(unit)]
