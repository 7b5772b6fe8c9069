"""One's own passkeys: added with one that is at hand, renamed, withdrawn.

Adding is confirmed by a key that one already has, over the very key that is added. The same gesture opens the user's
key pair in the page, which wraps it for the new key: both then open tablets without network.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import b64, confirming, credentials, nonces, notices, passkeys, user_keys
from app.gate.auth.actor import Actor
from app.gate.auth.believing import note_use
from app.gate.auth.challenge import length_prefixed
from app.gate.auth.models import AuthSession, Credential, UserKey
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.auth.reads import Confirmation
from app.gate.auth.user_keys import WrappedUserKey
from app.gate.directory import queries
from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Staff
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.house import House

_MAKING, _CONFIRMING = "own_key", "own_key_confirm"
OWN = "passkey.own"
"""The right to manage one's own keys: every professional's."""
MOST = 12
"""How many passkeys one person may have at a time."""


def live(session: Session, staff_id: uuid.UUID) -> list[Credential]:
    """The passkeys that open something, the first made first."""
    found = select(Credential).where(
        Credential.staff_id == staff_id, Credential.revoked_at.is_(None)
    )
    return list(session.scalars(found.order_by(Credential.created_at, Credential.id)))


def options(
    session: Session, house: House, actor: Actor, device: SeenDevice | None, *, now: datetime
) -> dict[str, Any]:
    """What the page needs: how to make the new key, and how one of the present ones confirms it. Raises Conflict."""
    mine = live(session, actor.staff_id)
    if len(mine) >= MOST:
        raise Conflict(f"Vous avez déjà {MOST} clés : retirez celles qui ne servent plus.")
    staff = session.get_one(Staff, actor.staff_id)
    name = queries.staff_names(house, {staff.id: staff.sealed})[staff.id]
    user_key = session.get(UserKey, staff.id)
    confirm = None
    if not confirming.is_demo():
        confirm = _confirm(session, house, actor, user_key, now)
    return {
        "publicKey": passkeys.creation_options(
            house.settings,
            challenge=nonces.issue(session, _MAKING, actor.session_id, now=now),
            user_handle=staff.id.bytes,
            user_name=name.full,
            known=[one.credential_id for one in mine],
            roaming_only=device is not None and device.kind == "shared",
        ),
        "confirm": confirm,
        "public_jwk": user_key.public_jwk if user_key else None,
        "carriers": user_keys.carriers(session, staff.id),
    }


def add(
    session: Session,
    house: House,
    actor: Actor,
    device: SeenDevice | None,
    credential: dict[str, Any],
    label: str,
    confirmation: Confirmation | None,
    user_key: WrappedUserKey | None,
    *,
    now: datetime,
) -> Credential:
    """Keeps a key that its owner made and another of theirs confirmed. Raises NotBelieved, Conflict."""
    challenge = passkeys.challenge_of(credential)
    if nonces.consume(session, _MAKING, actor.session_id, challenge, now=now) is None:
        raise NotBelieved("Cette page est restée ouverte trop longtemps : recommencez.")
    made = passkeys.verify_creation(house.settings, credential, challenge=challenge)
    staff = session.get_one(Staff, actor.staff_id)
    kind = credentials.checked_kind(session, staff, made, device, now=now)
    confirmed = None
    if not confirming.is_demo():
        confirmed = _confirmed(session, house, actor, credential, confirmation, now)
    _check_pair(session, actor, confirmed, user_key)
    row = credentials.keep(session, staff, made, kind, label.strip(), device, now=now)
    if user_key is not None:
        user_keys.keep(session, row, user_key, now)
    notices.tell(session, notices.ADDED, of=row, by=actor.staff_id, now=now)
    detail = {"passkey": str(row.id), "kind": row.kind}
    if confirmed is not None:
        detail["confirmed_by"] = str(confirmed.id)
    record(session, "passkey.added", at=now, actor=actor, subject_id=actor.staff_id, detail=detail)
    return row


def rename(
    session: Session, actor: Actor, credential_id: uuid.UUID, label: str, *, now: datetime
) -> Credential:
    """Another name for one of one's own keys. Raises NotFound, Invalid."""
    row = _own(session, actor, credential_id)
    label = " ".join(label.split())
    if not label or len(label) > 60 or not label.isprintable():
        raise Invalid({"label": "Donnez un nom d’au plus 60 caractères."})
    if label != row.label:
        row.label = label
        record(session, "passkey.renamed", at=now, actor=actor, detail={"passkey": str(row.id)})
    return row


