"""From a nominal slot ("matin" of 29 March) to an instant, over both nights when clocks change.

The rule is Python's own for `fold=0` (PEP 495, 2015): an hour that does not exist that night moves
forward by what the clock jumps (02:30 is 03:30), one that comes twice is meant the first time. So
a day always has each of its slots exactly once (docs/decisions/0029-doses-known-by-their-slot.md).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from medication.settings import Settings


def hour_of(at: str, settings: Settings) -> time:
    """The hour of a moment in this home, or the hour itself. Raises ValueError for any other."""
    found = settings.moments.get(at)
    return _hour(at) if found is None else found


@lru_cache(maxsize=1024)
def _hour(at: str) -> time:
    return time.fromisoformat(at)


@lru_cache(maxsize=8192)
def instant(on: date, hour: time, zone: str) -> datetime:
    """The instant (UTC) of that hour of that local day."""
    return datetime.combine(on, hour, _zone(zone)).astimezone(UTC)


def local(at: datetime, zone: str) -> datetime:
    """What the clock on the wall says at that instant."""
    return at.astimezone(_zone(zone))


def local_day(at: datetime, zone: str) -> date:
    """The local day in which an instant falls."""
    return local(at, zone).date()


def days_between(from_at: datetime, until_at: datetime, zone: str) -> list[date]:
    """Every local day that the two instants touch, in order; none when the second is before."""
    first, last = local_day(from_at, zone), local_day(until_at, zone)
    return [first + timedelta(days=count) for count in range((last - first).days + 1)]


@lru_cache(maxsize=32)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
