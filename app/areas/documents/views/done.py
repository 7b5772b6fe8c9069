"""What was done with a document, whom it is hidden from, and who opened it, for its page."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.queries import DocumentValue
from app.areas.documents.reading import Reader, readers_of
from app.areas.documents.views.blueprint import Desk
from app.gate.auth.policy import may
from app.ground.ids import parse_id
from app.ground.vault import KeyGone, SealBroken


@dataclass(frozen=True, slots=True)
class Gesture:
    """What was done with it, said in a line."""

    what: str
    at: Any
    by: uuid.UUID
    kind: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Mask:
    """A mask in force, and why."""

    id: uuid.UUID
    roles: tuple[str, ...]
    at: Any
    by: uuid.UUID
    reason: str


def about(session: Session, here: Desk, one: DocumentValue) -> dict[str, Any]:
    """What was done with it, whom it is hidden from, and who opened it for those who review that."""
    rows = session.scalars(
        select(DocumentFiling)
        .where(DocumentFiling.document_id == one.id)
        .order_by(DocumentFiling.at.desc(), DocumentFiling.id.desc())
    ).all()
    said = [(row, _opened(here, "document_filing", row)) for row in rows]
    gestures = [
        Gesture(
            row.what, row.at, row.author_id, row.kind, words.get("why") or words.get("title") or ""
        )
        for row, words in said
    ]
    earlier = {id_ for _row, words in said if (id_ := parse_id(words.get("from")))}
    readers: list[Reader] = []
    if may(here.actor, "emergency.review"):
        readers = readers_of(session, one.id, {one.person_id, *earlier}, since=one.received_at)
    return {"gestures": gestures, "readers": readers, "masks": _masks(session, here, one)}


def _masks(session: Session, here: Desk, one: DocumentValue) -> list[Mask]:
    rows = session.scalars(
        select(DocumentMask)
        .where(DocumentMask.document_id == one.id, DocumentMask.lifted_at.is_(None))
        .order_by(DocumentMask.at)
    )
    return [
        Mask(row.id, tuple(row.roles), row.at, row.author_id, words.get("reason") or "")
        for row in rows
        for words in [_opened(here, "document_mask", row)]
    ]


def _opened(here: Desk, table: str, row: DocumentFiling | DocumentMask) -> dict[str, Any]:
    try:
        return here.house.vault.open(row.person_id, table, row.id, row.sealed)
    except (KeyGone, SealBroken):
        return {}
