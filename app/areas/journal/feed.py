"""Transmissions as the bedside screens of a unit draw them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.areas.journal import words
from app.areas.journal.marked import hidden_from
from app.areas.journal.models import Entry
from app.areas.journal.telling import COLUMNS, tell
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice, parts

assert words  # the vocabulary and the ranking come with the entries

_ENTRY = select(*COLUMNS)


def entries(scope: Scope) -> Slice:
    """Entries of the unit's persons: those that changed, and all those in the window of whoever came in.

    All versions of an entry have one revision and one expiry: they come, and go, together. One whose reading is limited
    to a few is on no tablet.
    """
    found = Slice({"entry": []})
    if not scope.persons:
        return found
    rows = {row.id: row for row in _changed(scope)}
    rows |= {row.id: row for row in _window(scope)}
    limited = hidden_from(scope.session, None, scope.persons)
    shown = []
    for row in rows.values():
        stands = row.retracted_at is None and row.expires_at > scope.now
        if stands and row.id not in limited:
            shown.append(row)
        elif scope.since is not None:
            found.removed.append(("entry", row.id))
    found.add("entry", tell(scope.session, scope.vault, shown))
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


register_feed("entries", entries)
