"""Where an entry stands in time when clocks are wrong, and how long tablets keep it."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transmissions.visibility import (
    BEDSIDE_WINDOW,
    CLOCK_ADRIFT,
    CLOCK_TOLERANCE,
    FLAG_LABELS,
    IMPLAUSIBLE_TIME,
    LONGEST_WAIT,
    PINNED_WINDOW,
    Placed,
    expires_at,
    is_plausible,
    place_in_time,
)

ARRIVED = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)
MINUTE_MS = 60_000


def test_a_good_clock_is_believed() -> None:
    at = ARRIVED - timedelta(hours=3)
    assert place_in_time(at, offset_ms=1_200, received_at=ARRIVED) == Placed(at, "device")


def test_a_clock_within_five_minutes_keeps_the_time_that_was_on_the_wall() -> None:
    at = ARRIVED - timedelta(minutes=30)
    assert place_in_time(at, offset_ms=-5 * MINUTE_MS, received_at=ARRIVED) == Placed(at, "device")


def test_a_clock_beyond_five_minutes_is_corrected_and_marked() -> None:
    told = ARRIVED - timedelta(minutes=30)
    placed = place_in_time(told, offset_ms=-5 * MINUTE_MS - 1, received_at=ARRIVED)
    corrected = told - timedelta(minutes=5, milliseconds=1)
    assert placed == Placed(corrected, "estimated", (CLOCK_ADRIFT,))


def test_a_tablet_that_woke_in_1970_is_placed_by_its_measured_offset() -> None:
    told = datetime(1970, 1, 1, 0, 10, tzinfo=UTC)
    offset = (ARRIVED - timedelta(hours=1) - told) // timedelta(milliseconds=1)
    placed = place_in_time(told, offset_ms=offset, received_at=ARRIVED)
    assert placed == Placed(ARRIVED - timedelta(hours=1), "estimated", (CLOCK_ADRIFT,))


@pytest.mark.parametrize("told", [
    datetime(1970, 1, 1, tzinfo=UTC),
    datetime(2100, 1, 1, tzinfo=UTC),
    datetime(1, 1, 1, tzinfo=UTC),
    datetime.max.replace(tzinfo=UTC),
    ARRIVED + CLOCK_TOLERANCE + timedelta(seconds=1),
    ARRIVED - LONGEST_WAIT - timedelta(seconds=1),
])  # fmt: skip
def test_an_impossible_time_is_not_refused_but_stands_at_its_arrival(told: datetime) -> None:
    placed = place_in_time(told, offset_ms=None, received_at=ARRIVED)
    assert placed == Placed(ARRIVED, "received", (IMPLAUSIBLE_TIME,))


@pytest.mark.parametrize(
    "waited", [timedelta(0), -CLOCK_TOLERANCE, timedelta(days=14), LONGEST_WAIT]
)
def test_a_tablet_may_come_back_after_weeks(waited: timedelta) -> None:
    assert is_plausible(ARRIVED - waited, received_at=ARRIVED)


HOUR_MS = 60 * MINUTE_MS
MEASURED = ARRIVED - timedelta(hours=6)


def moved(told: datetime, *, by: timedelta, measured_at: datetime | None = MEASURED) -> Placed:
    """An entry of a tablet whose clock was right at its last measure, and ahead by `by` at the delivery."""
    sent = -by // timedelta(milliseconds=1)
    return place_in_time(
        told, offset_ms=0, measured_at=measured_at, sent_offset_ms=sent, received_at=ARRIVED
    )


AHEAD, BEHIND = timedelta(hours=17), timedelta(days=-3)
TRULY = ARRIVED - timedelta(hours=2)


@pytest.mark.parametrize("by", [AHEAD, BEHIND, timedelta(hours=3)])
def test_a_clock_set_after_its_last_measure_and_before_the_entry_is_put_right(
    by: timedelta,
) -> None:
    assert moved(TRULY + by, by=by) == Placed(TRULY, "estimated", (CLOCK_ADRIFT,))


@pytest.mark.parametrize("by", [AHEAD, BEHIND])
def test_a_clock_set_after_the_entry_says_nothing_of_it(by: timedelta) -> None:
    assert moved(TRULY, by=by) == Placed(TRULY, "device")


def test_when_nobody_can_tell_before_from_after_the_reader_is_told() -> None:
    hour = timedelta(hours=1)
    assert moved(TRULY, by=hour) == Placed(TRULY, "estimated", (CLOCK_ADRIFT,))
    assert moved(TRULY + hour, by=hour).flags == (CLOCK_ADRIFT,)


def test_a_clock_that_was_never_compared_is_put_right_at_the_delivery() -> None:
    told, sent = TRULY + AHEAD, -17 * HOUR_MS
    placed = place_in_time(told, offset_ms=None, sent_offset_ms=sent, received_at=ARRIVED)
    assert placed == Placed(TRULY, "estimated", (CLOCK_ADRIFT,))


def test_an_entry_before_the_last_measure_cannot_be_true() -> None:
    told = MEASURED - timedelta(days=3)
    placed = place_in_time(told, offset_ms=0, measured_at=MEASURED, received_at=ARRIVED)
    assert placed == Placed(ARRIVED, "received", (IMPLAUSIBLE_TIME,))


def test_a_clock_that_wanders_by_minutes_is_not_one_that_was_set() -> None:
    assert moved(TRULY, by=timedelta(minutes=5)) == Placed(TRULY, "device")


def test_another_time_zone_is_the_same_instant() -> None:
    told = datetime(2026, 11, 21, 14, 30, tzinfo=timezone(timedelta(hours=1)))
    assert place_in_time(told, offset_ms=0, received_at=ARRIVED).at == ARRIVED - timedelta(
        minutes=30
    )


@given(
    st.datetimes(timezones=st.just(UTC)),
    st.none() | st.integers(min_value=-(10**20), max_value=10**20),
    st.none() | st.integers(min_value=-(10**20), max_value=10**20),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)
def test_no_date_and_no_offset_is_ever_an_error(
    told: datetime, offset_ms: int | None, sent: int | None, measured_at: datetime | None
) -> None:
    placed = place_in_time(
        told,
        offset_ms=offset_ms,
        measured_at=measured_at,
        sent_offset_ms=sent,
        received_at=ARRIVED,
    )
    assert is_plausible(placed.at, received_at=ARRIVED)
    assert set(placed.flags) <= set(FLAG_LABELS)
    assert (placed.basis == "received") is (IMPLAUSIBLE_TIME in placed.flags)


def test_tablets_keep_an_entry_for_seven_days() -> None:
    assert expires_at(ARRIVED) == ARRIVED + BEDSIDE_WINDOW


def test_an_addition_keeps_its_entry_longer() -> None:
    added_at = ARRIVED + timedelta(days=3)
    assert expires_at(ARRIVED, last_addition_at=added_at) == added_at + BEDSIDE_WINDOW
    early = ARRIVED - timedelta(days=3)
    assert expires_at(ARRIVED, last_addition_at=early) == ARRIVED + BEDSIDE_WINDOW


def test_an_alarm_that_waits_for_a_nurse_does_not_leave_after_a_week() -> None:
    assert expires_at(ARRIVED, pinned=True) == ARRIVED + PINNED_WINDOW
