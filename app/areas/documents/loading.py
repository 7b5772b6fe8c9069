"""Rows of documents into values: a few queries for many documents, whatever asks for them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.models import Document, DocumentPage, DocumentPart
from app.areas.documents.values import DocumentValue, PageValue, PartValue
from app.gate.sync import broken
from app.gate.sync.scope import parts as in_parts
from app.ground.vault import KeyGone, Vault

_PLAIN: Final = (
    *("id", "establishment_id", "person_id", "author_id", "owner_id", "kind", "state", "source"),
    *("captured_at", "occurred_at", "received_at", "checked_at", "expires_at"),
    *("dated_on", "valid_until", "filed_at", "filed_by", "supersedes", "superseded_by"),
    *("wound_id", "withdrawn_at", "withdrawn_by", "is_needed"),
)
_ABSENT: Final[dict[str, Any]] = {"note": broken.SENTENCE, "title": None, "why": None}


def values(session: Session, vault: Vault, rows: Sequence[Document]) -> Iterator[DocumentValue]:
    """Each row with its parts and pages, in their order; whoever was erased is passed over."""
    ids = [row.id for row in rows]
    parts, pages = _parts(session, ids), _pages(session, ids)
    vault.warm({row.person_id for row in rows})
    for row in rows:
        about = (row.person_id, "document", row.id, row.sealed)
        try:
            content, flags = broken.opened(vault, *about, instead=_ABSENT)
        except KeyGone:
            continue
        mine = tuple(parts.get(row.id, ()))
        yield DocumentValue(
            **{name: getattr(row, name) for name in _PLAIN},
            hidden_from=tuple(row.hidden_from or ()),
            note=content.get("note"),
            title=content.get("title"),
            why_withdrawn=content.get("why"),
            is_broken=bool(flags),
            parts=mine,
            pages=_in_order(mine, pages.get(row.id, ())),
        )


def _parts(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[PartValue]]:
    found: dict[uuid.UUID, list[PartValue]] = {}
    for some in in_parts(ids):
        rows = session.execute(
            select(
                DocumentPart.id,
                DocumentPart.document_id,
                DocumentPart.no,
                DocumentPart.state,
                DocumentPart.reason,
                DocumentPart.antivirus,
            )
            .where(DocumentPart.document_id.in_(some))
            .order_by(DocumentPart.no)
        )
        for row in rows:
            found.setdefault(row.document_id, []).append(PartValue(*row))
    return found


def _pages(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Any]]:
    found: dict[uuid.UUID, list[Any]] = {}
    for some in in_parts(ids):
        rows = session.execute(
            select(
                DocumentPage.id, DocumentPage.document_id, DocumentPage.part_id, DocumentPage.no
            ).where(DocumentPage.document_id.in_(some))
        )
        for row in rows:
            found.setdefault(row.document_id, []).append(row)
    return found


def _in_order(parts: Sequence[PartValue], pages: Iterable[Any]) -> tuple[PageValue, ...]:
    place = {part.id: part.no for part in parts}
    ordered = sorted(pages, key=lambda page: (place.get(page.part_id, 0), page.no))
    return tuple(PageValue(page.id, page.part_id, no) for no, page in enumerate(ordered, 1))
