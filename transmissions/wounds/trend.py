"""How the area of a wound goes, in figures and in words. Whole numbers only, so that every reader counts the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

FAR_ENOUGH: Final = 14
"""Days over which a trend is told: two weeks are what a change of care is judged by (EPUAP 2019)."""

STABLE: Final = 5
"""A change of less than this, in percent, is within what a ruler can tell."""

_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Point:
    """One measured area."""

    at: datetime
    area_mm2: int


@dataclass(frozen=True, slots=True)
class Trend:
    """From one area to another: percent of change, rounded, and days between."""

    before: Point
    now: Point
    percent: int
    days: int

    @property
    def words(self) -> str:
        """« diminue de 20 % en 14 jours »."""
        days = f"{self.days} {'jours' if self.days > 1 else 'jour'}"
        if abs(self.percent) < STABLE:
            return f"stable sur {days}"
        verb = "augmente" if self.percent > 0 else "diminue"
        return f"{verb} de {abs(self.percent)} % en {days}"


def trend(points: Sequence[Point]) -> Trend | None:
    """The last area against the latest one at least two weeks older, or else the first; None when nothing compares."""
    ordered = sorted(points, key=lambda point: point.at)
    if len(ordered) < 2:
        return None
    now = ordered[-1]
    far = [point for point in ordered[:-1] if days_between(point.at, now.at) >= FAR_ENOUGH]
    before = far[-1] if far else ordered[0]
    return between(before, now)


def between(before: Point, now: Point) -> Trend | None:
    """The change from one to the other; None within one day."""
    days = days_between(before.at, now.at)
    if days < 1 or before.area_mm2 <= 0:
        return None
    return Trend(before, now, percent_of(before.area_mm2, now.area_mm2), days)


def percent_of(before: int, now: int) -> int:
    """The change in percent, halves upwards."""
    return (200 * (now - before) + before) // (2 * before)


def days_between(one: datetime, other: datetime) -> int:
    """Whole days, rounded: an assessment at eight and the next at nine in the evening are as many days apart."""
    return (other - one + _DAY / 2) // _DAY


def area_words(area_mm2: int) -> str:
    """« 12,4 cm² »; in square millimetres under one square centimetre."""
    if area_mm2 < 100:
        return f"{area_mm2} mm²"
    tenths = (area_mm2 + 5) // 10
    return f"{tenths // 10},{tenths % 10} cm²" if tenths % 10 else f"{tenths // 10} cm²"
