"""When somebody is reminded of an order that is still to be signed. The deadline itself never moves, whatever the day.

A prescriber signs on working days: what falls due over a week-end is reminded of before it, and told late on Monday.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

BEFORE: Final = timedelta(hours=24)
"""How long before the deadline its prescriber is reminded."""
MORNING: Final = time(9)
LONGEST: Final = BEFORE + timedelta(days=3)
"""No reminder comes earlier before its deadline."""
_SATURDAY: Final = 5


def reminded_at(due_at: datetime, zone: tzinfo) -> datetime:
    """When the prescriber is reminded: a day before; on Friday morning where that, or the deadline, is a week-end."""
    local = due_at.astimezone(zone)
    asked = local - BEFORE
    if local.weekday() < _SATURDAY and asked.weekday() < _SATURDAY:
        return due_at - BEFORE
    last = min(asked, local)
    friday = last.date() - timedelta(days=max(0, last.weekday() - _SATURDAY + 1))
    return min(due_at - BEFORE, datetime.combine(friday, MORNING, zone).astimezone(UTC))


def chased_at(now: datetime, zone: tzinfo) -> datetime:
    """When the prescriber can be reached about what is late: at once, or on Monday morning."""
    local = now.astimezone(zone)
    if local.weekday() < _SATURDAY:
        return now
    monday = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(monday, MORNING, zone).astimezone(UTC)
