"""The duty plan of the demo world: every slot held, everybody rested."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from app.demo.duty import DAYS_AFTER, DAYS_BEFORE, REST
from app.demo.values import Home, Shift
from app.demo.world import build

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
HOME = build(NOW).homes[0]


def shifts_of(home: Home, key: str) -> list[Shift]:
    member = next(each for each in home.staff if each.key == key)
    return [shift for shift in home.shifts if shift.staff == member.id]


def local_days(home: Home, pattern: str) -> set[tuple[object, object]]:
    team = {member.id for member in home.staff if member.pattern == pattern}
    starts = [s.starts_at.astimezone(PARIS) for s in home.shifts if s.staff in team]
    return {(start.date(), start.time()) for start in starts}


@pytest.mark.parametrize("key", [member.key for member in HOME.staff])
def test_there_are_eleven_hours_between_two_shifts(key: str) -> None:
    shifts = shifts_of(HOME, key)
    gaps = [b.starts_at - a.ends_at for a, b in pairwise(shifts)]
    assert all(gap >= REST for gap in gaps)


@pytest.mark.parametrize("unit", ["glycines", "capucines", "jasmin"])
def test_each_unit_has_an_aide_every_morning_and_afternoon(unit: str) -> None:
    unit_id = next(each.id for each in HOME.units if each.key == unit)
    held = [shift for shift in HOME.shifts if shift.unit == unit_id]
    assert len(held) == 2 * (DAYS_BEFORE + 1 + DAYS_AFTER)
    assert len({shift.starts_at for shift in held}) == len(held)


@pytest.mark.parametrize(("pattern", "a_day"), [("night", 1), ("nurses", 2), ("home-care", 3)])
def test_nights_nurses_and_rounds_are_held_every_day(pattern: str, a_day: int) -> None:
    assert len(local_days(HOME, pattern)) == a_day * (DAYS_BEFORE + 1 + DAYS_AFTER)


@pytest.mark.parametrize(
    "pattern", ["glycines", "capucines", "jasmin", "relief", "nurses", "night"]
)
def test_nobody_works_more_than_six_days_in_seven(pattern: str) -> None:
    for member in (each for each in HOME.staff if each.pattern == pattern):
        starts = [shift.starts_at for shift in shifts_of(HOME, member.key)]
        for start in starts:
            within = [s for s in starts if start <= s < start + timedelta(days=7)]
            assert len(within) <= 6, member.key


@pytest.mark.parametrize("hour", [6, 9, 12, 13, 15, 18])
def test_whoever_opens_the_demo_by_day_finds_aicha_and_nadia_at_work(hour: int) -> None:
    now = datetime(2026, 11, 21, hour, 0, tzinfo=UTC)
    home = build(now).homes[0]
    assert all(any(s.covers(now) for s in shifts_of(home, key)) for key in ("aicha", "nadia"))


def test_shifts_keep_their_local_hours_when_clocks_change() -> None:
    home = build(datetime(2026, 10, 26, 12, 0, tzinfo=UTC)).homes[0]
    nights = [s for s in home.shifts if s.starts_at.astimezone(PARIS).hour == 21]
    assert {
        (s.starts_at.astimezone(PARIS).hour, s.ends_at.astimezone(PARIS).hour) for s in nights
    } == {(21, 7)}
    assert {s.ends_at - s.starts_at for s in nights} == {timedelta(hours=10), timedelta(hours=11)}
