"""When a follow-up is late, when nurses are told, in which order it is shown; on the nights when clocks change too."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transmissions.follow_up_times import (
    Listed,
    escalates_at,
    expires_at,
    is_carried_over,
    order,
    place_due,
    shift_start,
    standing,
)

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 14, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def paris(text: str) -> datetime:
    """An instant at the wall clock of Paris; `fold` by a trailing `*`, the second time an hour is shown."""
    at = datetime.fromisoformat(text.rstrip("*"))
    return at.replace(tzinfo=PARIS, fold=text.endswith("*"))


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (NOW - DAY, "overdue"),
        (NOW, "overdue"),
        (NOW + timedelta(milliseconds=1), "soon"),
        (NOW + 30 * MINUTE, "soon"),
        (NOW + 31 * MINUTE, "later"),
    ],
)
def test_it_is_late_from_its_time_on_and_soon_half_an_hour_before(
    due: datetime, expected: str
) -> None:
    assert standing(Listed(UUID(int=1), due), NOW) == expected
    assert standing(Listed(UUID(int=1), due, closed=True), NOW) == "closed"


def test_urgent_comes_first_then_what_is_due_longest() -> None:
    late, coming = Listed(UUID(int=1), NOW - HOUR), Listed(UUID(int=2), NOW + HOUR)
    urgent, twin = Listed(UUID(int=3), NOW + DAY, True), Listed(UUID(int=4), NOW + HOUR)
    assert sorted([twin, coming, urgent, late], key=order) == [urgent, late, coming, twin]


@pytest.mark.parametrize(
    ("urgent", "acknowledged", "closed", "expected"),
    [
        (False, None, False, NOW + 2 * HOUR),
        (True, None, False, NOW + 15 * MINUTE),
        (False, NOW - HOUR, False, NOW + 2 * HOUR),
        (False, NOW + HOUR, False, NOW + 3 * HOUR),
        (True, NOW + 10 * MINUTE, False, NOW + 25 * MINUTE),
        (True, None, True, None),
    ],
)
def test_nurses_are_told_some_time_after_it_was_due_or_taken_charge_of(
    urgent: bool, acknowledged: datetime | None, closed: bool, expected: datetime | None
) -> None:
    assert escalates_at(NOW, urgent=urgent, acknowledged_at=acknowledged, closed=closed) == expected


def test_an_open_one_never_leaves_and_a_closed_one_stays_a_week() -> None:
    assert expires_at(None) is None
    assert expires_at(NOW) == NOW + 7 * DAY


@pytest.mark.parametrize(
    ("now", "starts"),
    [
        ("2026-11-21T06:59", "2026-11-20T21:00"),
        ("2026-11-21T07:00", "2026-11-21T07:00"),
        ("2026-11-21T13:59", "2026-11-21T07:00"),
        ("2026-11-21T14:00", "2026-11-21T14:00"),
        ("2026-11-21T23:59", "2026-11-21T21:00"),
        ("2026-11-22T00:00", "2026-11-21T21:00"),
        # Clocks go forward: 02:00 becomes 03:00, the night has nine hours.
        ("2026-03-29T01:59", "2026-03-28T21:00"),
        ("2026-03-29T03:00", "2026-03-28T21:00"),
        ("2026-03-29T06:59", "2026-03-28T21:00"),
        ("2026-03-29T07:00", "2026-03-29T07:00"),
        # Clocks go back: 02:30 is shown twice, the night has eleven hours.
        ("2026-10-25T02:30", "2026-10-24T21:00"),
        ("2026-10-25T02:30*", "2026-10-24T21:00"),
        ("2026-10-25T06:59", "2026-10-24T21:00"),
        ("2026-10-25T07:00", "2026-10-25T07:00"),
    ],
)
def test_a_shift_begins_at_the_wall_clock(now: str, starts: str) -> None:
    assert shift_start(paris(now), PARIS) == paris(starts)
    assert shift_start(paris(now).astimezone(UTC), PARIS) == paris(starts)


@pytest.mark.parametrize(
    ("night", "hours"),
    [("2026-11-21", 10), ("2026-03-28", 9), ("2026-10-24", 11)],
)
def test_the_night_is_as_long_as_it_is(night: str, hours: int) -> None:
    begins = paris(f"{night}T21:00").astimezone(UTC)
    ends = begins + hours * HOUR
    assert shift_start(ends - MINUTE, PARIS) == begins
    assert shift_start(ends, PARIS) == ends


def test_what_another_team_left_is_carried_over() -> None:
    now = paris("2026-11-21T22:30")
    assert is_carried_over(paris("2026-11-21T20:59"), now, PARIS)
    assert not is_carried_over(paris("2026-11-21T21:00"), now, PARIS)


def test_two_in_the_morning_is_still_the_night_of_yesterday() -> None:
    now = paris("2026-10-25T02:30*")
    assert not is_carried_over(paris("2026-10-25T02:10"), now, PARIS)
    assert is_carried_over(paris("2026-10-24T20:00"), now, PARIS)


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_a_shift_holds_its_moment_and_is_never_longer_than_eleven_hours(now: datetime) -> None:
    start = shift_start(now, PARIS)
    assert timedelta(0) <= now - start < 11 * HOUR
    assert shift_start(start, PARIS) == start


@pytest.mark.parametrize(
    ("told", "shift", "due", "flags"),
    [
        (NOW + HOUR, timedelta(0), NOW + HOUR, ()),
        (NOW - DAY, timedelta(0), NOW - DAY, ()),
        (NOW - DAY - MINUTE, timedelta(0), NOW, ("implausible_due",)),
        (NOW + 400 * DAY, timedelta(0), NOW + 400 * DAY, ()),
        (NOW + 401 * DAY, timedelta(0), NOW, ("implausible_due",)),
        (NOW + 18 * HOUR, -17 * HOUR, NOW + HOUR, ()),
        (
            datetime(1970, 1, 1, 2, tzinfo=UTC),
            NOW - datetime(1970, 1, 1, 1, tzinfo=UTC),
            NOW + HOUR,
            (),
        ),
        (datetime.max.replace(tzinfo=UTC), 36_500 * DAY, NOW, ("implausible_due",)),
        (datetime.min.replace(tzinfo=UTC), -DAY, NOW, ("implausible_due",)),
    ],
)
def test_a_time_due_is_put_right_with_its_clock(
    told: datetime, shift: timedelta, due: datetime, flags: tuple[str, ...]
) -> None:
    assert place_due(told, asked_at=NOW, shift=shift) == (due, flags)
