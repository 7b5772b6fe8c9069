"""Whose cautions are told, and the cautions themselves: judged when something that they rest on changed, never at each
poll. They rest on the person's lines, what somebody went past, and what the other areas know; and on the day.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from app.areas.medical.queries import restrictions_of, swallowing_of
from app.areas.observations.queries import changed_since as measured_since
from app.areas.persons.queries import changed_since
from app.areas.prescribing.bedside.cautions import NOT_CHECKED, caution_told
from app.areas.prescribing.checking import judged, raised
from app.areas.prescribing.facts import facts_of_many
from app.areas.prescribing.models import AlertOverride, PrescriptionLine
from app.areas.prescribing.overrides import overrides_of
from app.areas.prescribing.questions import Question, open_of, questioned_since
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.areas.rounds.queries import Happened, administered_since
from app.gate.sync.scope import Row, Scope, parts
from medication.facts import Knowledge
from medication.prescription import Line
from medication.safety import check


def concerned(scope: Scope, lines: Iterable[Any]) -> set[uuid.UUID]:
    """The persons of the unit whose cautions may be others than those the tablet has."""
    if scope.since is None or scope.is_new_day:
        return set(scope.persons)
    session, home, since = scope.session, scope.establishment_id, scope.since
    passed = session.scalars(
        select(AlertOverride.person_id).where(
            AlertOverride.establishment_id == home, AlertOverride.revision > since
        )
    )
    found = {*scope.entered, *(row.person_id for row in lines), *passed}
    found |= changed_since(session, home, since) | measured_since(session, home, since)
    found |= questioned_since(session, home, since)
    found |= administered_since(session, home, since)
    return found & scope.persons.keys()


def cautions_of(
    scope: Scope,
    known: Knowledge | None,
    ids: set[uuid.UUID],
    opened: Mapping[uuid.UUID, Sequence[Version]],
    happened: Mapping[uuid.UUID, Happened],
) -> Iterator[Row]:
    """One row for each of these persons, also when there is nothing to say: it replaces what was said before.

    `opened` has every version that counts of whoever is in it: their lines are not opened twice.
    """
    for persons in parts(sorted(ids)):
        if known is None:
            swallows = swallowing_of(scope.session, scope.vault, persons)
            limits = restrictions_of(scope.session, scope.vault, persons)
            asked = _asked(scope, persons)
            yield from (
                caution_told(
                    str(one),
                    [NOT_CHECKED],
                    swallows[one],
                    limits.get(one),
                    {},
                    asked.get(one, ()),
                )
                for one in persons
            )
        else:
            yield from _judged(scope, known, persons, opened, happened)


def _judged(
    scope: Scope,
    known: Knowledge,
    persons: list[uuid.UUID],
    opened: Mapping[uuid.UUID, Sequence[Version]],
    happened: Mapping[uuid.UUID, Happened],
) -> Iterator[Row]:
    session, now, home = scope.session, scope.now, scope.establishment_id
    lines = _lines(scope, [one for one in persons if one not in opened])
    lines |= {one: _standing(opened[one], now) for one in persons if one in opened}
    limits = restrictions_of(session, scope.vault, persons)
    asked = _asked(scope, persons)
    gathered = facts_of_many(session, scope.house, home, persons, now=now, happened=happened)
    for person, facts in gathered.items():
        alerts = raised(scope.vault, person, check(lines.get(person, []), facts, known, "giving"))
        asking = {one.identity for one in alerts if one.level != "show"}
        passed = overrides_of(session, scope.vault, person, asking) if asking else {}
        yield caution_told(
            str(person),
            alerts,
            facts.swallowing,
            limits.get(person),
            passed,
            asked.get(person, ()),
        )


def _asked(scope: Scope, persons: list[uuid.UUID]) -> dict[uuid.UUID, list[Question]]:
    """What is asked about the lines of each person."""
    found: dict[uuid.UUID, list[Question]] = {}
    for some in open_of(scope.session, scope.vault, persons).values():
        found.setdefault(some[0].person_id, []).extend(some)
    return found


def _lines(scope: Scope, persons: list[uuid.UUID]) -> dict[uuid.UUID, list[Line]]:
    """The lines that count, by person."""
    now = scope.now
    rows = scope.session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.person_id.in_(persons),
            PrescriptionLine.stopped_at.is_(None),
            or_(PrescriptionLine.superseded_at.is_(None), PrescriptionLine.superseded_at > now),
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > now),
        )
    )
    standing: dict[uuid.UUID, list[Version]] = {}
    for one in versions_of(scope.vault, rows):
        standing.setdefault(one.person_id, []).append(one)
    return {person: _standing(some, now) for person, some in standing.items()}


def _standing(versions: Sequence[Version], now: datetime) -> list[Line]:
    return judged(one for one in versions if one.stands(now))
