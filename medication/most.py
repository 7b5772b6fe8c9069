"""The most that a line gives in a day and in a week, in the unit of the line, from a day on.

What depends on something measured counts by its highest rung, "si besoin" by its maximum: what a
prescription allows, not what was given. None: the scheme says no amount.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from medication.prescription import (
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    Patch,
    Regular,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)

WEEK: Final = 7


def most_in_a_day(scheme: Scheme, from_on: date) -> Decimal | None:
    """The highest sum of one day, on `from_on` or later."""
    match scheme:
        case Regular(takes, _):
            return _sum(takes)
        case Sliding(takes, _, scale):
            top = max((rung.amount for rung in scale), default=Decimal(0))
            return sum(((take.amount or Decimal(0)) + top for take in takes), Decimal(0))
        case Tapering(steps):
            return max((_sum(step.takes) for step in _to_come(steps, from_on)), default=None)
        case Calendar(_, amounts):
            return max((one for day, one in amounts.items() if day >= from_on), default=None)
        case AsNeeded():
            return scheme.max_per_day
        case _:
            return scheme.amount


def most_in_a_week(scheme: Scheme, from_on: date) -> Decimal | None:
    """At most what seven days in a row give."""
    a_day = most_in_a_day(scheme, from_on)
    return None if a_day is None else a_day * max(_days_of(scheme, from_on))


def _days_of(scheme: Scheme, from_on: date) -> Iterable[int]:
    match scheme:
        case Regular(_, days) | Sliding(_, days, _) | Patch(_, _, _, days):
            return (_days_in_a_week(days),)
        case Tapering(steps):
            return [_days_in_a_week(step.days) for step in _to_come(steps, from_on)]
        case _:
            return (WEEK,)


def _days_in_a_week(rule: DayRule) -> int:
    """The most days of a rule that seven days in a row can hold."""
    match rule:
        case EveryDay():
            return WEEK
        case Weekdays(days):
            return len(days)
        case EveryDays(n, _):
            return -(-WEEK // n)
        case Cycle(on, off, _):
            return WEEK if off == 0 else min(WEEK, on + max(0, WEEK - on - off))
        case _:
            return min(WEEK, len(rule.days))


def _sum(takes: Iterable[Take]) -> Decimal:
    return sum((take.amount or Decimal(0) for take in takes), Decimal(0))


def _to_come(steps: tuple[Step, ...], from_on: date) -> tuple[Step, ...]:
    """The step of that day and those after; all of them before the first."""
    begun = sum(step.from_on <= from_on for step in steps)
    return steps[max(0, begun - 1) :]
