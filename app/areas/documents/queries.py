"""Documents out of their rows, for whoever may read them: the one place where that is decided."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from app.areas.documents import masks
from app.areas.documents.kept import Kept, kept_until_of
from app.areas.documents.leaning import shown_at_bedside
from app.areas.documents.loading import values
from app.areas.documents.marked import PLACE
from app.areas.documents.models import Document, DocumentPage
from app.areas.documents.opening import Which, open_picture, pages_of
from app.areas.documents.outside import picture_shared, shareable, speaks_of_health
from app.areas.documents.put_aside import capture_words
from app.areas.documents.values import DocumentValue, PageText, PageValue, PartValue
from app.areas.marks.queries import hidden
from app.gate.auth.actor import Actor
from app.gate.sync.registry import persons
from app.gate.sync.scope import parts as in_parts
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import Vault

__all__ = [
    "DocumentValue",
    "Kept",
    "PageText",
    "PageValue",
    "PartValue",
    "Which",
    "capture_words",
    "kept_until_of",
    "open_picture",
    "pages_of",
    "picture_shared",
    "shareable",
    "shown_at_bedside",
    "speaks_of_health",
]

PAGE: Final = 50
"""How many documents a page of a list holds."""


@dataclass(frozen=True, slots=True)
class Before:
    """Where a page of a list goes on: after the document captured then."""

    captured_at: datetime
    id: uuid.UUID


def documents_of(
    session: Session,
    vault: Vault,
    actor: Actor,
    person_ids: Collection[uuid.UUID],
    *,
    kinds: Collection[str] | None = None,
    wound_ids: Collection[uuid.UUID] | None = None,
    before: Before | None = None,
    since: datetime | None = None,
    limit: int | None = None,
    withdrawn: bool = False,
) -> list[DocumentValue]:
    """What the actor may read of these persons, the latest first; those withdrawn only when asked for."""
    rows: list[Document] = []
    for some in in_parts(person_ids):
        query = select(Document).where(
            Document.establishment_id == actor.establishment_id, Document.person_id.in_(some)
        )
        if not withdrawn:
            query = query.where(Document.withdrawn_at.is_(None))
        if kinds is not None:
            query = query.where(Document.kind.in_(list(kinds)))
        if wound_ids is not None:
            query = query.where(Document.wound_id.in_(list(wound_ids)))
        if before is not None:
            query = query.where(_is_before(before))
        if since is not None:
            query = query.where(Document.captured_at >= since)
        rows += session.scalars(query)
    shown = sorted(_visible(session, actor, rows), key=_place, reverse=True)
    return list(values(session, vault, shown[:limit]))


def document_of(
    session: Session, vault: Vault, actor: Actor, id: uuid.UUID, *, withdrawn: bool = False
) -> DocumentValue:
    """One document. Raises NotFound for what the actor may not know about, and for one withdrawn unless asked for."""
    row = _readable(session, actor, id, withdrawn=withdrawn)
    found = next(values(session, vault, [row]), None)
    if found is None:
        raise NotFound()
    return found


def person_of(session: Session, establishment_id: uuid.UUID, id: uuid.UUID) -> uuid.UUID:
    """Whose document it is; nothing is opened. Raises NotFound for another home's."""
    row = session.execute(
        select(Document.person_id).where(
            Document.id == id, Document.establishment_id == establishment_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    person_id: uuid.UUID = row.person_id
    return person_id


def place_of(
    session: Session, establishment_id: uuid.UUID, person_id: uuid.UUID, id: uuid.UUID
) -> Before | None:
    """Where a document of that person stands in the list; None for one that is not theirs."""
    row = session.execute(
        select(Document.captured_at).where(
            Document.id == id,
            Document.establishment_id == establishment_id,
            Document.person_id == person_id,
        )
    ).one_or_none()
    return Before(row.captured_at, id) if row else None


def visible_to(session: Session, actor: Actor, rows: Iterable[Document]) -> list[Document]:
    """Those among `rows` that the actor may read."""
    return list(_visible(session, actor, list(rows)))


def count_to_file(session: Session, actor: Actor, person_ids: Collection[uuid.UUID]) -> int:
    """How many documents of these persons the actor may file, that nobody has."""
    rows = session.scalars(
        select(Document).where(
            Document.establishment_id == actor.establishment_id,
            Document.filed_at.is_(None),
            Document.withdrawn_at.is_(None),
        )
    )
    wanted = set(person_ids)
    return len(visible_to(session, actor, [row for row in rows if row.person_id in wanted]))


def page_picture(house: House, actor: Actor, page_id: uuid.UUID, which: Which) -> bytes:
    """A picture of one page (WebP). Raises NotFound, BlobMissing, BlobBroken."""
    with house.database.read() as session:
        page = session.get(DocumentPage, page_id)
        if page is None:
            raise NotFound()
        _readable(session, actor, page.document_id)
    return open_picture(house, page, which)


def _readable(
    session: Session, actor: Actor, id: uuid.UUID, *, withdrawn: bool = False
) -> Document:
    row = session.get(Document, id)
    if row is None or (row.withdrawn_at is not None and not withdrawn):
        raise NotFound()
    if not visible_to(session, actor, [row]):
        raise NotFound()
    return row


def _visible(session: Session, actor: Actor, rows: list[Document]) -> Iterable[Document]:
    whose = {row.person_id for row in rows}
    places, limited = (
        persons().places(session, whose),
        hidden(session, PLACE, actor.staff_id, whose),
    )
    for row in rows:
        place = places.get(row.person_id)
        if row.id in limited:
            continue
        if place and masks.may_read(actor, masks.seen(row, place.unit_id)):
            yield row


def _is_before(before: Before) -> Any:
    return or_(
        Document.captured_at < before.captured_at,
        and_(Document.captured_at == before.captured_at, Document.id < before.id),
    )


def _place(row: Document) -> tuple[datetime, bytes]:
    return row.captured_at, row.id.bytes
