"""Hours and durations in words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.ground.pages import words

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 11, 21, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "told"), [(time(7), "7\u00a0h"), (time(14, 5), "14\u00a0h\u00a005")]
)
def test_an_hour_is_never_broken_between_two_lines(at: time, told: str) -> None:
    assert words.hour(at) == told


@pytest.mark.parametrize(
    ("past", "told"),
    [
        (timedelta(seconds=30), "à l’instant"),
        (timedelta(minutes=12), "il y a 12\u00a0min"),
        (timedelta(hours=3), "il y a 3\u00a0h"),
        (timedelta(days=1), "hier à 14\u00a0h\u00a005"),
        (timedelta(days=18), "le 3 nov. 2026"),
    ],
)
def test_what_is_near_is_told_as_a_duration(past: timedelta, told: str) -> None:
    assert words.ago(NOW - past, NOW, PARIS) == told


def test_a_short_day_says_its_year_when_it_is_another() -> None:
    day = NOW.date()
    assert words.short_day(day) == "21 nov. 2026"
    assert words.short_day(day, year_of=day) == "21 nov."
    assert words.short_day(day, year_of=day.replace(year=2027)) == "21 nov. 2026"
