"""What the text of a document suggests of it: kind, date, end. Each comes with its reason, in the words of the page.

The rules are few and told in decision 0040. They propose; whoever files decides.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, TypeVar

from app.areas.documents.dates import Written, written_dates
from app.areas.documents.kinds import KINDS, Kind
from app.ground.folding import fold
from app.ground.pages.words import HELD

Value = TypeVar("Value")

TOP: Final = 300
"""How many characters of the folded text make the top of a page, where it says what it is."""
_TOP_COUNTS: Final = 3
_ENOUGH: Final = 3
_OLDEST: Final = timedelta(days=365 * 25)
_LONGEST_QUOTE: Final = 70
_TERM: Final = re.compile(
    r"(?:pour|pendant|dur[eé]e|qsp|q\.s\.p\.?)\s*:?\s*(?:une dur[eé]e de\s+|de\s+)?"
    r"(\d{1,2})\s+(jour|semaine|mois|an)",
    re.IGNORECASE,
)
_AGAIN: Final = re.compile(r"renouvel(?:er|able)\s*:?\s*(\d{1,2})\s+fois", re.IGNORECASE)
_DAYS: Final = {"jour": 1, "semaine": 7}


@dataclass(frozen=True, slots=True)
class Said(Generic[Value]):
    """A value, and why: a clause that follows « parce que »."""

    value: Value
    why: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a text lets one think. None where it says nothing sure."""

    kind: Said[str] | None = None
    dated_on: Said[date] | None = None
    valid_until: Said[date] | None = None

    @property
    def is_empty(self) -> bool:
        return self.kind is None and self.dated_on is None


def suggest(text: str | None, received_on: date, *, kind: str | None = None) -> Suggestion:
    """What the text of a document received that day suggests; `kind` is the one somebody chose already."""
    if not text or not text.strip():
        return Suggestion()
    days = written_dates(text)
    said = None if kind else suggested_kind(text)
    dated = suggested_date(days, received_on)
    meant = KINDS.get(kind or (said.value if said else ""))
    return Suggestion(said, dated, _until(text, days, dated, meant))


def suggested_kind(text: str) -> Said[str] | None:
    """The kind whose words weigh most: one point a word, three more in the top of the page. A tie is nothing."""
    folded = f" {fold(text)} "
    scored = sorted(
        ((score, code, best) for code, score, best in _scores(folded)),
        key=lambda one: one[0],
        reverse=True,
    )
    if not scored or scored[0][0] < _ENOUGH:
        return None
    if len(scored) > 1 and scored[1][0] == scored[0][0]:
        return None
    _, code, words = scored[0]
    return Said(code, _because(_as_written(text, words)))


def _scores(folded: str) -> Iterator[tuple[str, int, str]]:
    for code, kind in KINDS.items():
        found = [(words, folded.find(f" {words} ")) for words in kind.suggests]
        there = [(words, at) for words, at in found if at >= 0]
        kept = [(words, at) for words, at in there if not _is_within(words, there)]
        if kept:
            points = (len(words.split()) + _TOP_COUNTS * (at < TOP) for words, at in kept)
            yield code, sum(points), kept[0][0]


def _is_within(words: str, there: Sequence[tuple[str, int]]) -> bool:
    """Whether a longer announcement says it already: each counts once."""
    return any(words != other and f" {words} " in f" {other} " for other, _ in there)


def suggested_date(days: Sequence[Written], received_on: date) -> Said[date] | None:
    """The day that dates the page: one announced as such (« le », « fait », « date ») before any other, never a birth,
    an end, a day to come or one of another time.
    """
    might = [
        one
        for one in days
        if one.role in ("signed", "bare")
        and received_on - _OLDEST <= one.on <= received_on + timedelta(days=1)
    ]
    chosen = next((one for one in might if one.role == "signed"), might[0] if might else None)
    return Said(chosen.on, _because(chosen.quote)) if chosen else None


def _until(
    text: str, days: Sequence[Written], dated: Said[date] | None, kind: Kind | None
) -> Said[date] | None:
    """Until when it holds: a day that the text gives, else a length, else the usual one of its kind."""
    if kind is None or kind.usual_validity is None:
        return None
    start = dated.value if dated else None
    ends = [one for one in days if one.role == "until" and (start is None or one.on > start)]
    if ends:
        last = max(ends, key=lambda one: one.on)
        return Said(last.on, _because(last.quote))
    if start is None:
        return None
    if kind.code == "ordonnance" and (term := _term(text)):
        return Said(_later(start, *term[:2]), _because(term[2]))
    usual = kind.usual_validity
    words = f"{usual} mois" if usual % 12 or usual < 24 else f"{usual // 12} ans"
    return Said(after_months(start, usual), f"{_quoted(kind.label)} vaut d’ordinaire {words}")


def _term(text: str) -> tuple[int, str, str] | None:
    """The longest length that an ordonnance gives, times its renewals: (how many, of what, in its words)."""
    found = [(int(one[1]), one[2].casefold(), one[0]) for one in _TERM.finditer(text)]
    if not found:
        return None
    number, unit, words = max(found, key=lambda one: _later(date(2000, 1, 1), one[0], one[1]))
    if again := _AGAIN.search(text):
        number, words = number * (1 + int(again[1])), f"{words}, {again[0]}"
    return number, unit, " ".join(words.split())


def _later(start: date, number: int, unit: str) -> date:
    if unit in _DAYS:
        return start + timedelta(days=number * _DAYS[unit])
    return after_months(start, number * (12 if unit == "an" else 1))


def after_months(start: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(start.month - 1 + months, 12)
    year, month = start.year + year, month + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def _because(words: str) -> str:
    return f"le texte dit {_quoted(words)}"


def _quoted(words: str) -> str:
    """No line breaks between a mark and its words."""
    return f"«{HELD}{words}{HELD}»"


def _as_written(text: str, words: str) -> str:
    """The line of the page that says so, as it stands; the words themselves when they run over two lines."""
    for line in text.splitlines():
        if f" {words} " in f" {fold(line)} ":
            told = " ".join(line.split())
            return told if len(told) <= _LONGEST_QUOTE else f"{told[:_LONGEST_QUOTE].rstrip()}…"
    return words
