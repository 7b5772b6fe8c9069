"""Treatments as the bedside screens of a unit draw them.

Tablets hold the versions of lines that hold, come within 72 hours or were changed or stopped within 72 hours; the
doses from 24 hours ago to 72 hours ahead; one row of cautions a person; the packs of each drug. A line or a dose that
is still far comes when its time draws near, without having changed. What is withdrawn is told, then forgotten.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from app.areas.documents.queries import shown_at_bedside
from app.areas.drugs.queries import NoReference
from app.areas.marks.queries import marks_about
from app.areas.medical.queries import restrictions_of, settings_of
from app.areas.prescribing.bedside.allowances import as_needed, beside, by_person
from app.areas.prescribing.bedside.apart import Apart, lines_beside, moved
from app.areas.prescribing.bedside.doses import COLUMNS, dose_told
from app.areas.prescribing.bedside.drugs import drugs_told
from app.areas.prescribing.bedside.lines import Telling, follows, line_told
from app.areas.prescribing.bedside.watched import cautions_of, concerned
from app.areas.prescribing.facts import knowledge
from app.areas.prescribing.marked import PLACE
from app.areas.prescribing.models import ChangeSeen, DueDose, PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.areas.rounds.queries import happened_to
from app.gate.sync.broken import Broken
from app.gate.sync.registry import register_feed, register_opening
from app.gate.sync.scope import Scope, Slice, parts
from medication.facts import Knowledge

AHEAD = timedelta(hours=72)
_MOVED = timedelta(days=2)
"""A dose that a home moved to another hour lies at most so far from where tablets still have it."""


def treatments(scope: Scope) -> Slice:
    """Of the unit's persons: what changed or came into view, and all that is in view of whoever came in."""
    found = Slice({"line": [], "dose": [], "caution": [], "drug": []})
    if not scope.persons:
        return found
    rows = {row.id: row for row in _line_news(scope)}
    rows |= {row.id: row for row in _lines_of_newcomers(scope)}
    due = {row.id: row for row in _dose_news(scope)}
    due |= {row.id: row for row in _doses_of(scope, scope.entered)}
    due |= {row.id: row for row in _doses_of(scope, moved(scope, rows.values(), AHEAD))}
    watched = concerned(scope, rows.values())
    if rows or due or watched:
        _tell(scope, found, rows, due, watched)
    return found


def next_opening(scope: Scope) -> datetime | None:
    """When the next line or dose that is still far draws near."""
    here = scope.establishment_id
    lines = scope.next_opening(
        PrescriptionLine.starts_at, PrescriptionLine.establishment_id == here, ahead=AHEAD
    )
    due = scope.next_opening(
        DueDose.due_at,
        DueDose.establishment_id == here,
        DueDose.withdrawn_at.is_(None),
        ahead=AHEAD,
    )
    return min((at for at in (lines, due) if at is not None), default=None)


def _tell(
    scope: Scope,
    found: Slice,
    rows: dict[uuid.UUID, Any],
    due: dict[uuid.UUID, Any],
    watched: set[uuid.UUID],
) -> None:
    known = _knowledge(scope)
    shown = _sorted_out(scope, found, "line", rows.values(), _is_line_shown)
    near = _sorted_out(scope, found, "dose", due.values(), _is_dose_shown)
    versions = _opened(scope, shown, near)
    told = [versions[row.id] for row in shown if row.id in versions]
    settings = known.settings if known else settings_of(scope.session, scope.establishment_id)
    opened = by_person(versions.values(), {row.person_id for row in (*shown, *near)})
    happened = happened_to(scope.session, scope.vault, as_needed(told) | watched, now=scope.now)
    telling = Telling(
        settings,
        known,
        follows(versions.values()),
        _seen(scope, [one.id for one in told]),
        {row.id: row.expires_at for row in shown},
        scope.now,
        restrictions_of(scope.session, scope.vault, {one.person_id for one in told}),
        {person: beside(some, scope.now) for person, some in opened.items()},
        {person: one.given for person, one in happened.items()},
        _papers(scope, told),
        marks_about(scope.session, scope.vault, PLACE, {one.person_id for one in told}),
    )
    found.add("line", (line_told(one, telling) for one in told))
    apart = Apart(versions.values(), settings)
    of_doses = ((row, versions.get(row.line_id)) for row in near)
    found.add("dose", (dose_told(row, one, apart.of(row, one)) for row, one in of_doses))
    found.add("caution", cautions_of(scope, known, watched, opened, happened))
    if known is not None:
        codes = (one.line.drug.cis for one in told if one.line is not None)
        found.add("drug", drugs_told(known.reference, (cis for cis in codes if cis)))


def _opened(scope: Scope, shown: Sequence[Any], near: Sequence[Any]) -> dict[uuid.UUID, Version]:
    """The versions to tell, those that they follow, those of the doses and those beside them; by id."""
    rows = {row.id: row for row in shown}
    rows |= {row.id: row for row in lines_beside(scope, (*shown, *near))}
    wanted = {row.line_id for row in near}
    rows |= {row.id: row for row in _rows(scope, PrescriptionLine.id, wanted - rows.keys())}
    there = {(row.chain_id, row.version) for row in rows.values()}
    alone = {
        row.chain_id
        for row in shown
        if row.version > 1 and (row.chain_id, row.version - 1) not in there
    }
    rows |= {row.id: row for row in _rows(scope, PrescriptionLine.chain_id, alone)}
    found = {one.id: one for one in versions_of(scope.vault, rows.values())}
    for one in found.values():
        if one.line is None:
            sealed = rows[one.id].sealed
            scope.broken.append(Broken("prescription_line", one.id, one.person_id, sealed))
    return found


