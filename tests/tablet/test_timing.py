"""How wrong the clock is, as measured at each exchange."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.ground import clock
from app.tablet.storage import Storage
from app.tablet.timing import Timing

TRUE = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
AHEAD = timedelta(hours=17)


def test_a_clock_never_compared_tells_nothing():
    timing = Timing(Storage(), lambda: TRUE)
    assert (timing.offset_ms(), timing.measured_at()) == (None, None)
    assert timing.estimate() == TRUE


def test_the_offset_leads_back_to_true_time():
    timing = Timing(Storage(), lambda: TRUE + AHEAD)
    timing.measure(clock.to_text(TRUE))
    assert timing.offset_ms() == -17 * 3_600_000
    assert timing.measured_at() == TRUE + AHEAD
    assert timing.estimate() == TRUE


def test_a_restart_remembers_the_last_measure():
    storage = Storage()
    Timing(storage, lambda: TRUE - AHEAD).measure(clock.to_text(TRUE))
    again = Timing(storage, lambda: TRUE - AHEAD)
    assert (again.offset_ms(), again.estimate()) == (17 * 3_600_000, TRUE)
