"""Confirmed commands: passkeys shown over the very action, by its author or by a witness, that travel with it.

The challenge covers a nonce of ours, the device, whose key it is, and the digest of the action (`action.py`). No nonce
is used up here: the digest holds the command's id, which is taken once and for ever, so what was signed for one command
serves no other. Online the nonce is fresh and says its own time under our signature; offline it is the device's lease.
The user was verified each time: a touch alone, which is enough for a quick switch, never is.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth import authenticators, b64, dated, leases, passkeys
from app.gate.auth.action import Action, NotCanonical, action_challenge
from app.gate.auth.believing import note_use
from app.gate.auth.bodies import Body
from app.gate.auth.models import Credential
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.auth.proof import Instant
from app.ground import clock
from app.ground.facts import get_fact
from app.ground.house import House

Role = Literal["author", "witness"]
PURPOSE = "action"
AROUND = timedelta(minutes=5)
"""How far apart, by the same clock, the gesture and the key may be; and how long a fresh nonce is good for."""
CLOCKS = timedelta(minutes=5)
"""What an estimated time at the bedside may be wrong by."""


class Confirmation(Body):
    """As a tablet makes it. `assertion` is the passkey's answer without PRF results; the demo's door has none."""

    role: Role
    staff: uuid.UUID
    credential: Annotated[str, Field(max_length=1400)] = ""
    nonce: Annotated[str, Field(max_length=64)] = ""
    at: Instant
    assertion: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmation that is believed: whose, and by which passkey (None: the demo's door)."""

    role: Role
    staff_id: uuid.UUID
    credential_id: uuid.UUID | None
    shown: passkeys.Shown | None


def nonce_for(house: House, device: SeenDevice, *, now: datetime) -> bytes:
    """A fresh nonce, good for one action of this device in the next five minutes."""
    return dated.make(dated.key_of(house, device.establishment_id), PURPOSE, device.id, now=now)


def read(told: object) -> Confirmation:
    """Raises NotBelieved for what is no confirmation."""
    try:
        return Confirmation.model_validate(told, strict=False)
    except ValidationError as error:
        raise NotBelieved("La confirmation est illisible.", code="confirmation") from error


def believe(
    session: Session,
    house: House,
    device: SeenDevice,
    told: Confirmation,
    action: Action,
    *,
    at: datetime,
    now: datetime,
) -> Confirmed:
    """The confirmation, verified; `at` is when the action happened, as well as is known. Raises NotBelieved."""
    if told.assertion is None:
        return _demo(session, house, device, told)
    _near(told, action)
    nonce = _decoded(told.nonce)
    issued_at = _issued(session, house, device, nonce, at)
    shown_at = min(max(at, issued_at), now)
    credential = _credential(session, device, told, shown_at)
    try:
        digest = action.digest()
    except NotCanonical as error:
        raise NotBelieved("Cette action ne peut pas être confirmée.", code="action") from error
    shown = passkeys.verify_assertion(
        house.settings,
        told.assertion,
        challenge=action_challenge(
            nonce=nonce, device_id=device.id, staff_id=told.staff, digest=digest
        ),
        public_key=credential.public_key,
    )
    return Confirmed(told.role, told.staff, credential.id, shown)


def note(session: Session, confirmed: Confirmed, *, now: datetime) -> None:
    """Keeps what the passkey showed. Counts are not compared: confirmations arrive in any order."""
    if confirmed.credential_id is None or confirmed.shown is None:
        return
    credential = session.get_one(Credential, confirmed.credential_id)
    note_use(session, credential, confirmed.shown, now=now, compare=False)


def _demo(session: Session, house: House, device: SeenDevice, told: Confirmation) -> Confirmed:
    """In the demo world alone a button replaces the passkey; no other database has its marker."""
    is_open = not house.settings.is_production and get_fact(session, "demo") is not None
    if not is_open or not device.is_demo:
        raise NotBelieved("La réponse de la clé manque.", code="assertion")
    return Confirmed(told.role, told.staff, None, None)


def _near(told: Confirmation, action: Action) -> None:
    """The key was shown about when the action was done, by the clock that told both."""
    said, done = clock.from_text(told.at), clock.from_text(action.at)
    if said is None or done is None or abs(said - done) > AROUND:
        raise NotBelieved(
            "La clé n’a pas été montrée au moment de l’action : plus de cinq minutes les séparent.",
            code="time",
        )


def _issued(
    session: Session, house: House, device: SeenDevice, nonce: bytes, at: datetime
) -> datetime:
    """When the nonce was issued to this device, for an action or with the lease of then. Raises NotBelieved."""
    key = dated.key_of(house, device.establishment_id)
    fresh = dated.issued_at(key, PURPOSE, device.id, nonce)
    if fresh is not None:
        if not fresh - CLOCKS <= at <= fresh + AROUND + CLOCKS:
            raise NotBelieved("La demande de clé n’est pas de ce moment-là.", code="time")
        return fresh
    term = leases.term(session, house, device, nonce)
    if term is None:
        raise NotBelieved("Cette demande de clé ne vient pas de cette tablette.", code="nonce")
    if not term[0] - CLOCKS <= at <= term[1] + CLOCKS:
        raise NotBelieved("Le bail de cette tablette ne courait pas à ce moment-là.", code="nonce")
    return term[0]


def _credential(
    session: Session, device: SeenDevice, told: Confirmation, shown_at: datetime
) -> Credential:
    """The passkey that answered, if it is this person's and was good then for confirming on such a device."""
    assert told.assertion is not None
    wanted = passkeys.credential_id(told.assertion)
    found = session.scalars(
        select(Credential).where(Credential.credential_id == wanted)
    ).one_or_none()
    if found is None or found.staff_id != told.staff or wanted != _decoded(told.credential):
        raise NotBelieved("Cette clé n’est pas celle de cette personne.", code="credential")
    if found.revoked_at is not None and found.revoked_at <= shown_at:
        raise NotBelieved("Cette clé avait été retirée.", code="credential_revoked")
    rules = authenticators.rules_at(session, device.establishment_id, shown_at)
    place = authenticators.place_of(device)
    lives_here = told.assertion.get("authenticatorAttachment") == "platform" and place == "shared"
    verdict = authenticators.confirms(rules, place, "tablet" if lives_here else found.kind)
    if not verdict.counts:
        raise NotBelieved(verdict.why, code="passkey_kind")
    return found


def _decoded(text: str) -> bytes:
    try:
        return b64.decode(text)
    except ValueError as error:
        raise NotBelieved("La confirmation est illisible.", code="confirmation") from error
