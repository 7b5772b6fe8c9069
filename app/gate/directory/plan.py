"""The duty plan, read."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory.models import Shift


@dataclass(frozen=True, slots=True)
class ShiftValue:
    """One line of the plan; without a unit it covers all of its holder's."""

    id: uuid.UUID
    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime


def shifts_between(
    session: Session,
    establishment_id: uuid.UUID,
    start: datetime,
    end: datetime,
    *,
    staff_id: uuid.UUID | None = None,
) -> list[ShiftValue]:
    """The lines that begin between two instants, in their order; only one professional's when named."""
    query = (
        select(Shift)
        .where(
            Shift.establishment_id == establishment_id,
            Shift.starts_at >= start,
            Shift.starts_at < end,
        )
        .order_by(Shift.starts_at, Shift.id)
    )
    if staff_id is not None:
        query = query.where(Shift.staff_id == staff_id)
    return [
        ShiftValue(row.id, row.staff_id, row.unit_id, row.starts_at, row.ends_at)
        for row in session.scalars(query)
    ]
