"""A quarantined envelope judged again: after a mend, or because somebody who may has decided.

It is judged as of the day it first arrived, so that a late re-run makes nothing late. It is applied once: the row is
held while it happens, and keeps what it became.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device
from app.gate.auth.presence import SeenDevice
from app.gate.sync.applying import apply
from app.gate.sync.claims import Claims
from app.gate.sync.failures import is_collision, is_passing
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.opening import look, open_envelope
from app.gate.sync.registry import CommandType, Place, Received
from app.gate.sync.rights import Author
from app.gate.sync.sessions import known_sessions
from app.gate.sync.understanding import Opened, Understanding
from app.gate.sync.verdicts import Held, Refusal, Verdict, Waits
from app.gate.sync.writing import Writing
from app.ground import logs
from app.ground.errors import Conflict
from app.ground.house import House

ADMITTED, REFILED = "admitted", "refiled"
_log = logs.logger("chevet.quarantine")


@dataclass(frozen=True, slots=True)
class Decision:
    """Who has it judged again (None: the server itself, after a mend), and under whom it is filed if elsewhere.

    A decision of somebody stands in for a right that the author did not have.
    """

    by: Actor | None = None
    person: uuid.UUID | None = None

    @property
    def verb(self) -> str:
        return "quarantine.refiled" if self.person else "quarantine.rerun"


def run(house: House, row_id: uuid.UUID, decision: Decision, *, now: datetime) -> Verdict:
    """What becomes of it. When it is refused again the row says why; when it waits nothing changes.

    Raises Conflict for what is settled already, or was emptied.
    """
    with house.database.read() as session:
        row = _open_row(session, row_id)
        found = _judged(session, house, row, decision)
    if isinstance(found, Received):
        return _apply(house, row_id, found, decision, now)
    if isinstance(found, Refusal):
        with house.database.write() as session:
            row = _open_row(session, row_id, to_change=True)
            row.code, row.reason = found.code, found.reason
    return found.verdict(row.command_id)


def _open_row(session: Session, row_id: uuid.UUID, *, to_change: bool = False) -> Quarantine:
    query = select(Quarantine).where(Quarantine.id == row_id)
    row = session.scalars(query.with_for_update() if to_change else query).one()
    if row.settled_at is not None:
        raise Conflict("Cette saisie est déjà réglée.")
    if not row.envelope:
        raise Conflict("Cette saisie est vide : la personne qu’elle concernait a été effacée.")
    return row


def _judged(
    session: Session, house: House, row: Quarantine, decision: Decision
) -> Received | Refusal | Waits:
    try:
        return _received(session, house, row, decision)
    except (Refusal, Waits) as held:
        return held
    except Exception as error:
        if is_passing(error):
            raise
        _log.error("quarantine.rerun_failed", exc_info=error)
        return Refusal("internal")


def _received(session: Session, house: House, row: Quarantine, decision: Decision) -> Received:
    device = _device(session, row.device_id)
    envelope = look(row.envelope.decode("utf-8", "surrogatepass"), device)
    sessions = known_sessions(session, {row.session_id} if row.session_id else set())
    opened = open_envelope(house, device, envelope, sessions, {})
    claims = _refiled(session, row, opened.claims, decision)
    again = _Again(session, house, device, replace(opened, claims=claims), row, decision)
    return again.command(again.opened)


def _device(session: Session, device_id: uuid.UUID) -> SeenDevice:
    row = session.get_one(Device, device_id)
    return SeenDevice(
        row.id,
        row.establishment_id,
        row.name,
        row.kind,
        row.is_demo,
        row.revoked_at,
        row.seen_at,
    )


def _refiled(session: Session, row: Quarantine, claims: Claims, decision: Decision) -> Claims:
    """The claims with the person they should have named; with a new id where another command has taken theirs."""
    changes: dict[str, uuid.UUID] = {}
    if decision.person is not None:
        changes["person"] = decision.person
    if session.get(Command, claims.id) is not None:
        changes["id"] = row.id
    return claims.model_copy(update=changes)


class _Again(Understanding):
    """Judges one command as of its first arrival; a decision stands in for the right that was lacking."""

    def __init__(
        self,
        session: Session,
        house: House,
        device: SeenDevice,
        opened: Opened,
        row: Quarantine,
        decision: Decision,
    ) -> None:
        self.opened = opened
        self.decision = decision
        self.revoked_at = device.revoked_at
        if decision.by is not None:
            device = replace(device, revoked_at=None)
        super().__init__(session, house, device, [opened], row.received_at)

    def _judge(
        self, kind: CommandType, author: Author, claims: Claims, place: Place | None, at: datetime
    ) -> tuple[str, ...]:
        flags: tuple[str, ...] = (REFILED,) if self.decision.person else ()
        was_revoked = self.revoked_at is not None and at > self.revoked_at
        try:
            flags += super()._judge(kind, author, claims, place, at)
        except Refusal:
            if self.decision.by is None:
                raise
            return (*flags, ADMITTED)
        return (*flags, ADMITTED) if was_revoked else flags


def _apply(
    house: House, row_id: uuid.UUID, command: Received, decision: Decision, now: datetime
) -> Verdict:
    try:
        with house.database.write() as session:
            return _applied(session, house, row_id, command, decision, now)
    except Held as held:
        if isinstance(held, Refusal):
            _keep_reason(house, row_id, held)
        return held.verdict(command.id)
    except Conflict:
        raise
    except Exception as error:
        if is_passing(error):
            raise
        if is_collision(error):
            raise Conflict("Cette saisie vient d’être rangée par ailleurs.") from error
        _log.error("quarantine.rerun_failed", command=command.type.name, exc_info=error)
        _keep_reason(house, row_id, Refusal("internal"))
        return Refusal("internal").verdict(command.id)


def _applied(
    session: Session,
    house: House,
    row_id: uuid.UUID,
    command: Received,
    decision: Decision,
    now: datetime,
) -> Verdict:
    row = _open_row(session, row_id, to_change=True)
    writing = Writing(session, house.vault, row.establishment_id)
    verdict = apply(writing, command, now)
    event = event_row(
        decision.verb,
        at=now,
        actor=decision.by,
        establishment_id=row.establishment_id,
        person_id=command.person_id,
        subject_id=row.command_id,
        detail={"code": row.code},
    )
    writing.insert(AuditEvent, event)
    writing.flush()
    row.outcome = "refiled" if decision.person else "applied"
    row.settled_at, row.settled_by = now, decision.by.staff_id if decision.by else None
    row.applied_as, row.envelope = (
        command.id,
        b"",
    )  # the signed command is kept under its owner's key from here on
    return verdict


def _keep_reason(house: House, row_id: uuid.UUID, refusal: Refusal) -> None:
    with house.database.write() as session:
        row = _open_row(session, row_id, to_change=True)
        row.code, row.reason = refusal.code, refusal.reason
