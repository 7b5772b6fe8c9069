"""Which files are named, by whom, and whether they are what they should be."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import ColumnElement, and_, select, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.areas.documents.models import DocumentPage, DocumentPart, Upload
from app.ground.files import BlobBroken, BlobMissing, Blobs
from app.ground.house import House
from app.ground.tenancy import acting_for_every

SHARDS = tuple("0123456789abcdef")
"""Files are gone through by the beginning of their names, so that no list of all of them is ever held."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one file; `document_id` when a document names it."""

    name: str
    what: Literal["missing", "broken", "unnamed"]
    document_id: uuid.UUID | None = None


def named(session: Session, shard: str) -> dict[str, uuid.UUID | None]:
    """The names that begin so and that a row gives, of any home, with a document that needs it. What is awaited is not
    here yet, and what was sent and never named needs nobody.
    """
    found: dict[str, uuid.UUID | None] = dict.fromkeys(_sent(session, shard))
    parts = select(DocumentPart.name, DocumentPart.document_id)
    parts = parts.where(DocumentPart.state != "awaited", _begins(DocumentPart.name, shard))
    found.update(iter(session.execute(parts)))
    for column in (DocumentPage.legible, DocumentPage.thumb):
        pages = select(column, DocumentPage.document_id).where(_begins(column, shard))
        found.update(iter(session.execute(pages)))
    return found


def named_anywhere(session: Session, shard: str) -> set[str]:
    """The names that begin so and that any row gives: what may never be deleted."""
    columns = (DocumentPart.name, DocumentPage.legible, DocumentPage.thumb, Upload.name)
    return set(session.scalars(union(*(select(one).where(_begins(one, shard)) for one in columns))))


def findings(house: House, *, read: bool = True) -> Iterator[Finding]:
    """Files that are named and not there, or not what their names say; and files that nobody names."""
    for shard in SHARDS:
        here = set(house.blobs.names(shard))
        with acting_for_every(), house.database.read() as session:
            wanted, any_of = named(session, shard), named_anywhere(session, shard)
        for name, document_id in sorted(wanted.items()):
            if name not in here and not house.blobs.exists(name):  # it may have come meanwhile
                if document_id is not None:
                    yield Finding(name, "missing", document_id)
            elif read and not is_whole(house.blobs, name):
                yield Finding(name, "broken", document_id)
        for name in sorted(here - any_of):
            yield Finding(name, "unnamed")


def is_whole(blobs: Blobs, name: str) -> bool:
    """Whether it is here, and is what its name says."""
    try:
        blobs.get(name)
    except (BlobMissing, BlobBroken):
        return False
    return True


def _sent(session: Session, shard: str) -> list[str]:
    """What a device has sent whole, named or not."""
    whole = Upload.completed_at.is_not(None)
    return list(session.scalars(select(Upload.name).where(whole, _begins(Upload.name, shard))))


def _begins(column: InstrumentedAttribute[str], shard: str) -> ColumnElement[bool]:
    return and_(column >= shard, column < shard + "g")
