"""How wrong the clock is: measured at each exchange, and again when somebody sets it meanwhile."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.ground import clock
from app.tablet.storage import Storage
from app.tablet.timing import Timing

TRUE = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


class Wrong:
    """A clock that anyone can set, over seconds that nobody can."""

    def __init__(self, error: timedelta) -> None:
        self.error, self.seconds = error, 0.0

    def now(self) -> datetime:
        return TRUE + timedelta(seconds=self.seconds) + self.error

    def steady(self) -> float:
        return self.seconds


def test_a_clock_never_compared_tells_nothing():
    timing = Timing(Storage(), lambda: TRUE)
    assert (timing.offset_ms(), timing.measured_at()) == (None, None)
    assert timing.estimate() == TRUE


def test_the_offset_leads_back_to_true_time():
    wrong = Wrong(timedelta(hours=17))
    timing = Timing(Storage(), wrong.now, wrong.steady)
    timing.measure(clock.to_text(TRUE))
    wrong.seconds = 600
    assert timing.offset_ms() == -17 * 3_600_000
    assert timing.estimate() == TRUE + timedelta(minutes=10)


def test_a_clock_set_since_the_last_exchange_is_noticed():
    wrong = Wrong(timedelta(0))
    timing = Timing(Storage(), wrong.now, wrong.steady)
    timing.measure(clock.to_text(TRUE))
    wrong.seconds, wrong.error = 60, timedelta(days=-3)
    assert timing.offset_ms() == 3 * 86_400_000
    assert timing.estimate() == TRUE + timedelta(minutes=1)


def test_after_a_restart_the_last_measure_is_all_there_is():
    storage, wrong = Storage(), Wrong(timedelta(hours=-1))
    Timing(storage, wrong.now, wrong.steady).measure(clock.to_text(TRUE))
    again = Timing(storage, wrong.now, wrong.steady)
    assert again.offset_ms() == 3_600_000
    assert again.measured_at() == TRUE - timedelta(hours=1)
