"""Methotrexate: once a week, on one day, never again before six whole days.

Sources: summaries of NOVATREX and IMETH, 4.2 ("une seule fois par semaine"); ANSM, letters to
professionals of July 2011 and of November 2019, reminder of October 2023 (deadly daily takings);
EMA, PRAC, July 2019: the weekly dose is not split. The number of days is a setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from medication.as_needed import Given
from medication.names import fold
from medication.prescription import (
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDays,
    Patch,
    Prescribed,
    Regular,
    Scheme,
    Sliding,
    Tapering,
)
from medication.settings import Settings
from medication.takes import takes_on

SUBSTANCE: Final = "methotrexate"
WEEK: Final = 7
_A_YEAR: Final = timedelta(days=366)
_FURTHEST: Final = timedelta(days=3660)

_NAMES: Final = re.compile(
    r"\b(?:methotrexate?|novatrex|imeth|metoject|nordimet|prexate|ledertrexate|mtx)\b"
)
"""Its substance and its brands in France, as somebody types them without choosing one."""

Slot = tuple[date, str]


def is_methotrexate(drug: Prescribed) -> bool:
    """Whether a line is of methotrexate, also under a name typed by hand ("Méthotrexate 2,5")."""
    if drug.substances:
        return SUBSTANCE in drug.substances
    return any(_NAMES.search(fold(text)) for text in (drug.named, drug.label))


def slots(scheme: Scheme, from_on: date, until_on: date) -> Iterator[Slot]:
    """The takings from a day until another, both included."""
    for day in (from_on + timedelta(days=n) for n in range((until_on - from_on).days + 1)):
        for take in takes_on(scheme, day):
            yield day, take.at


def looked_at(schemes: Iterable[tuple[Scheme, date]]) -> date:
    """Until when lines, each with the day on which it begins, are read: a year after the last of them begins, or
    takes another rhythm. A step that is daily in three months is as deadly as one that is daily now."""
    several = list(schemes)
    begins = [day for scheme, from_on in several for day in (from_on, *_turns(scheme))]
    return min(max(begins), min(on for _, on in several) + _FURTHEST) + _A_YEAR


def _turns(scheme: Scheme) -> Iterator[date]:
    """The days on which a scheme changes its rhythm."""
    match scheme:
        case Tapering(steps):
            for step in steps:
                yield from (step.from_on, *_counted_from(step.days))
        case Calendar(_, amounts):
            yield from amounts
        case Regular(_, days) | Sliding(_, days) | Patch(days=days):
            yield from _counted_from(days)
        case _:
            return


def _counted_from(days: DayRule) -> tuple[date, ...]:
    return (days.from_on,) if isinstance(days, EveryDays | Cycle) else ()


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
