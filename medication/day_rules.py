"""On which local days a line is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from medication.schemes import Cycle, DayRule, EveryDay, EveryDays, MonthDays, Weekdays

WEEK: Final = 7
_SHORTEST_MONTH: Final = 28
_DAY: Final = timedelta(days=1)


def is_on(days: DayRule, on: date) -> bool:
    """Whether this local day is one of the rule's. A day of the month that the month has not is its
    last day, once; a rhythm counted from a day has nothing before it."""
    match days:
        case EveryDay():
            return True
        case Weekdays(chosen):
            return on.isoweekday() in chosen
        case EveryDays(n, from_on):
            return on >= from_on and (on - from_on).days % n == 0
        case Cycle(with_, without, from_on):
            return on >= from_on and (on - from_on).days % (with_ + without) < with_
        case _:
            is_last = (on + _DAY).month != on.month
            return on.day in days.days or (is_last and max(days.days) > on.day)


def is_rare(days: DayRule) -> bool:
    """Whether a week or more lies between two days of the rule: weekly, monthly, every N ≥ 7."""
    match days:
        case Weekdays(chosen):
            return len(chosen) == 1
        case EveryDays(n):
            return n >= WEEK
        case MonthDays(chosen):
            return _least_gap(sorted(chosen)) >= WEEK
        case _:
            return False


def days_apart(days: DayRule) -> int:
    """The days from one day of the rule to its next: the fewest; the most where days of the week are
    as even as a week allows. A patch of four days is changed on Mondays and Thursdays (summary of
    TRANSTEC, 4.2): it is then taken off when the next is put on."""
    match days:
        case Weekdays(chosen):
            week = sorted(chosen)
            gaps = [later - earlier for earlier, later in pairwise([*week, week[0] + WEEK])]
            return max(gaps) if max(gaps) - min(gaps) <= 1 else min(gaps)
        case EveryDays(n):
            return n
        case Cycle(1, without):
            return 1 + without
        case MonthDays(chosen):
            return _least_gap(sorted(chosen))
        case _:
            return 1


def _least_gap(month: Sequence[int]) -> int:
    """Between two of these days, in the shortest month and over its end."""
    bounded = [min(day, _SHORTEST_MONTH) for day in month]
    over = bounded[0] + _SHORTEST_MONTH - bounded[-1]
    return min([over, *(later - earlier for earlier, later in pairwise(bounded))])
