"""Proofs of unlock: what makes the server believe that a session key belongs to a person, on a device, at a time.

Online and offline it is one act (`challenge.py`); each check is in `believing.py`. A proof is accepted once; what was
refused is kept with its reason, so that the entries signed under it can say why they wait.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth import believing
from app.gate.auth.actor import Actor
from app.gate.auth.believing import Belief, ReceivedBy
from app.gate.auth.bodies import parse
from app.gate.auth.keys import checked, thumbprint_text
from app.gate.auth.models import AuthSession
from app.gate.auth.passkeys import NotBelieved
from app.gate.auth.presence import SeenDevice
from app.gate.auth.proof import Proof
from app.gate.auth.quick import StrongUnknown
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.errors import Conflict, Invalid
from app.ground.house import House


def accept(
    session: Session,
    house: House,
    device: SeenDevice,
    proof: bytes | dict[str, Any] | Proof,
    *,
    now: datetime,
    received_by: ReceivedBy = "outbox",
    keeps_refusal: bool = True,
) -> AuthSession:
    """The session that `proof` opens, or opened before; `refused` says in French why it is not believed.

    A refused session is kept when it came by the outbox; without `keeps_refusal` it raises NotBelieved and leaves
    nothing. Raises Invalid or Unreadable for what is no proof, Conflict
    when its id is known with another key.
    """
    read = proof if isinstance(proof, Proof) else _parsed(proof)
    jwk = checked(read.jwk, "jwk")
    known = session.get(AuthSession, read.session)
    if known is not None:
        return _known(known, read, device, thumbprint_text(jwk))
    if session.get(Staff, read.staff) is None:
        raise Invalid({"staff": "Cette personne n’existe pas."})
    made = _row(read, device, jwk, now)
    try:
        if _is_taken(session, made.thumbprint):
            made.jwk = made.thumbprint = None
            raise NotBelieved("Cette clé de session a déjà servi.", code="thumbprint")
        belief = believing.believe(session, house, device, read, now=now, received_by=received_by)
    except NotBelieved as error:
        if isinstance(error, StrongUnknown) and received_by == "outbox":
            raise  # its strong unlock may be in the next exchange
        if not keeps_refusal:
            raise
        return _refused(session, made, error, received_by, now)
    _believed(session, made, read, belief, received_by, now)
    return made


def _parsed(proof: bytes | dict[str, Any]) -> Proof:
    return parse(Proof, proof if isinstance(proof, bytes) else json.dumps(proof).encode())


def _known(known: AuthSession, read: Proof, device: SeenDevice, thumbprint: str) -> AuthSession:
    same = (known.device_id, known.staff_id) == (device.id, read.staff)
    if not same or known.thumbprint not in (None, thumbprint):
        raise Conflict("Cette session est déjà connue, avec une autre clé.", code="session")
    return known


def _row(read: Proof, device: SeenDevice, jwk: dict[str, str], now: datetime) -> AuthSession:
    return AuthSession(
        id=read.session,
        establishment_id=device.establishment_id,
        staff_id=read.staff,
        device_id=device.id,
        basis=read.basis,
        jwk=jwk,
        thumbprint=thumbprint_text(jwk),
        opened_at=now,
        received_at=now,
        active_at=now,
    )


def _is_taken(session: Session, thumbprint: str | None) -> bool:
    return (
        session.scalar(select(AuthSession.id).where(AuthSession.thumbprint == thumbprint))
        is not None
    )


def _refused(
    session: Session,
    made: AuthSession,
    error: NotBelieved,
    received_by: ReceivedBy,
    now: datetime,
) -> AuthSession:
    made.refused = error.message
    if received_by == "outbox":
        session.add(made)
        session.flush()
    tell_refusal(session, made, error.code, now=now)
    return made


def tell_refusal(session: Session, wanted: AuthSession, code: str, *, now: datetime) -> None:
    """One event about a session that was not opened: whose it would have been, where, and which check failed."""
    record(
        session,
        "session.refused",
        at=now,
        establishment_id=wanted.establishment_id,
        subject_id=wanted.staff_id,
        detail={"code": code, "basis": wanted.basis, "device": str(wanted.device_id)},
    )


def _believed(
    session: Session,
    made: AuthSession,
    read: Proof,
    belief: Belief,
    received_by: ReceivedBy,
    now: datetime,
) -> None:
    """A fresh proof counts from now; an older one from what the tablet says, no earlier than its nonce."""
    said = clock.from_text(read.at) or now
    if read.basis != "fresh" or received_by == "outbox":
        made.opened_at = min(max(said, belief.issued_at), now)
    made.lease_expires_at = belief.lease_expires_at
    made.credential_id = belief.credential.id if belief.credential else None
    made.strong_id = read.strong
    made.is_code_unverified = belief.needs_code
    session.add(made)
    session.flush()
    if received_by == "outbox":
        tell(session, "session.proved", made, now=now)


def tell(session: Session, verb: str, opened: AuthSession, *, now: datetime) -> None:
    """One event about a believed session, in the name of its professional."""
    role = session.scalar(select(Staff.role).where(Staff.id == opened.staff_id)) or ""
    actor = Actor(opened.staff_id, opened.establishment_id, role, None, opened.device_id, opened.id)
    detail = {"basis": opened.basis}
    record(session, verb, at=now, actor=actor, occurred_at=opened.opened_at, detail=detail)
