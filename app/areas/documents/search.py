"""Searches in what documents say: their kind, title and note, and the text of their pages. Whoever asks hands over what
they may read; nothing else is opened.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.models import DocumentPage
from app.areas.documents.values import DocumentValue
from app.gate.sync.scope import parts
from app.ground.folding import fold, matches
from app.ground.vault import KeyGone, SealBroken, Vault

_WORD: Final = re.compile(r"[^\W_]+")
AROUND: Final = 90
"""How many characters of the page are shown on each side of what was found."""
_LONGEST_QUERY: Final = 80


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words of a page; `is_found`: those that were looked for."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Found:
    """A document that says all the words, the page where its text does (from 1), and these words there."""

    document: DocumentValue
    page: int | None
    excerpt: tuple[Piece, ...]


def texts_of(
    session: Session, vault: Vault, documents: Iterable[DocumentValue]
) -> dict[UUID, list[str]]:
    """By document, the text of each of its pages, in order; empty where nothing was read."""
    pages = {page.id: one for one in documents for page in one.pages}
    said: dict[UUID, str] = {}
    for some in parts(pages):
        rows = session.execute(
            select(DocumentPage.id, DocumentPage.sealed).where(DocumentPage.id.in_(some))
        )
        said |= {row.id: _text(vault, pages[row.id].person_id, row) for row in rows}
    return {
        one.id: [said.get(page.id, "") for page in one.pages]
        for one in {one.id: one for one in pages.values()}.values()
    }


def _text(vault: Vault, person_id: UUID, row: Any) -> str:
    try:
        text: str | None = vault.open(person_id, "document_page", row.id, row.sealed).get("text")
    except (KeyGone, SealBroken):
        return ""
    return text or ""


def find(
    documents: Sequence[DocumentValue], texts: Mapping[UUID, Sequence[str]], query: str
) -> list[Found]:
    """Those that say each word of the query, or a word that begins so, in their order. An empty query finds all."""
    asked = query[:_LONGEST_QUERY]
    if not fold(asked):
        return [Found(one, None, ()) for one in documents]
    return [found for one in documents if (found := _look(one, texts.get(one.id, ()), asked))]


def _look(document: DocumentValue, pages: Sequence[str], query: str) -> Found | None:
    said = " ".join(filter(None, (document.kind_label, document.title, document.note)))
    if not matches(" ".join((said, *pages)), query):
        return None
    words = fold(query).split()
    for number, text in enumerate(pages, start=1):
        if pieces := excerpt(text, words):
            return Found(document, number, pieces)
    return Found(document, None, excerpt(said, words))


def excerpt(text: str, words: Sequence[str]) -> tuple[Piece, ...]:
    """What stands around the first of these words in a text, each of them marked; empty when none is there."""
    flat = " ".join(text.split())
    spots: list[tuple[int, int]] = []
    for one in _WORD.finditer(flat):
        if spots and one.start() > spots[0][1] + AROUND:
            break  # what follows is not shown
        if fold(one[0]).startswith(tuple(words)):
            spots.append(one.span())
    if not spots:
        return ()
    start, end = _cut(flat, spots[0])
    return tuple(_pieces(flat, start, end, [one for one in spots if one[1] <= end]))


def _cut(flat: str, spot: tuple[int, int]) -> tuple[int, int]:
    """Where the excerpt begins and ends: between words."""
    start, end = max(0, spot[0] - AROUND), min(len(flat), spot[1] + AROUND)
    if start:
        start = flat.find(" ", start, spot[0]) + 1 or spot[0]
    if end < len(flat):
        end = max(flat.rfind(" ", spot[1], end), spot[1])
    return start, end


def _pieces(flat: str, start: int, end: int, spots: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces, at = [Piece("… ", False)] if start else [], start
    for first, last in spots:
        pieces += [Piece(flat[at:first], False), Piece(flat[first:last], True)]
        at = last
    tail = flat[at:end] + (" …" if end < len(flat) else "")
    return [one for one in (*pieces, Piece(tail, False)) if one.text]
