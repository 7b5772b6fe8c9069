"""How large the words of a label may be: as large as they all fit. A name is made smaller, never cut."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Final

_MM: Final = 25.4 / 72
LEADING: Final = 1.16
_SIZES: Final = (18.0, 16.5, 15.0, 13.5, 12.0, 10.5, 9.5, 8.5, 7.5, 6.5, 5.5, 4.5)
_WHOLE_WORDS: Final = 7.0
"""Down to here a smaller name is better than one broken in the middle of a word."""
SECOND, SMALL, LEAST = 0.8, 0.6, 6.5
# How wide our typeface draws letters, in parts of their size: rounded up, so that what is said to fit does.
_WIDE, _NARROW = frozenset("MWŒÆ@%mw"), frozenset("IJijlftr1.,:;’'-()·| ")
_WIDTHS: Final = {True: (1.0, 0.44, 0.72), False: (0.92, 0.38, 0.6)}


@dataclass(frozen=True, slots=True)
class Printed:
    """One label: a name in capitals, a second line, smaller ones, and what its code holds."""

    head: str
    second: str
    lines: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Points of each kind of line, and what is left above so that the words stand in the middle (millimetres)."""

    head: float
    second: float
    small: float
    above: float


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    size: float
    is_bold: bool


def fit(label: Printed, width: float, height: float) -> Fit:
    """The largest sizes at which the label holds in so many millimetres; the least ones when none do."""
    whole = [
        size
        for size in _SIZES
        if size >= _WHOLE_WORDS and all(_is_whole(line, width) for line in _lines(label, size))
    ]
    tried = (*whole, *_SIZES)
    size = next((one for one in tried if _height(label, one, width) <= height), _SIZES[-1])
    left = height - _height(label, size, width)
    return Fit(size, size * SECOND, _small(size), max(0.0, left / 2))


def _height(label: Printed, size: float, width: float) -> float:
    lines = _lines(label, size)
    return sum(_rows(line, width) * line.size * _MM * LEADING for line in lines)


def _small(size: float) -> float:
    return min(size, max(size * SMALL, LEAST))


def _lines(label: Printed, size: float) -> list[_Line]:
    return [
        _Line(label.head, size, True),
        _Line(label.second, size * SECOND, False),
        *(_Line(text, _small(size), False) for text in label.lines),
    ]


def _width(text: str, line: _Line) -> float:
    wide, narrow, usual = _WIDTHS[line.is_bold]
    parts = (wide if one in _WIDE else narrow if one in _NARROW else usual for one in text)
    return sum(parts) * line.size * _MM


def _words(line: _Line) -> list[str]:
    """What a row may end after: a space, a dash."""
    return re.findall(r"[^\s-]*-+|[^\s-]+", line.text)


def _is_whole(line: _Line, width: float) -> bool:
    return all(_width(word, line) <= width for word in _words(line))


def _rows(line: _Line, width: float) -> int:
    """On how many rows the line falls; a word that is wider than a row is broken."""
    rows, used = 0, math.inf
    for word in _words(line):
        wide = _width(word, line)
        if used + wide <= width:
            used += wide + _width(" ", line)
            continue
        broken = math.ceil(wide / width) or 1
        rows, used = rows + broken, wide - (broken - 1) * width + _width(" ", line)
    return rows
