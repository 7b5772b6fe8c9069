"""What was given as the bedside screens of a unit draw it.

Tablets hold the records of the last day (refusals: seven), the last taking, check and taking off of each line that is
not long over whatever its age, and all that is recorded of a dose that disagrees, or did within seven days. A record
that was amended is told with its amendments; one that was undone, or another person's, is not.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.areas.rounds.disagreements import Disagreement, disagreements
from app.areas.rounds.lasting import last_of, last_of_lines
from app.areas.rounds.models import Administration
from app.areas.rounds.telling import COLUMNS, conflict_told, tell
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Scope, Slice, parts


def administrations(scope: Scope) -> Slice:
    """Of the unit's persons: what changed, and all that is in view of whoever came in."""
    found = Slice({"administration": [], "dose_conflict": []})
    if not scope.persons:
        return found
    changed = _changed(scope)
    disagreeing = disagreements(scope)
    rows = {row.id: row for row in (*_window(scope), *_kin(scope, changed))}
    until: dict[uuid.UUID, datetime | None] = {id: row.expires_at for id, row in rows.items()}
    of_doses = [row for one in disagreeing.values() for row in one.rows]
    last, were = _last(scope, [*changed, *of_doses])
    for row in (*of_doses, *were, *last):
        rows[row.id], until[row.id] = row, row.expires_at
    until |= dict.fromkeys((row.id for row in last), None)
    for one in disagreeing.values():
        if one.is_told(scope.now):
            until |= {row.id: _later(until[row.id], one.until) for row in one.rows}
    _add(scope, found, rows, until)
    _add_conflicts(scope, found, disagreeing.values())
    return found


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    """The later of two ends; None is never."""
    return None if one is None or other is None else max(one, other)


def _add(
    scope: Scope,
    found: Slice,
    rows: dict[uuid.UUID, Any],
    until: dict[uuid.UUID, datetime | None],
) -> None:
    standing = {row.root_id or row.id for row in rows.values() if row.stands}
    shown = []
    for id, row in rows.items():
        ends = until[id]
        is_told = row.retracted_at is None and (row.root_id or row.id) in standing
        if is_told and (ends is None or ends > scope.now):
            shown.append((row, ends))
        elif scope.since is not None:
            found.removed.append(("administration", id))
    found.add("administration", tell(scope, shown))


def _add_conflicts(scope: Scope, found: Slice, some: Iterable[Disagreement]) -> None:
    for one in some:
        if one.is_told(scope.now):
            ids = (str(each.id) for each in one.rows if each.retracted_at is None)
            told = conflict_told(one.conflict, ids, one.settled, one.note, one.until)
            found.add("dose_conflict", [told])
        elif scope.since is not None:
            found.removed.append(("dose_conflict", one.conflict.id))


def _changed(scope: Scope) -> Sequence[Any]:
    if scope.since is None:
        return []
    rows = scope.session.execute(
        select(*COLUMNS).where(
            Administration.establishment_id == scope.establishment_id,
            Administration.revision > scope.since,
        )
    )
    return [row for row in rows if row.person_id in scope.persons]


def _kin(scope: Scope, changed: Sequence[Any]) -> Iterator[Any]:
    """What changed, with all that says the same gesture."""
    for roots in parts({row.root_id or row.id for row in changed}):
        yield from scope.session.execute(
            select(*COLUMNS).where(
                or_(Administration.id.in_(roots), Administration.root_id.in_(roots))
            )
        )


def _window(scope: Scope) -> Iterator[Any]:
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            select(*COLUMNS).where(
                Administration.person_id.in_(persons),
                Administration.expires_at > scope.now,
                Administration.retracted_at.is_(None),
            )
        )


def _last(scope: Scope, changed: Sequence[Any]) -> tuple[list[Any], list[Any]]:
    """The last of each line of whoever came in, and of the lines of which something changed; and of these, those that
    the tablet has as the last, and that are not any more."""
    session, now, entered = scope.session, scope.now, scope.entered
    last = list(last_of(session, entered, now=now)) if entered else []
    if scope.since is None or not changed:
        return last, []
    persons = {row.person_id for row in changed}
    lines = {row.chain_id for row in changed}
    more, were = last_of_lines(session, persons, lines, now=now, before=scope.since)
    return [*last, *more], were


register_feed("rounds", administrations)
