"""Days and hours typed on a form, as instants in the home's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def instant_of(on: date, at: time, zone: ZoneInfo) -> datetime:
    """That day at that hour, there. An hour that the change to summer time skips is the one after."""
    return datetime.combine(on, at, tzinfo=zone).astimezone(UTC)


def start_of(on: date, zone: ZoneInfo) -> datetime:
    """When that day begins there."""
    return instant_of(on, time(0), zone)


def during(on: date, now: datetime, zone: ZoneInfo) -> datetime:
    """A moment of that day that is not later than `now`: `now` itself today, noon on another day."""
    return now if on == now.astimezone(zone).date() else instant_of(on, time(12), zone)


def span(on: date, starts: time, ends: time, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """From one hour to another; past midnight when the end does not come after the start."""
    last = on if ends > starts else on + timedelta(days=1)
    return instant_of(on, starts, zone), instant_of(last, ends, zone)
