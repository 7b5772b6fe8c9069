"""Figures beside their goals, as text for the terminal and as Markdown for the results file."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured line. `letter` names its row; `detail` says what else was seen."""

    letter: str
    what: str
    goal: str
    shown: str
    is_met: bool
    detail: str = ""

    @property
    def verdict(self) -> str:
        return "met" if self.is_met else "MISSED"


def at_most(
    letter: str, what: str, value: float, limit: float, unit: str, detail: str = ""
) -> Figure:
    """A figure that should not exceed its goal."""
    goal, shown = f"≤ {_number(limit)} {unit}", f"{_number(value)} {unit}"
    return Figure(letter, what, goal, shown, value <= limit, detail)


def at_least(
    letter: str, what: str, value: float, limit: float, unit: str, detail: str = ""
) -> Figure:
    """A figure that should reach its goal."""
    goal, shown = f"≥ {_number(limit)} {unit}", f"{_number(value)} {unit}"
    return Figure(letter, what, goal, shown, value >= limit, detail)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that `share` of the values (0 to 1) do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def middle(values: list[float]) -> float:
    """The median, which one bad round does not move."""
    return median(values)


def as_text(figures: list[Figure]) -> str:
    """The table for a terminal."""
    rows = [("", "what", "goal", "figure", "", "")]
    rows += [(f.letter, f.what, f.goal, f.shown, f.verdict, f.detail) for f in figures]
    widths = [max(len(row[at]) for row in rows) for at in range(5)]
    lines = [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[5]])
        for row in rows
    ]
    return "\n".join(line.rstrip() for line in lines)


def as_markdown(figures: list[Figure]) -> str:
    """The table for the results file."""
    lines = [
        "| row | what | goal | figure | verdict | seen |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {f.letter} | {f.what} | {f.goal} | {f.shown} | {f.verdict} | {f.detail} |"
        for f in figures
    ]
    return "\n".join(lines)


def _number(value: float) -> str:
    if value >= 100 or value == int(value):
        return f"{value:,.0f}".replace(",", " ")
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"
