"""A small curve beside a table: it repeats at a glance what the table says, and has words for who does not see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

WIDTH, HEIGHT, EDGE = 240, 48, 4

Point = tuple[datetime, Decimal]


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Polylines as SVG wants their points; `ends` are the last points, marked by a dot."""

    lines: tuple[str, ...]
    ends: tuple[tuple[float, float], ...]
    label: str
    width: int = WIDTH
    height: int = HEIGHT


def drawn(series: Sequence[Sequence[Point]], label: str) -> Sparkline | None:
    """The curves of a kind over one span of time and one range of numbers; None for fewer than two points."""
    points = [point for line in series for point in line]
    if max((len(line) for line in series), default=0) < 2:
        return None
    times = [at.timestamp() for at, _ in points]
    numbers = [float(number) for _, number in points]
    box = _Box(min(times), max(times), min(numbers), max(numbers))
    placed = [[box.place(at, number) for at, number in sorted(line)] for line in series if line]
    lines = tuple(" ".join(f"{x:g},{y:g}" for x, y in line) for line in placed)
    return Sparkline(lines, tuple(line[-1] for line in placed), label)


@dataclass(frozen=True, slots=True)
class _Box:
    """From instants and numbers to the picture; a flat curve lies in the middle."""

    since: float
    until: float
    low: float
    high: float

    def place(self, at: datetime, number: Decimal) -> tuple[float, float]:
        x = _part(at.timestamp(), self.since, self.until)
        y = 1 - _part(float(number), self.low, self.high)
        across, down = WIDTH - 2 * EDGE, HEIGHT - 2 * EDGE
        return round(EDGE + x * across, 1), round(EDGE + y * down, 1)


_MIDDLE: Final = 0.5


def _part(value: float, low: float, high: float) -> float:
    return (value - low) / (high - low) if high > low else _MIDDLE
