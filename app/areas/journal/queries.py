"""Transmissions read in the office: pages of a person's file, and what is still to be read."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session, aliased

from app.areas.journal import history, vocabularies
from app.areas.journal.history import Facets, facets_of
from app.areas.journal.marked import hidden_from
from app.areas.journal.models import Entry, Receipt
from app.areas.journal.search import Place
from app.areas.journal.values import EntryValue, Said, values_of
from app.gate.sync.scope import parts
from app.ground.house import House
from transmissions.search import Wanted

__all__ = ["EntryValue", "Facets", "FilePage", "Said", "Wanted", "entries_of", "facets_of"]


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of a file; `next` asks for the one after it, `total` counts what was found."""

    rows: list[EntryValue]
    next: str | None
    total: int


def entries_of(
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    wanted: Wanted,
    zone: ZoneInfo,
    before: Place | None,
    *,
    reader_id: uuid.UUID | None = None,
) -> FilePage:
    """One page of a person's transmissions, newest first, without those their author took back, and without those
    kept from the reader."""
    page = history.page_of(
        house, establishment_id, person_id, wanted, zone, before=before, reader_id=reader_id
    )
    with house.database.read() as session:
        rows = values_of(history.told(session, house, page.ids), page.ids)
    return FilePage(rows, history.to_text(page.next) if page.next else None, page.total)


def unread_ids(
    session: Session, reader_id: uuid.UUID, person_ids: Collection[uuid.UUID], *, now: datetime
) -> list[uuid.UUID]:
    """What these persons' tablets still show, and the reader is asked to read, oldest first.

    That is what somebody else wrote « à lire » or important, or corrected after the reader had read it: the version
    that stands, while the reader has not marked that version as read. `transmissions.reading` says the rule.
    """
    found: list[tuple[datetime, uuid.UUID]] = []
    limited = hidden_from(session, reader_id, person_ids)
    asks = or_(Entry.is_to_read, Entry.importance == "important", _had_read(reader_id))
    for part in parts(person_ids):
        rows = session.execute(
            select(Entry.occurred_at, Entry.id).where(
                Entry.person_id.in_(part),
                Entry.expires_at > now,
                Entry.retracted_at.is_(None),
                Entry.superseded_by.is_(None),
                Entry.author_id != reader_id,
                asks,
                ~exists().where(Receipt.entry_id == Entry.id, Receipt.staff_id == reader_id),
            )
        )
        found += [(at, id) for at, id in rows if id not in limited]
    return [id for _, id in sorted(found)]


def _had_read(reader_id: uuid.UUID) -> ColumnElement[bool]:
    """Whether the reader marked an earlier version of the entry as read."""
    earlier = aliased(Entry)
    return exists().where(
        Entry.root_id.is_not(None),
        or_(earlier.id == Entry.root_id, earlier.root_id == Entry.root_id),
        Receipt.entry_id == earlier.id,
        Receipt.staff_id == reader_id,
    )


def entries_told(session: Session, house: House, ids: Sequence[uuid.UUID]) -> list[EntryValue]:
    """These entries, in that order."""
    return values_of(history.told(session, house, ids), ids)


def cible_label(session: Session, establishment_id: uuid.UUID, version: int, cible: str) -> str:
    """What a cible was called in that version of the home's words, or is called now; its id when neither knows it."""
    for words in (
        vocabularies.numbered(session, establishment_id, version),
        vocabularies.current(session, establishment_id),
    ):
        if words is not None and cible in words.by_id:
            return words.by_id[cible].label
    return cible
