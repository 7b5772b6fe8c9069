"""What is searched of one transmission, made from its rows: the version that stands, and all that was added to it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry
from app.ground.vault import Vault
from transmissions.search import searchable

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_AT_ONCE = 500
COLUMNS = (
    Entry.id,
    Entry.root_id,
    Entry.superseded_by,
    Entry.retracted_at,
    Entry.author_id,
    Entry.cible,
    Entry.occurred_at,
    Entry.sealed,
)


@dataclass(frozen=True, slots=True)
class Item:
    """One transmission. `at` is in microseconds since 1970; `writers` are its author, then whoever added to it;
    `text` is what `transmissions.search.holds` reads, without the names, which may change."""

    id: str
    at: int
    cible: str
    writers: Sequence[str]
    text: str


def rows_of(session: Session, *conditions: ColumnElement[bool]) -> list[Any]:
    """The rows of entries that `items_of` reads."""
    return list(session.execute(select(*COLUMNS).where(*conditions)))


def items_of(
    session: Session, vault: Vault, person_id: uuid.UUID, rows: Iterable[Any]
) -> list[Item]:
    """The items of these rows, in any order; all versions of an entry must be among them."""
    chains: dict[uuid.UUID, list[Any]] = {}
    for row in rows:
        if row.retracted_at is None:
            chains.setdefault(row.root_id or row.id, []).append(row)
    living = [row.id for chain in chains.values() for row in chain]
    added = dict[uuid.UUID, list[tuple[str, str]]]()
    for entry_id, *said in _additions(session, vault, person_id, living):
        added.setdefault(entry_id, []).append((said[0], said[1]))
    return [_item(vault, person_id, chain, added) for chain in chains.values()]


def instant(at: int) -> datetime:
    """Of an item's `at`."""
    return _EPOCH + at * _MICROSECOND


def microseconds(at: datetime) -> int:
    return (at - _EPOCH) // _MICROSECOND


def month_of(at: int) -> int:
    """The month of an item, counted from year 0, in UTC."""
    moment = instant(at)
    return moment.year * 12 + moment.month - 1


def _item(
    vault: Vault,
    person_id: uuid.UUID,
    chain: Sequence[Any],
    added: dict[uuid.UUID, list[tuple[str, str]]],
) -> Item:
    row = next(row for row in chain if row.superseded_by is None)
    content = vault.open(person_id, "entry", row.id, row.sealed)
    said = [addition for version in chain for addition in added.get(version.id, [])]
    text = searchable([content["label"], *_texts(content)]) + "".join(one for _, one in said)
    writers = dict.fromkeys([row.author_id.hex, *(author for author, _ in said)])
    return Item(row.id.hex, microseconds(row.occurred_at), row.cible, tuple(writers), text)


def _additions(
    session: Session, vault: Vault, person_id: uuid.UUID, ids: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, str, str]]:
    """(the version it names, who added, the words) of each addition."""
    for start in range(0, len(ids), _AT_ONCE):
        rows = session.execute(
            select(Addition.id, Addition.entry_id, Addition.author_id, Addition.sealed)
            .where(Addition.entry_id.in_(ids[start : start + _AT_ONCE]))
            .order_by(Addition.occurred_at, Addition.id)
        )
        for row in rows:
            content = vault.open(person_id, "addition", row.id, row.sealed)
            yield row.entry_id, row.author_id.hex, searchable(_texts(content))


def _texts(content: dict[str, Any]) -> list[str | None]:
    chips = content.get("chips") or {}
    phrases = [phrase for part in ("data", "actions", "result") for phrase in chips.get(part, [])]
    return [content.get("data"), content.get("actions"), content.get("result"), *phrases]
