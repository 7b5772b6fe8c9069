"""A person's month of treatment, read: `medication.month` over what is kept."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.areas.persons.queries import absences_of
from app.areas.prescribing.queries import versions_of_person
from app.areas.prescribing.values import Version
from app.areas.rounds.queries import Kept, kept_of, outcomes_of
from app.ground.house import House
from medication.month import Grid, grid, month_window
from medication.outcomes import counts
from medication.schedule import Window, doses
from medication.settings import Settings
from medication.slots import local_day

AROUND = timedelta(days=2)
"""What is due in the last hours of a month may be given in the next."""


@dataclass(frozen=True, slots=True)
class Month:
    """`taken` has, by line, the days on which what is given as needed was taken, with how many times.

    `unreadable` counts the lines of the month whose seal does not open: their rows are missing.
    """

    grid: Grid
    taken: Mapping[uuid.UUID, Mapping[date, int]]
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
    """The month that holds that day. Nothing is due before its line was written, as on the tablets."""
    window = month_window(month, settings)
    versions = versions_of_person(session, house, person_id)
    written = {one.id: one.written_at for one in versions}
    lines = [one.line for one in versions if one.line is not None]
    away = absences_of(session, [person_id], *window, now=now).get(person_id, ())
    due = [one for one in doses(lines, away, window, settings) if one.due_at >= written[one.line]]
    around = (window[0] - AROUND, window[1] + AROUND)
    kept = kept_of(session, house.vault, [person_id], *around)
    outcomes, as_needed = outcomes_of(session, house.vault, kept)
    return Month(
        grid(lines, due, outcomes, month, settings=settings, now=now),
        {chain: _days(some, window, settings) for chain, some in as_needed.items()},
        len({one.chain for one in versions if one.line is None and _touches(one, window)}),
    )


def _days(some: Iterable[Kept], window: Window, settings: Settings) -> dict[date, int]:
    """On which days of the month something was taken, and how many times."""
    facts = (one.administration for one in some)
    taken = (one.at for one in facts if counts(one.outcome) and window[0] <= one.at < window[1])
    return dict(Counter(local_day(at, settings.zone) for at in sorted(taken)))


def _touches(one: Version, window: Window) -> bool:
    return one.starts_at < window[1] and (one.until is None or one.until > window[0])
