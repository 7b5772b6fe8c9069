"""Transmissions as the bedside screens of a unit draw them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.areas.journal import words
from app.areas.journal.models import Addition, Entry, Receipt
from app.areas.journal.texts import told
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Row, Scope, Slice, parts
from app.ground import clock
from app.ground.vault import KeyGone

assert words  # the vocabulary and the ranking come with the entries

_ENTRY = select(
    Entry.id,
    Entry.person_id,
    Entry.author_id,
    Entry.cible,
    Entry.vocabulary,
    Entry.importance,
    Entry.is_to_read,
    Entry.is_alarm,
    Entry.is_incomplete,
    Entry.occurred_at,
    Entry.received_at,
    Entry.expires_at,
    Entry.flags,
    Entry.acknowledged_by,
    Entry.acknowledged_at,
    Entry.retracted_at,
    Entry.sealed,
)


def entries(scope: Scope) -> Slice:
    """Entries of the unit's persons: those that changed, and all those in the window of whoever came in."""
    found = Slice({"entry": []})
    if not scope.persons:
        return found
    rows = {row.id: row for row in _changed(scope)}
    rows |= {row.id: row for row in _window(scope)}
    shown = []
    for row in rows.values():
        if row.retracted_at is None and row.expires_at > scope.now:
            shown.append(row)
        elif scope.since is not None:
            found.removed.append(("entry", row.id))
    found.add("entry", _told(scope, shown))
    return found


def _changed(scope: Scope) -> Sequence[Any]:
    if scope.since is None:
        return []
    here = scope.persons
    rows = scope.session.execute(
        _ENTRY.where(Entry.establishment_id == scope.establishment_id, Entry.revision > scope.since)
    )
    return [row for row in rows if row.person_id in here]


def _window(scope: Scope) -> Iterator[Any]:
    """What is still shown of the persons of whom the tablet has nothing."""
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            _ENTRY.where(
                Entry.person_id.in_(persons),
                Entry.expires_at > scope.now,
                Entry.retracted_at.is_(None),
            )
        )


def _told(scope: Scope, rows: Sequence[Any]) -> Iterator[Row]:
    ids = [row.id for row in rows]
    additions, readers = _additions(scope, ids), _readers(scope, ids)
    for row in sorted(rows, key=lambda one: (one.occurred_at, one.id)):
        try:
            content = scope.vault.open(row.person_id, "entry", row.id, row.sealed)
        except KeyGone:
            continue
        yield {
            "id": str(row.id),
            "person": str(row.person_id),
            "author": str(row.author_id),
            "cible": row.cible,
            "label": content["label"],
            "vocabulary": row.vocabulary,
            **told(content),
            "importance": row.importance,
            "to_read": row.is_to_read,
            "alarm": row.is_alarm,
            "incomplete": row.is_incomplete,
            "occurred_at": clock.to_text(row.occurred_at),
            "received_at": clock.to_text(row.received_at),
            "flags": row.flags or [],
            "acknowledged": _acknowledged(row),
            "additions": additions.get(row.id, []),
            "read_by": readers.get(row.id, []),
            "expires_at": clock.to_text(row.expires_at),
        }


def _acknowledged(row: Any) -> Row | None:
    if row.acknowledged_by is None:
        return None
    return {"by": str(row.acknowledged_by), "at": clock.to_text(row.acknowledged_at)}


def _additions(scope: Scope, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Row]]:
    """What was added to each entry, in the order of the bedside."""
    found: dict[uuid.UUID, list[Row]] = {}
    for part in parts(ids):
        rows = scope.session.execute(
            select(
                Addition.id,
                Addition.entry_id,
                Addition.person_id,
                Addition.author_id,
                Addition.occurred_at,
                Addition.sealed,
            )
            .where(Addition.entry_id.in_(part))
            .order_by(Addition.occurred_at, Addition.id)
        )
        for row in rows:
            content = scope.vault.open(row.person_id, "addition", row.id, row.sealed)
            addition = {
                "id": str(row.id),
                "author": str(row.author_id),
                "occurred_at": clock.to_text(row.occurred_at),
                **told(content),
            }
            found.setdefault(row.entry_id, []).append(addition)
    return found


def _readers(scope: Scope, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[str]]:
    """Who has read each entry, first readers first."""
    found: dict[uuid.UUID, list[str]] = {}
    for part in parts(ids):
        rows = scope.session.execute(
            select(Receipt.entry_id, Receipt.staff_id)
            .where(Receipt.entry_id.in_(part))
            .order_by(Receipt.read_at, Receipt.staff_id)
        )
        for entry_id, staff_id in rows:
            found.setdefault(entry_id, []).append(str(staff_id))
    return found


register_feed("entries", entries)
