"""What in a file may speak of somebody else, found before a copy leaves. Pure. Found is not removed: people decide.

RGPD 15.4: a copy does not infringe the rights of others. What a professional wrote is nobody's secret; what a third
party confided, or what tells of another resident, may be (CSP L1111-7: information from third parties is not
communicated).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.ground.folding import fold

_SECRET: Final = frozenset(
    ("key", "iv", "webp", "plain", "clear", "plain_sha256", "corners", "values", "mime", "scan")
)
_CONFIDED: Final = re.compile(
    r"\b(confidentiel\w*|sous le sceau|ne pas (le |la |lui )?(dire|repeter)|a confie|nous confie|en secret)\b"
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_SHORTEST: Final = 4
_EXCERPT: Final = 240


@dataclass(frozen=True, slots=True)
class Flag:
    """A row that somebody must look at before it leaves: `key` names it, `why` is told to whoever decides."""

    key: str
    place: str
    why: str
    excerpt: str


def flags(
    rows: Mapping[str, Iterable[Mapping[str, Any]]],
    words: Mapping[str, str],
    others: Iterable[str],
    third_party: Mapping[str, Callable[[Mapping[str, Any]], str]],
    masked_from: frozenset[str],
) -> list[Flag]:
    """Rows to look at, by table and in their order. `others` are the family names of other residents, `third_party`
    whom a row of a table speaks of whatever it says, `masked_from` the roles for whom a mask matters here.
    """
    names = {folded: name for name in others if len(folded := fold(name)) >= _SHORTEST}
    found = []
    for table, some in rows.items():
        for row in some:
            text = " ".join(texts(row.get("sealed")))
            always = third_party[table](row) if table in third_party else ""
            if why := _why(row, text, names, always, masked_from):
                found.append(Flag(key_of(table, row), words[table], why, text[:_EXCERPT]))
    return found


def key_of(table: str, row: Mapping[str, Any]) -> str:
    """What names a row in a file, whatever its table."""
    return f"{table}:{row.get('id') or row.get('person_id') or row.get('entry_id')}"


def texts(value: Any) -> Iterator[str]:
    """Every text that people wrote in what was sealed; keys and pictures are no text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in _SECRET:
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def _why(
    row: Mapping[str, Any],
    text: str,
    names: Mapping[str, str],
    always: str,
    masked_from: frozenset[str],
) -> str | None:
    if masked_from & set(row.get("hidden_from") or ()):
        return "Un masque le cache à qui demande"
    folded = fold(text)
    if _CONFIDED.search(folded):
        return "Le texte parle d’une confidence"
    said = set(_WORD.findall(folded))
    for name, as_written in names.items():
        if set(_WORD.findall(name)) <= said:
            return f"Le texte nomme {as_written}"
    return always or None
