"""Methotrexate: once a week, on one day, never again before six whole days.

Sources: summaries of NOVATREX and IMETH, 4.2 ("une seule fois par semaine"); ANSM, letters to
professionals of July 2011 and of November 2019, reminder of October 2023 (deadly daily takings);
EMA, PRAC, July 2019: the weekly dose is not split. The number of days is a setting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from medication.as_needed import Given
from medication.prescription import AsNeeded, Scheme
from medication.settings import Settings
from medication.takes import takes_on

SUBSTANCE: Final = "methotrexate"
WEEK: Final = 7
_LOOKED_AT: Final = 8 * WEEK

Slot = tuple[date, str]


def slots(scheme: Scheme, from_on: date, until_on: date | None) -> Iterator[Slot]:
    """The takings of eight weeks from a day on; the rhythm of a scheme shows in less."""
    last = from_on + timedelta(days=_LOOKED_AT)
    until = last if until_on is None else min(last, until_on)
    for day in (from_on + timedelta(days=n) for n in range((until - from_on).days + 1)):
        for take in takes_on(scheme, day):
            yield day, take.at


def is_too_often(several: Iterable[Slot]) -> bool:
    """Whether two different takings lie in the same seven days; two lines of one taking (a tablet
    of 10 mg and two of 2.5) are one."""
    days = [day for day, _ in sorted(set(several))]
    return any((later - earlier).days < WEEK for earlier, later in pairwise(days))


def may_be_daily(scheme: Scheme) -> bool:
    """ "Si besoin" has no rhythm at all."""
    return isinstance(scheme, AsNeeded)


def too_soon(given: Iterable[Given], now: datetime, settings: Settings) -> Given | None:
    """The last taking when it is too recent, on the clock of the home: a night when clocks change
    neither adds an hour to six days nor takes one."""
    zone = ZoneInfo(settings.zone)
    taken = [one for one in given if SUBSTANCE in one.substances and one.is_taken]
    last = max(taken, key=lambda one: one.at, default=None)
    if last is None:
        return None
    elapsed = _wall(now, zone) - _wall(last.at, zone)
    return last if elapsed < timedelta(days=settings.methotrexate_days) else None


def _wall(at: datetime, zone: ZoneInfo) -> datetime:
    return at.astimezone(zone).replace(tzinfo=None)
