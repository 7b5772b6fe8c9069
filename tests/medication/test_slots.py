"""Hours of the wall over the nights when clocks change: 29 March and 25 October 2026 in France
(directive 2000/84/CE: the last Sundays of March and October, at 01:00 UTC)."""

from datetime import UTC, datetime, time

import pytest

from medication.settings import Settings
from medication.slots import days_between, hour_of, instant, local, local_day
from tests.medication.lines import day

PARIS = "Europe/Paris"


def at(on, hour):
    return instant(day(on), time.fromisoformat(hour), PARIS).strftime("%Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("on", "hour", "utc"),
    [
        ("2026-03-29", "01:59", "2026-03-29 00:59"),
        ("2026-03-29", "02:00", "2026-03-29 01:00"),  # does not exist: 03:00 by the new time
        ("2026-03-29", "02:30", "2026-03-29 01:30"),  # 03:30
        ("2026-03-29", "03:00", "2026-03-29 01:00"),
        ("2026-10-25", "02:00", "2026-10-25 00:00"),  # comes twice: the first time
        ("2026-10-25", "02:59", "2026-10-25 00:59"),
        ("2026-10-25", "03:00", "2026-10-25 02:00"),
        ("2028-02-29", "08:00", "2028-02-29 07:00"),
        ("2027-01-01", "00:00", "2026-12-31 23:00"),
    ],
)
def test_an_hour_of_the_wall_is_one_instant(on, hour, utc):
    assert at(on, hour) == utc


def test_a_moment_is_the_hour_that_the_home_gives_it():
    assert hour_of("soir", Settings()) == time(18, 30)
    assert hour_of("soir", Settings(moments={"soir": time(19)})) == time(19)
    assert hour_of("07:45", Settings()) == time(7, 45)


def test_what_is_neither_moment_nor_hour_is_refused():
    with pytest.raises(ValueError, match="isoformat"):
        hour_of("bientôt", Settings())


def test_an_instant_is_read_on_the_wall():
    midnight = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)
    assert local(midnight, PARIS).strftime("%d %H:%M") == "22 00:30"
    assert local_day(midnight, PARIS) == day("2026-11-22")


def test_days_between_two_instants_are_all_those_touched():
    first, last = datetime(2026, 12, 30, 23, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    assert days_between(first, last, PARIS) == [day("2026-12-31"), day("2027-01-01")]
    assert days_between(last, first.replace(day=1), PARIS) == []
