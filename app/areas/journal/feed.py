"""Transmissions and vocabulary as the bedside screens of a unit draw them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select

from app.areas.journal import vocabularies
from app.areas.journal.models import Addition, Entry, Receipt, VocabularyVersion
from app.areas.journal.texts import told
from app.gate.sync.registry import register_feed, register_person_detail
from app.gate.sync.scope import Row, Scope, Slice
from app.ground import clock
from app.ground.vault import KeyGone
from transmissions.ranking import WEIGHTS, usual
from transmissions.vocabulary_rows import to_row

_AT_ONCE = 500
_LONGEST_MEMORY = WEIGHTS[-1][0]

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
    for persons in _parts(scope.entered):
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
    for part in _parts(ids):
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
    for part in _parts(ids):
        rows = scope.session.execute(
            select(Receipt.entry_id, Receipt.staff_id)
            .where(Receipt.entry_id.in_(part))
            .order_by(Receipt.read_at, Receipt.staff_id)
        )
        for entry_id, staff_id in rows:
            found.setdefault(entry_id, []).append(str(staff_id))
    return found


def vocabulary(scope: Scope) -> Slice:
    """The version in force, when it is news. Older entries carry the label they were written with."""
    current = vocabularies.current(scope.session, scope.establishment_id)
    if current is None:
        return Slice({"vocabulary": []})
    if scope.since is not None:
        revision = scope.session.execute(
            select(VocabularyVersion.revision).where(
                VocabularyVersion.establishment_id == scope.establishment_id,
                VocabularyVersion.version == current.version,
            )
        ).scalar_one()
        if revision <= scope.since:
            return Slice({"vocabulary": []})
    return Slice({"vocabulary": [to_row(current)]})


def usual_cibles(scope: Scope, persons: list[uuid.UUID]) -> Mapping[uuid.UUID, Row]:
    """The cibles most used for each person, as far back as the ranking remembers."""
    words = vocabularies.current(scope.session, scope.establishment_id)
    if words is None:
        return {}
    uses: dict[uuid.UUID, list[tuple[str, datetime]]] = {person: [] for person in persons}
    for part in _parts(persons):
        rows = scope.session.execute(
            select(Entry.person_id, Entry.cible, Entry.occurred_at).where(
                Entry.person_id.in_(part), _remembered(scope), Entry.retracted_at.is_(None)
            )
        )
        for person, cible, at in rows:
            uses[person].append((cible, at))
    return {person: {"usual": list(usual(used, words, scope.now))} for person, used in uses.items()}


def _remembered(scope: Scope) -> ColumnElement[bool]:
    return Entry.occurred_at >= scope.now - _LONGEST_MEMORY


def _parts(ids: Iterable[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    """In parts that any database takes as parameters."""
    whole = list(ids)
    for start in range(0, len(whole), _AT_ONCE):
        yield whole[start : start + _AT_ONCE]


register_feed("entries", entries)
register_feed("vocabulary", vocabulary)
register_person_detail("usual", usual_cibles)
