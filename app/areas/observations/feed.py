"""Measures as the bedside screens of a unit draw them: seven days of them, the last value of each kind that medication
asks about whatever its age, and the thresholds that differ from the product's.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.areas.marks.queries import marks_about
from app.areas.observations.finding import last_rows
from app.areas.observations.marked import PLACE, hidden_from
from app.areas.observations.models import HomeThresholds, Observation, PersonThresholds
from app.areas.observations.telling import COLUMNS, last_id, tell, tell_last
from app.areas.observations.thresholds import opened
from app.gate.sync.registry import register_feed
from app.gate.sync.scope import Row, Scope, Slice, parts
from transmissions.observations import SAFETY


def observations(scope: Scope) -> Slice:
    """Of the unit's persons: what changed, and all that is in the window of whoever came in."""
    found = Slice()
    if scope.persons:
        changed = _changed(scope)
        _add_measures(scope, found, changed)
        _add_last(scope, found, changed)
        found.add("threshold", _thresholds(scope))
    return found


def _add_measures(scope: Scope, found: Slice, changed: Sequence[Any]) -> None:
    rows = {row.id: row for row in changed} | {row.id: row for row in _window(scope)}
    limited = hidden_from(scope.session, None, scope.persons)
    shown = []
    for row in rows.values():
        if _stands(row) and row.expires_at > scope.now and row.id not in limited:
            shown.append(row)
        elif scope.since is not None:
            found.removed.append(("observation", row.id))
    persons = {row.person_id for row in shown}
    marked = marks_about(scope.session, scope.vault, PLACE, persons)
    found.add("observation", tell(scope.vault, shown, marked))


def _stands(row: Any) -> bool:
    return row.retracted_at is None and row.superseded_by is None


def _changed(scope: Scope) -> Sequence[Any]:
    if scope.since is None:
        return []
    rows = scope.session.execute(
        select(*COLUMNS).where(
            Observation.establishment_id == scope.establishment_id,
            Observation.revision > scope.since,
        )
    )
    return [row for row in rows if row.person_id in scope.persons]


def _window(scope: Scope) -> Iterator[Any]:
    for persons in parts(scope.entered):
        yield from scope.session.execute(
            select(*COLUMNS).where(
                Observation.person_id.in_(persons),
                Observation.expires_at > scope.now,
                Observation.retracted_at.is_(None),
                Observation.superseded_by.is_(None),
            )
        )


def _add_last(scope: Scope, found: Slice, changed: Sequence[Any]) -> None:
    """The last values of whoever came in, and of each kind of which something changed; one that is no more leaves."""
    touched = {(row.person_id, row.kind) for row in changed if row.kind in SAFETY}
    persons = {*scope.entered, *(person for person, _ in touched)}
    rows = {(row.person_id, row.kind): row for row in last_rows(scope.session, persons, SAFETY)}
    entered = set(scope.entered)
    found.add(
        "last_measure",
        tell_last(
            scope.vault,
            [row for key, row in rows.items() if key in touched or key[0] in entered],
        ),
    )
    found.removed += [("last_measure", last_id(*key)) for key in touched - rows.keys()]


def _thresholds(scope: Scope) -> Iterator[Row]:
    """What the home set, and what was set for persons; each row replaces the one before."""
    since = -1 if scope.since is None else scope.since
    homes = scope.session.execute(
        select(HomeThresholds.content).where(
            HomeThresholds.establishment_id == scope.establishment_id,
            HomeThresholds.revision > since,
        )
    )
    for (content,) in homes:
        yield _threshold(scope.establishment_id, content)
    for row in _of_persons(scope, since):
        told = opened(scope.vault, row.person_id, row.sealed)
        yield _threshold(row.person_id, told["thresholds"])


def _of_persons(scope: Scope, since: int) -> Iterable[Any]:
    entered = set(scope.entered)
    for persons in parts(scope.persons):
        rows = scope.session.execute(
            select(
                PersonThresholds.person_id, PersonThresholds.revision, PersonThresholds.sealed
            ).where(PersonThresholds.person_id.in_(persons))
        )
        yield from (row for row in rows if row.revision > since or row.person_id in entered)


def _threshold(id: uuid.UUID, content: dict[str, Any]) -> Row:
    return {"id": str(id), "person": str(id), "set": content}


register_feed("observations", observations)