def _rows(scope: Scope, column: Any, ids: set[uuid.UUID]) -> Iterator[Any]:
    """Versions by their id or their chain. One that another replaced is news for as long as the change is."""
    for some in parts(ids):
        yield from scope.session.scalars(
            select(PrescriptionLine).where(
                column.in_(some),
                or_(
                    PrescriptionLine.expires_at.is_(None),
                    PrescriptionLine.expires_at > scope.now,
                ),
            )
        )


def _seen(scope: Scope, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """Who acknowledged each of these versions."""
    found: dict[uuid.UUID, list[uuid.UUID]] = {}
    for some in parts(ids):
        rows = scope.session.execute(
            select(ChangeSeen.line_id, ChangeSeen.staff_id).where(ChangeSeen.line_id.in_(some))
        )
        for line_id, staff_id in rows:
            found.setdefault(line_id, []).append(staff_id)
    return found


def _papers(scope: Scope, told: Iterable[Version]) -> dict[uuid.UUID, uuid.UUID]:
    """Whose each document is that these lines were copied from, of those that tablets may show."""
    named = {one.document_id for one in told if one.document_id is not None}
    return shown_at_bedside(scope.session, scope.establishment_id, named) if named else {}


def _knowledge(scope: Scope) -> Knowledge | None:
    """None where no drug can be looked up: treatments are told all the same, and say that nothing was checked."""
    try:
        return knowledge(scope.session, scope.house, scope.establishment_id)
    except NoReference:
        return None


def _sorted_out(
    scope: Scope, found: Slice, kind: str, rows: Iterable[Any], is_shown: Any
) -> list[Any]:
    """The rows in view; the others leave the tablets that may have them."""
    shown = []
    for row in rows:
        if is_shown(row, scope.now):
            shown.append(row)
        elif scope.since is not None:
            found.removed.append((kind, row.id))
    return shown


def _is_line_shown(row: Any, now: datetime) -> bool:
    is_over = row.expires_at is not None and row.expires_at <= now
    return not is_over and bool(row.starts_at <= now + AHEAD)


def _is_dose_shown(row: Any, now: datetime) -> bool:
    stands = row.withdrawn_at is None and row.expires_at > now
    return stands and bool(row.due_at <= now + AHEAD)


def _line_news(scope: Scope) -> Iterator[Any]:
    if scope.since is None:
        return
    here = PrescriptionLine.establishment_id == scope.establishment_id
    seen = select(ChangeSeen.line_id).where(
        ChangeSeen.establishment_id == scope.establishment_id, ChangeSeen.revision > scope.since
    )
    news = (
        PrescriptionLine.revision > scope.since,
        PrescriptionLine.id.in_(seen),
        scope.has_opened(PrescriptionLine.starts_at, AHEAD),
    )
    for condition in news:
        for row in scope.session.scalars(select(PrescriptionLine).where(here, condition)):
            if row.person_id in scope.persons:
                yield row


def _lines_of_newcomers(scope: Scope) -> Iterator[Any]:
    """Of the persons of whom the tablet has nothing; once a day of all: their words depend on what the home set and
    on the version of the reference, which bear no revision."""
    whose = scope.persons if scope.is_new_day else scope.entered
    for persons in parts(whose):
        yield from scope.session.scalars(
            select(PrescriptionLine).where(
                PrescriptionLine.person_id.in_(persons),
                or_(
                    PrescriptionLine.expires_at.is_(None),
                    PrescriptionLine.expires_at > scope.now,
                ),
                scope.is_open(PrescriptionLine.starts_at, AHEAD),
            )
        )


def _dose_news(scope: Scope) -> Iterator[Any]:
    if scope.since is None:
        return
    here = DueDose.establishment_id == scope.establishment_id
    # Doses are written seven days ahead: those that changed and are still far come when they draw near.
    changed = (DueDose.revision > scope.since) & scope.is_open(DueDose.due_at, AHEAD)
    drew_near = scope.has_opened(DueDose.due_at, AHEAD) & DueDose.withdrawn_at.is_(None)
    put_off: ColumnElement[bool] = (
        (DueDose.revision > scope.since)
        & ~scope.is_open(DueDose.due_at, AHEAD)
        & scope.is_open(DueDose.due_at, AHEAD + _MOVED)
    )
    for condition in (changed, drew_near, put_off):
        for row in scope.session.execute(select(*COLUMNS).where(here, condition)):
            if row.person_id in scope.persons:
                yield row


def _doses_of(scope: Scope, whose: Iterable[uuid.UUID]) -> Iterator[Any]:
    """Every dose in view of these persons: who came in, and whose lines changed, with the minutes between doses."""
    for persons in parts(scope.persons.keys() & set(whose)):
        yield from scope.session.execute(
            select(*COLUMNS).where(
                DueDose.person_id.in_(persons),
                DueDose.withdrawn_at.is_(None),
                DueDose.expires_at > scope.now,
                scope.is_open(DueDose.due_at, AHEAD),
            )
        )


register_feed("prescribing", treatments)
register_opening("prescribing", next_opening)
