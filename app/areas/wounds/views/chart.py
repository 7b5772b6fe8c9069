"""The area of a wound over time as a plain picture: a line, its points, a few numbers. It repeats the table below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.areas.wounds.values import WoundValue
from transmissions.wounds import area_words
from transmissions.wounds.trend import Point

WIDTH: Final = 480
HEIGHT: Final = 190
LEFT, RIGHT, TOP, BOTTOM = 84, 24, 18, 34


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the picture and the words beside it."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the template draws. `label` says it to whoever does not see it."""

    points: tuple[Mark, ...]
    line: str
    levels: tuple[Mark, ...]
    days: tuple[Mark, ...]
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def chart_of(wound: WoundValue, zone: ZoneInfo) -> Chart | None:
    """The curve of the areas that count; None for fewer than two."""
    points = wound.points
    if len(points) < 2:
        return None
    most = max(point.area_mm2 for point in points)
    since, until = points[0].at, points[-1].at
    placed = tuple(
        Mark(_x(point.at, since, until), _y(point.area_mm2, most), area_words(point.area_mm2))
        for point in points
    )
    change = wound.trend
    said = f"Surface, {len(points)} évaluations : {placed[0].words} au départ, {placed[-1].words} à la dernière"
    return Chart(
        points=placed,
        line=" ".join(f"{mark.x:g},{mark.y:g}" for mark in placed),
        levels=tuple(
            Mark(LEFT - 8, _y(level, most), area_words(level) if level else "0")
            for level in (0, most // 2, most)
        ),
        days=_days(points, since, until, zone),
        label=f"{said} ; {change.words}." if change else f"{said}.",
    )


def _days(
    points: Sequence[Point], since: datetime, until: datetime, zone: ZoneInfo
) -> tuple[Mark, ...]:
    """The first and the last day, and one between when there is room."""
    wanted = (
        [points[0], points[-1]]
        if len(points) < 3
        else [points[0], points[len(points) // 2], points[-1]]
    )
    marks: list[Mark] = []
    for point in wanted:
        x = _x(point.at, since, until)
        if not marks or x - marks[-1].x > 70:
            marks.append(Mark(x, HEIGHT - 10, f"{point.at.astimezone(zone):%d/%m}"))
    return tuple(marks)


def _x(at: datetime, since: datetime, until: datetime) -> float:
    span = (until - since).total_seconds()
    part = (at - since).total_seconds() / span if span else 0.5
    return round(LEFT + part * (WIDTH - LEFT - RIGHT), 1)


def _y(area: int, most: int) -> float:
    """Zero is always there: half the height is half the wound."""
    part = area / most if most else 0.0
    return round(HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM), 1)
