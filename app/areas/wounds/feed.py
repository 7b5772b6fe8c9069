"""Wounds as the bedside screens of a unit draw them: the open ones whole, the closed ones for 90 days."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import or_, select

from app.areas.wounds.models import Wound
from app.areas.wounds.queries import WOUND, built
from app.areas.wounds.telling import tell
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice, parts


def wounds(scope: Scope) -> Slice:
    """Of the unit's persons: what changed, and all that is in view of whoever came in."""
    found = Slice()
    if not scope.persons:
        return found
    rows = {row.id: row for row in _changed(scope)} | {row.id: row for row in _in_view(scope)}
    shown = []
    for row in rows.values():
        if row.withdrawn_at is None and (row.expires_at is None or row.expires_at > scope.now):
            shown.append(row)
        elif scope.since is not None:
            found.removed.append(("wound", row.id))
    found.add("wound", map(tell, built(scope.session, scope.vault, shown)))
    return found


def _changed(scope: Scope) -> Iterator[Any]:
    if scope.since is None:
        return
    rows = scope.session.execute(
        select(*WOUND).where(
            Wound.establishment_id == scope.establishment_id, Wound.revision > scope.since
        )
    )
    persons: set[uuid.UUID] = set(scope.persons)
    yield from (row for row in rows if row.person_id in persons)


def _in_view(scope: Scope) -> Iterator[Any]:
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            select(*WOUND).where(
                Wound.person_id.in_(persons),
                Wound.withdrawn_at.is_(None),
                or_(Wound.expires_at.is_(None), Wound.expires_at > scope.now),
            )
        )


register_feed("wounds", wounds)
