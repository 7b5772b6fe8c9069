"""A person's whole file, a page at a time: by cible, author, days or words, newest first.

A page is the versions that stand; each comes with the versions before it. Pages are cut by a place in the file and not
by a number: what is written meanwhile moves nothing.
"""

from __future__ import annotations

import binascii
import struct
import uuid
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.areas.journal import search, vocabularies
from app.areas.journal.chains import of_roots
from app.areas.journal.marked import hidden_from
from app.areas.journal.models import Entry
from app.areas.journal.search import Place
from app.areas.journal.search.items import instant, microseconds
from app.areas.journal.telling import COLUMNS, tell
from app.areas.marks.queries import not_hidden
from app.gate.sync.scope import Row
from app.ground.house import House
from transmissions.search import Wanted, span

LONGEST_PAGE = 100
_PLACE = struct.Struct(">q16s")


@dataclass(frozen=True, slots=True)
class Pages:
    """One page: the entries on it, where the next one begins (None after the last), how many there are in all."""

    ids: list[uuid.UUID]
    next: Place | None
    total: int


def page_of(
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    wanted: Wanted,
    zone: ZoneInfo,
    *,
    before: Place | None = None,
    limit: int = 30,
    reader_id: uuid.UUID | None = None,
) -> Pages:
    """The page that comes after `before` (the first when None), without what is kept from the reader (from all but
    the few who may, when None)."""
    if wanted.words:
        found = search.find(house, establishment_id, person_id, wanted, zone)
        with house.database.read() as session:
            limited = hidden_from(session, reader_id, [person_id])
        found = [place for place in found if place[1] not in limited]
        after = found if before is None else [place for place in found if place < before]
        return _cut(after[: limit + 1], limit, len(found))
    with house.database.read() as session:
        conditions = _conditions(person_id, wanted, zone)
        conditions += not_hidden(hidden_from(session, reader_id, [person_id]), Entry.id)
        total = session.scalar(select(func.count()).select_from(Entry).where(*conditions)) or 0
        rows = session.execute(
            select(Entry.occurred_at, Entry.id)
            .where(*conditions, *_older(before))
            .order_by(Entry.occurred_at.desc(), Entry.id.desc())
            .limit(limit + 1)
        )
        return _cut([(microseconds(at), id) for at, id in rows], limit, total)


def told(session: Session, house: House, ids: Sequence[uuid.UUID]) -> list[Row]:
    """These entries as tablets read them, with every version of each; oldest first."""
    roots = session.scalars(select(func.coalesce(Entry.root_id, Entry.id)).where(Entry.id.in_(ids)))
    rows = session.execute(select(*COLUMNS).where(of_roots(roots), Entry.retracted_at.is_(None)))
    return list(tell(session, house.vault, rows.all()))


@dataclass(frozen=True, slots=True)
class Facets:
    """By what a person's file may be narrowed: (cible, latest label) by label, and who wrote in it."""

    cibles: list[tuple[str, str]]
    authors: set[uuid.UUID]


def facets_of(
    session: Session,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    reader_id: uuid.UUID | None = None,
) -> Facets:
    """Read from clear columns: a label is the one its vocabulary gave it, so that no seal is opened."""
    limited = hidden_from(session, reader_id, [person_id])
    rows = session.execute(
        select(Entry.cible, Entry.author_id, func.max(Entry.vocabulary))
        .where(*_standing(person_id), *not_hidden(limited, Entry.id))
        .group_by(Entry.cible, Entry.author_id)
    ).all()
    newest: dict[str, int] = {}
    for cible, _, version in rows:
        newest[cible] = max(version, newest.get(cible, 0))
    labels = {
        cible: _label(session, establishment_id, cible, version)
        for cible, version in newest.items()
    }
    cibles = sorted(labels.items(), key=lambda pair: pair[1])
    return Facets(cibles, {author for _, author, _ in rows})


def to_text(place: Place) -> str:
    """A place as it travels: opaque, and naming nothing but an instant and an id."""
    packed = _PLACE.pack(place[0], place[1].bytes)
    return urlsafe_b64encode(packed).rstrip(b"=").decode("ascii")


def from_text(text: str) -> Place:
    """The place that a text gives. Raises ValueError for what this server did not write."""
    try:
        packed = urlsafe_b64decode(text + "=" * (-len(text) % 4)) if text.isascii() else b""
        at, id = _PLACE.unpack(packed)
        place = at, uuid.UUID(bytes=id)
        instant(at)
    except (binascii.Error, struct.error, OverflowError) as error:
        raise ValueError(text) from error
    if to_text(place) != text:
        raise ValueError(text)
    return place


def _label(session: Session, establishment_id: uuid.UUID, cible: str, version: int) -> str:
    vocabulary = vocabularies.numbered(session, establishment_id, version)
    found = vocabulary.get(cible) if vocabulary else None
    return found.label if found else cible


def _cut(places: list[Place], limit: int, total: int) -> Pages:
    shown = places[:limit]
    return Pages([id for _, id in shown], shown[-1] if len(places) > limit else None, total)


def _standing(person_id: uuid.UUID) -> list[ColumnElement[bool]]:
    return [
        Entry.person_id == person_id,
        Entry.retracted_at.is_(None),
        Entry.superseded_by.is_(None),
    ]


def _conditions(person_id: uuid.UUID, wanted: Wanted, zone: ZoneInfo) -> list[ColumnElement[bool]]:
    conditions = _standing(person_id)
    since, until = span(wanted, zone)
    if wanted.cible is not None:
        conditions.append(Entry.cible == wanted.cible)
    if wanted.author is not None:
        conditions.append(Entry.author_id == wanted.author)
    if since is not None:
        conditions.append(Entry.occurred_at >= since)
    if until is not None:
        conditions.append(Entry.occurred_at < until)
    return conditions


def _older(before: Place | None) -> list[ColumnElement[bool]]:
    if before is None:
        return []
    at: datetime = instant(before[0])
    same = and_(Entry.occurred_at == at, Entry.id < before[1])
    return [or_(Entry.occurred_at < at, same)]
