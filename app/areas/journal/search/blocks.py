"""The blocks of one person: their months of items, sealed; how far they go; and what is newer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.journal.models import Entry, SearchBlock, SearchIndex
from app.areas.journal.search.items import Item, rows_of
from app.ground.vault import SealBroken, Vault

NOTHING = -1
"""The revision of an index that was never made: every row is newer."""

_PLACE = uuid.UUID("a9f5a7d0-5c7e-4a7e-9f43-3d5f2a6f0c11")


class BlockBroken(Exception):
    """A block was altered, or copied from elsewhere: what it was derived from is whole."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was derived, up to `revision`, and the rows that changed since: what those say replaces it."""

    revision: int
    months: dict[int, bytes]
    newer: list[Any] = field(default_factory=list)


def kept_of(session: Session, person_id: uuid.UUID) -> Kept:
    """As they stand in the running reading transaction."""
    revision = session.scalar(
        select(SearchIndex.revision).where(SearchIndex.person_id == person_id)
    )
    known = NOTHING if revision is None else revision
    newer = rows_of(session, Entry.person_id == person_id, Entry.revision > known)
    blocks = session.execute(
        select(SearchBlock.month, SearchBlock.sealed).where(SearchBlock.person_id == person_id)
    )
    return Kept(known, {row.month: row.sealed for row in blocks}, newer)


def seal(vault: Vault, person_id: uuid.UUID, month: int, items: Iterable[Item]) -> bytes:
    """One month as it is kept: a list a column, which reads several times faster than an object an item."""
    columns: dict[str, list[Any]] = {"id": [], "at": [], "cible": [], "writers": [], "text": []}
    for item in items:
        for name, values in columns.items():
            values.append(getattr(item, name))
    return vault.seal(person_id, "search_block", _row_id(person_id, month), columns)


def opened(vault: Vault, person_id: uuid.UUID, month: int, sealed: bytes) -> Iterator[Item]:
    """The items of one month. Raises BlockBroken."""
    try:
        columns = vault.open(person_id, "search_block", _row_id(person_id, month), sealed)
    except SealBroken as error:
        raise BlockBroken(f"{person_id}, {month}") from error
    names = ("id", "at", "cible", "writers", "text")
    return map(Item, *(columns[name] for name in names))


def _row_id(person_id: uuid.UUID, month: int) -> uuid.UUID:
    """A block has no id of its own; its seal is bound to its person and month all the same."""
    return uuid.uuid5(_PLACE, f"{person_id}/{month}")
