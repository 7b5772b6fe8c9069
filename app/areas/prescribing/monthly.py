"""A person's month of treatment, read: `medication.month` over what is kept."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.areas.persons.queries import absences_of
from app.areas.prescribing.queries import versions_of_person
from app.areas.prescribing.values import Version
from app.ground.house import House
from medication.month import Grid, grid, month_window
from medication.schedule import Window, doses
from medication.settings import Settings


@dataclass(frozen=True, slots=True)
class Month:
    """`unreadable` counts the lines of the month whose seal does not open: their rows are missing."""

    grid: Grid
    unreadable: int


def month_of(
    session: Session,
    house: House,
    person_id: uuid.UUID,
    month: date,
    settings: Settings,
    *,
    now: datetime,
) -> Month:
    """The month that holds that day. Nothing is due before its line was written, as on the tablets.

    Outcomes are not kept here: every dose that is past is still shown as due.
    """
    window = month_window(month, settings)
    versions = versions_of_person(session, house, person_id)
    written = {one.id: one.written_at for one in versions}
    lines = [one.line for one in versions if one.line is not None]
    away = absences_of(session, [person_id], *window, now=now).get(person_id, ())
    due = [one for one in doses(lines, away, window, settings) if one.due_at >= written[one.line]]
    return Month(
        grid(lines, due, None, month, settings=settings, now=now),
        len({one.chain for one in versions if one.line is None and _touches(one, window)}),
    )


def _touches(one: Version, window: Window) -> bool:
    return one.starts_at < window[1] and (one.until is None or one.until > window[0])
