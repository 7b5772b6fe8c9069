"""What waits for somebody in a home: lines to control, oral orders to sign, INR controls that are due."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.ground.house import House
from medication.prescription import Calendar

INR_SHOWN = timedelta(days=3)
"""How long before its day an INR control is told."""


@dataclass(frozen=True, slots=True)
class InrControl:
    """The next INR of a calendar, and the last day for which it gives an amount."""

    version: Version
    on: date
    until: date


def unsigned(
    session: Session, house: House, person_ids: Iterable[uuid.UUID], *, now: datetime
) -> list[Version]:
    """Oral orders about these persons that nobody has signed, the oldest first; stops too."""
    here = set(person_ids)
    rows = session.scalars(
        select(PrescriptionLine)
        .where(PrescriptionLine.is_head, PrescriptionLine.is_to_sign)
        .order_by(PrescriptionLine.written_at)
    )
    return versions_of(house.vault, [row for row in rows if row.person_id in here])


def unsigned_anywhere(session: Session, house: House, establishment_id: uuid.UUID) -> list[Version]:
    """The same in the whole home, whether the person is still there or not; the deadline first."""
    rows = session.scalars(
        select(PrescriptionLine)
        .where(
            PrescriptionLine.establishment_id == establishment_id,
            PrescriptionLine.is_head,
            PrescriptionLine.is_to_sign,
        )
        .order_by(PrescriptionLine.sign_due_at, PrescriptionLine.id)
    )
    return versions_of(house.vault, rows)


def inr_controls(
    session: Session, house: House, person_ids: Iterable[uuid.UUID], *, now: datetime, today: date
) -> list[InrControl]:
    """The INR due, or soon, of these persons' calendars, the earliest first; and calendars that run out."""
    here = set(person_ids)
    rows = session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.is_head,
            PrescriptionLine.stopped_at.is_(None),
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > now),
        )
    )
    versions = versions_of(house.vault, [row for row in rows if row.person_id in here])
    found = [control for one in versions if (control := _control(one, today))]
    return sorted(found, key=lambda control: control.on)


def _control(one: Version, today: date) -> InrControl | None:
    if one.line is None or not isinstance(one.line.scheme, Calendar):
        return None
    until = max(one.line.scheme.amounts)
    on = min(one.line.scheme.control_on or until, until)
    return InrControl(one, on, until) if on <= today + INR_SHOWN else None
