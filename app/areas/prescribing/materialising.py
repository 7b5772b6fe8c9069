"""Doses due written seven days ahead, from what `medication.schedule` unfolds.

Done again it changes nothing. What is past is never touched: only what was never written is added, where the worker
was away. A line whose seal does not open keeps the doses it had.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from app.areas.medical.queries import settings_of
from app.areas.persons.queries import absences_of
from app.areas.prescribing.dose_rows import Row, dose_row
from app.areas.prescribing.dose_work import Work, compare, write
from app.areas.prescribing.models import DoseHorizon, DueDose, PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.values import Version
from app.gate.sync.scope import parts
from app.ground.house import House
from medication.schedule import Absence, doses
from medication.settings import Settings

AHEAD = timedelta(days=7)
WORN = timedelta(days=10)
"""A patch may have been put on that long before: the line that put it on says when it comes off."""
CAUGHT_UP = timedelta(days=14)
"""How far back doses that were never written are made up for: beyond, the home ran without this product."""
_MOVED = timedelta(days=2)
"""A home may move a moment: a dose keeps its slot, and its hour lies at most so far from where it was."""


def rematerialise(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_ids: Iterable[uuid.UUID],
    *,
    now: datetime,
) -> int:
    """The doses of these persons of one home, for seven days from `now`; returns how many rows changed."""
    settings = settings_of(session, establishment_id)
    session.flush()
    return sum(
        materialise(session, house, establishment_id, some, settings, now=now)
        for some in parts(person_ids)
    )


def materialise(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_ids: Sequence[uuid.UUID],
    settings: Settings,
    *,
    now: datetime,
) -> int:
    """The same, for persons few enough for one statement and under settings that are known."""
    horizons = _horizons(session, person_ids)
    starts = {one: _start(horizons.get(one, now), now) for one in person_ids}
    first = min(starts.values(), default=now)
    until = max([now + AHEAD, *horizons.values()])
    versions = _versions(session, house, person_ids, first - WORN)
    away = absences_of(session, person_ids, first, until, now=now)
    kept = _kept(session, person_ids, first - _MOVED)
    work = Work()
    for one in person_ids:
        mine = versions.get(one, [])
        due = _due(mine, away.get(one, ()), (starts[one], until), settings, now)
        compare(work, due, kept.get(one, {}), _unreadable(mine, now), now=now, until=until)
    if work:
        write(session, establishment_id, work, now)
    _move_horizons(session, establishment_id, person_ids, horizons, until)
    return len(work)


def _start(horizon: datetime, now: datetime) -> datetime:
    return min(now, max(horizon, now - CAUGHT_UP))


def _due(
    versions: Sequence[Version],
    absences: Sequence[Absence],
    window: tuple[datetime, datetime],
    settings: Settings,
    now: datetime,
) -> list[Row]:
    """What is due in the window; before `now`, only what its line already said when it was due."""
    lines = [one.line for one in versions if one.line is not None]
    written = {one.id: one.written_at for one in versions}
    return [
        dose_row(one)
        for one in doses(lines, absences, window, settings)
        if one.due_at >= now or one.due_at >= written[one.line]
    ]


def _versions(
    session: Session, house: House, person_ids: Sequence[uuid.UUID], since: datetime
) -> dict[uuid.UUID, list[Version]]:
    rows = session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.person_id.in_(person_ids),
            or_(PrescriptionLine.superseded_at.is_(None), PrescriptionLine.superseded_at > since),
            or_(PrescriptionLine.ends_at.is_(None), PrescriptionLine.ends_at > since),
        )
    )
    found: dict[uuid.UUID, list[Version]] = {}
    for one in versions_of(house.vault, rows):
        found.setdefault(one.person_id, []).append(one)
    return found


def _unreadable(versions: Iterable[Version], now: datetime) -> set[uuid.UUID]:
    return {one.chain for one in versions if one.line is None and one.stands(now)}


def _kept(
    session: Session, person_ids: Sequence[uuid.UUID], since: datetime
) -> dict[uuid.UUID, dict[uuid.UUID, Any]]:
    table = DueDose.__table__
    rows = session.execute(
        select(table).where(table.c.person_id.in_(person_ids), table.c.due_at > since)
    )
    found: dict[uuid.UUID, dict[uuid.UUID, Any]] = {}
    for row in rows:
        found.setdefault(row.person_id, {})[row.id] = row
    return found


def _horizons(session: Session, person_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    rows = session.execute(
        select(DoseHorizon.person_id, DoseHorizon.until).where(
            DoseHorizon.person_id.in_(person_ids)
        )
    )
    return {row.person_id: row.until for row in rows}


def _move_horizons(
    session: Session,
    establishment_id: uuid.UUID,
    person_ids: Sequence[uuid.UUID],
    horizons: dict[uuid.UUID, datetime],
    until: datetime,
) -> None:
    new = [one for one in person_ids if one not in horizons]
    old = [one for one, at in horizons.items() if at < until]
    connection = session.connection()
    if new:
        rows = [
            {"person_id": one, "establishment_id": establishment_id, "until": until} for one in new
        ]
        connection.execute(insert(DoseHorizon), rows)
    if old:
        connection.execute(
            update(DoseHorizon).where(DoseHorizon.person_id.in_(old)).values(until=until)
        )
