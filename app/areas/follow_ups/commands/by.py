"""Who does something about a follow-up, in the one shape that rows are made from."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.follow_ups.rows import By
from app.gate.audit.record import Doer, record
from app.gate.sync.registry import Received


@dataclass(frozen=True, slots=True)
class System:
    """The product itself, in one establishment: no professional said so."""

    establishment_id: uuid.UUID


def by_command(command: Received) -> By:
    """Whoever signed that command, at the bedside."""
    return By(
        command.actor.establishment_id,
        command.at,
        command.received_at,
        staff_id=command.actor.staff_id,
        role=command.actor.role,
        flags=command.flags,
        shift=command.shift,
    )


def by_actor(actor: Doer | System, now: datetime, occurred_at: datetime | None) -> By:
    """Whoever acts in the office, or the product itself."""
    at = occurred_at or now
    if isinstance(actor, System):
        return By(actor.establishment_id, at, now)
    return By(actor.establishment_id, at, now, staff_id=actor.staff_id, role=actor.role)


def trace(
    session: Session,
    verb: str,
    actor: Doer | System,
    by: By,
    person_id: uuid.UUID,
    subject_id: uuid.UUID,
    **detail: Any,
) -> None:
    """The event of one gesture."""
    record(
        session,
        verb,
        at=by.received_at,
        actor=None if isinstance(actor, System) else actor,
        establishment_id=by.establishment_id,
        person_id=person_id,
        subject_id=subject_id,
        occurred_at=by.at,
        detail=detail or None,
    )
