"""Dates as French pages write them, each with what is said just before it. Rules, and no guess between two readings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

_MONTHS: Final = (
    r"janv(?:ier)?",
    r"f[eé]vr?(?:ier)?",
    r"mars",
    r"avr(?:il)?",
    r"mai",
    r"juin",
    r"juil(?:let)?",
    r"ao[uû]t",
    r"sept(?:embre)?",
    r"oct(?:obre)?",
    r"nov(?:embre)?",
    r"d[eé]c(?:embre)?",
)
_DAY: Final = r"(?<![\d/.-])(?P<day>[0-3]?\d|[1lI]\s?er|1°)"
_WORDS: Final = "|".join(f"(?P<m{n}>{month})" for n, month in enumerate(_MONTHS, start=1))
_WRITTEN: Final = (
    re.compile(_DAY + rf"\s+(?:{_WORDS})\.?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
    re.compile(
        r"(?<![\d/.-])(?P<day>[0-3]?\d)\s?(?P<mark>[/.-])\s?(?P<month>[01]?\d)\s?(?P=mark)\s?"
        r"(?P<year>(?:19|20)\d\d|\d\d)(?![\d/-])"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)"),
)
_BEFORE: Final = 48
_SENTENCE: Final = re.compile(r"[.;!?]\s+(?=[A-ZÀÉÈ])")
_BIRTH: Final = re.compile(
    r"\bn[eé](?:[eé]|\(e\)|·e|\.e)?\s+le|\bnaissance|\bd\.?d\.?n\b|\bnaiss\b", re.IGNORECASE
)
_UNTIL: Final = re.compile(
    r"jusqu|valable|valide\b|validit[eé]|expir|[eé]ch[eé]ance|fin de droits|date de fin|\bau\s*$",
    re.IGNORECASE,
)
_SIGNED: Final = re.compile(
    r"\ble\s*:?\s*(?:(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)?\s*$|\bfait\b|\bdate\b|[eé]tabli|[eé]dit[eé]"
    r"|prescrit|r[eé]dig[eé]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A day that a text gives. `role`: `birth`, `until` (an end), `signed` (what dates a page), or `bare`."""

    on: date
    role: str
    quote: str
    at: int


def written_dates(text: str) -> list[Written]:
    """The days of the text, in its order; a day that no calendar has is none."""
    found = {one.at: one for one in _all(text)}
    return [found[at] for at in sorted(found)]


def _all(text: str) -> Iterator[Written]:
    start, previous = 0, ""
    for line in text.splitlines(keepends=True):
        matches = sorted(_matches(line), key=lambda match: match.start())
        told = 0  # what stands before another date of the line is about that one
        for match in matches:
            if (on := _day(match)) is not None:
                before = line[told : match.start()].strip() or ("" if told else previous)
                yield Written(
                    on, _role(before[-_BEFORE:]), _quote(line, match), start + match.start()
                )
                told = match.end()
        previous, start = line.strip() or previous, start + len(line)


def _matches(line: str) -> Iterator[re.Match[str]]:
    if any(char.isdigit() for char in line):
        for pattern in _WRITTEN:
            yield from pattern.finditer(line)


def _day(match: re.Match[str]) -> date | None:
    told = match.groupdict()
    month = told.get("month") or next(n for n in range(1, 13) if told.get(f"m{n}"))
    year = int(told["year"])
    day = told["day"] if told["day"].isdigit() else "1"
    try:
        return date(year if year > 99 else 2000 + year, int(month), int(day))
    except ValueError:
        return None


def _role(before: str) -> str:
    """What the words before a date make of it: those of its own sentence."""
    before = _SENTENCE.split(before)[-1]
    for role, words in (("birth", _BIRTH), ("until", _UNTIL), ("signed", _SIGNED)):
        if words.search(before):
            return role
    return "bare"


def _quote(line: str, match: re.Match[str]) -> str:
    """The date with the few words around it, as they stand on the page."""
    start = line.rfind(" ", 0, max(0, match.start() - 24)) + 1 if match.start() > 24 else 0
    return " ".join(line[start : match.end()].split())