def withdraw(
    session: Session, actor: Actor, credential_id: uuid.UUID, *, is_lost: bool, now: datetime
) -> Credential:
    """One's own key opens nothing from now on, and what it opened is closed. Raises NotFound."""
    row = _own(session, actor, credential_id)
    notices.revoke(session, row, actor, now=now)
    notices.tell(session, notices.WITHDRAWN, of=row, by=actor.staff_id, now=now)
    if is_lost:
        record(session, "passkey.lost", at=now, actor=actor, detail={"passkey": str(row.id)})
    return row


def mend(session: Session, actor: Actor, made: WrappedUserKey, *, now: datetime) -> None:
    """The passkey of this session wraps the present pair for itself. Raises NotFound, Conflict."""
    own = confirming.current_credential(session)
    if own is None:
        raise NotFound()
    user_keys.mend(session, own, made, now=now)
    record(session, "passkey.mended", at=now, actor=actor, detail={"passkey": str(own.id)})


def told_at_unlock(session: Session, opened: AuthSession) -> dict[str, Any]:
    """What an unlock says of the keys of whoever opened: notices that wait, and what their passkey lacks."""
    told: dict[str, Any] = {}
    if waiting := notices.waiting(session, opened.staff_id):
        told["key_notices"] = waiting
    if opened.credential_id is not None and opened.strong_id is None:
        lacking = user_keys.lacking(session, session.get_one(Credential, opened.credential_id))
        if lacking is not None:
            told["lacking"] = lacking
    return told


def _own(session: Session, actor: Actor, credential_id: uuid.UUID) -> Credential:
    row = find_to_change(session, Credential, actor.establishment_id, credential_id)
    if row.staff_id != actor.staff_id or row.revoked_at is not None:
        raise NotFound()
    return row


def _confirm(
    session: Session, house: House, actor: Actor, user_key: UserKey | None, now: datetime
) -> dict[str, Any]:
    """How a present key confirms: the nonce, whose session it is, and the keys that count here."""
    assert actor.session_id is not None
    here = confirming.own_credentials(session, actor)
    return {
        "nonce": b64.encode(nonces.issue(session, _CONFIRMING, actor.session_id, now=now)),
        "session": str(actor.session_id),
        "staff": str(actor.staff_id),
        "rp_id": house.settings.rp_id,
        "allowed": [
            {
                "id": b64.encode(one.credential_id),
                "transports": one.transports,
                "wrap": user_keys.wrap_of(one) if user_keys.is_current(one, user_key) else None,
            }
            for one in here
        ],
    }


def _confirmed(
    session: Session,
    house: House,
    actor: Actor,
    credential: dict[str, Any],
    confirmation: Confirmation | None,
    now: datetime,
) -> Credential:
    """The present key that was shown over the new one, in this session, just now. Raises NotBelieved."""
    if confirmation is None:
        raise NotBelieved("Confirmez avec une clé que vous avez déjà.", code="confirmation")
    nonce = b64.decode(confirmation.nonce)
    if nonces.consume(session, _CONFIRMING, actor.session_id, nonce, now=now) is None:
        raise NotBelieved("Cette demande a expiré ou a déjà servi : recommencez.", code="nonce")
    wanted = passkeys.credential_id(confirmation.assertion)
    here = confirming.own_credentials(session, actor)
    own = next((one for one in here if one.credential_id == wanted), None)
    if own is None:
        raise NotBelieved("Cette clé n’est pas la vôtre, ou ne sert pas ici.", code="credential")
    shown = passkeys.verify_assertion(
        house.settings,
        confirmation.assertion,
        challenge=adding_challenge(actor, nonce, passkeys.attestation_object(credential)),
        public_key=own.public_key,
    )
    note_use(session, own, shown, now=now, compare=True)
    return own


def adding_challenge(actor: Actor, nonce: bytes, attestation: bytes) -> bytes:
    """What a present key signs to let a new one in: this session, this person, that very key."""
    assert actor.session_id is not None
    new = hashlib.sha256(attestation).digest()
    parts = (b"chevet-add-key-1", nonce, actor.session_id.bytes, actor.staff_id.bytes, new)
    return hashlib.sha256(length_prefixed(*parts)).digest()


def _check_pair(
    session: Session, actor: Actor, confirmed: Credential | None, made: WrappedUserKey | None
) -> None:
    """A key that opens the present pair passes it on; it does not replace it. Raises Conflict."""
    user_key = session.get(UserKey, actor.staff_id)
    if made is None or confirmed is None or not user_keys.is_current(confirmed, user_key):
        return
    assert user_key is not None
    if user_key.public_jwk != made.public_jwk:
        raise Conflict("Votre clé de lecture a changé entre-temps : recommencez.")
