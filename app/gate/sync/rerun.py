"""A quarantined envelope judged again: after a mend, or because somebody who may has decided.

It is judged as of the day it first arrived, so that a late re-run makes nothing late. It is applied once: the row is
held while it happens, and keeps what it became.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import event_row
from app.gate.sync.applying import apply
from app.gate.sync.failures import is_collision, is_passing
from app.gate.sync.held_back import tell_settled
from app.gate.sync.models import Quarantine
from app.gate.sync.registry import Received
from app.gate.sync.rejudging import ADMITTED, REFILED, Decision, received
from app.gate.sync.verdicts import Held, Refusal, Verdict, Waits
from app.gate.sync.writing import Writing
from app.ground import logs
from app.ground.errors import Conflict
from app.ground.house import House

__all__ = ["ADMITTED", "REFILED", "Decision", "run"]
_log = logs.logger("chevet.quarantine")


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
        return received(session, house, row, decision)
    except (Refusal, Waits) as held:
        return held
    except Exception as error:
        if is_passing(error):
            raise
        _log.error("quarantine.rerun_failed", exc_info=error)
        return Refusal("internal")


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
    tell_settled(writing, row.command_id, row.device_id, now)
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
