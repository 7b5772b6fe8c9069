"""Finding what was written about a person, by its words, its cible, its author, its days.

`tests/vectors/search.json` is the rule's contract: the browser searches its store by the same
examples. Every word asked for begins a word of the cible's label, the texts, the ready-made phrases
or the author's name, of the entry or of what was added to it. Accents, capitals, ligatures and
punctuation do not count. Rule: T11 of the product's feature list; how words are cut is ours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

QUERY_LIMIT: Final = 200
"""Characters of what is asked: more is a text, not a question."""

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_LAST_ACCENT: Final = "\u036f"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for. `words` are folded; the first and the last day are whole days of the
    establishment; None, or no word, is anything."""

    words: tuple[str, ...] = ()
    cible: str | None = None
    author: UUID | None = None
    since: date | None = None
    until: date | None = None

    def __bool__(self) -> bool:
        return self != Wanted()


def fold(text: str) -> str:
    """The text as it is compared: words of lower-case letters and digits without accents, œ and æ
    in two letters, one space between words. `pwa/src/lib/fold.js` says the same."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
    others = {char for char in set(bare) if char > _LAST_ACCENT and _is_mark(char)}
    if others:
        bare = "".join(char for char in bare if char not in others)
    plain = bare.lower().replace("œ", "oe").replace("æ", "ae")
    return " ".join(_WORD.findall(plain))


def words_of(query: str) -> tuple[str, ...]:
    """The words asked for, folded, none twice."""
    return tuple(dict.fromkeys(fold(query[:QUERY_LIMIT]).split()))


def searchable(parts: Iterable[str | None]) -> str:
    """All that is searched in an entry, a space before each word: what `holds` reads."""
    return "".join(f" {fold(part)}" for part in parts if part)


def holds(searched: str, words: Iterable[str]) -> bool:
    """Whether each word begins a word of what `searchable` gave."""
    return all(f" {word}" in searched for word in words)


def span(wanted: Wanted, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """From which instant, and until before which, the wanted days last: an establishment's day has
    23 or 25 hours when its clocks change."""
    until = None
    if wanted.until is not None and wanted.until < date.max:
        until = _start(wanted.until + timedelta(days=1), zone)
    return _start(wanted.since, zone) if wanted.since else None, until


def _start(day: date, zone: ZoneInfo) -> datetime:
    """When the day begins there; the first days of the calendar begin with it."""
    try:
        return datetime.combine(day, time(0), zone).astimezone(UTC)
    except OverflowError:
        return datetime.combine(day, time(0), UTC)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")
