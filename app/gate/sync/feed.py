"""The change feed of a tablet's units: what changed in each since its cursor, or everything a shift needs.

Each answer is one reading transaction. The revision counter is read with it, so that whatever is told is true of one
instant and nothing committed before it is missing. What cannot be told of one unit takes nothing from the others.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.sync import asking, broken, silence
from app.gate.sync import cursor as cursors
from app.gate.sync.asking import Asked, Place
from app.gate.sync.broken import Broken
from app.gate.sync.cursor import Cursor
from app.gate.sync.models import Tombstone
from app.gate.sync.registry import known, persons
from app.gate.sync.scope import Scope, Slice
from app.ground import clock
from app.ground.house import House

KINDS = ("unit", "person", "entry", "staff", "vocabulary")
_RENEWED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Changes:
    """One unit's answer, as JSON. A snapshot opened the files of `persons`."""

    answer: dict[str, Any]
    unit_id: uuid.UUID
    is_full: bool = False
    persons: int = 0
    broken: tuple[Broken, ...] = ()


def changes(
    house: House, actor: Actor, device_id: uuid.UUID, asked: Asked, *, now: datetime
) -> Changes:
    """What the tablet must know of one unit. Raises NotFound for one that is not the device's and the actor's."""
    (told,) = changes_of(house, actor, device_id, [asked], now=now)
    if isinstance(told, Exception):
        raise told
    return told


def changes_of(
    house: House, actor: Actor, device_id: uuid.UUID, asked: Sequence[Asked], *, now: datetime
) -> list[Changes | Exception]:
    """For each unit, in order, what the tablet must know of it, or why nothing can be told."""
    with house.database.read() as session:
        places = asking.places(session, actor, device_id, asked)
        told = [_told(session, house, places, device_id, one, now) for one in asked]
    snapshots = [one for one in told if isinstance(one, Changes) and one.is_full]
    if snapshots:
        _trace(house, actor, snapshots, now)
    if altered := [row for one in told if isinstance(one, Changes) for row in one.broken]:
        broken.tell(house.database, actor, altered, now=now)
    return told


def _told(
    session: Session,
    house: House,
    places: dict[uuid.UUID, Place],
    device_id: uuid.UUID,
    asked: Asked,
    now: datetime,
) -> Changes | Exception:
    try:
        place = asking.place_of(places, asked)
        standing = asking.standing(place, device_id, now)
        since = asking.usable(cursors.read(house.settings, asked.cursor), standing)
        if since is not None and since.revision == standing.revision and now < since.quiet_until:
            return _unchanged(house, since, standing, asked.cursor)
        # On PostgreSQL too, whatever fails in here leaves the next unit something to read with.
        with session.begin_nested():
            return _changed(session, house, place, since, standing)
    except Exception as error:
        return error


def _unchanged(house: House, since: Cursor, standing: Cursor, text: str | None) -> Changes:
    """The tablet knows everything. Its cursor stays, renewed now and then lest it grow too old."""
    if text is None or standing.as_of - since.as_of > _RENEWED_AFTER:
        text = cursors.write(house.settings, replace(standing, quiet_until=since.quiet_until))
    return Changes({**_frame(standing, text), "unchanged": True}, standing.unit_id)


def _changed(
    session: Session, house: House, place: Place, since: Cursor | None, standing: Cursor
) -> Changes:
    """What every source has to tell, which may be nothing."""
    scope = _scope(session, house, place, since, standing)
    found = _slice(scope)
    standing = replace(standing, quiet_until=_quiet_until(scope))
    answer = _frame(standing, cursors.write(house.settings, standing))
    if since is not None and found.is_empty:
        return Changes({**answer, "unchanged": True}, place.unit_id)
    kinds = {*KINDS, *found.rows}
    rows = {kind: found.rows.get(kind, []) for kind in sorted(kinds)}
    removed = [{"kind": kind, "id": str(gone)} for kind, gone in found.removed]
    answer.update(full=since is None, rows=rows, removed=removed)
    is_full, altered = since is None, tuple(scope.broken)
    return Changes(answer, place.unit_id, is_full, len(scope.persons), altered)


def _quiet_until(scope: Scope) -> datetime:
    """When something has to be told although nothing changes: a window opens, or a new day begins."""
    tomorrow = datetime.combine(scope.now.date() + timedelta(days=1), time(), scope.now.tzinfo)
    told = (opening(scope) for opening in known.openings.values())
    return min([tomorrow, *(at for at in told if at is not None)])


def _frame(standing: Cursor, cursor: str) -> dict[str, Any]:
    return {
        "now": clock.to_text(standing.as_of),
        "epoch": str(standing.epoch),
        "cursor": cursor,
    }


def _scope(
    session: Session, house: House, place: Place, since: Cursor | None, standing: Cursor
) -> Scope:
    scope = Scope(
        session=session,
        house=house,
        establishment_id=place.establishment_id,
        timezone=place.timezone,
        unit_id=place.unit_id,
        since=since.revision if since else None,
        as_of=since.as_of if since else None,
        now=standing.as_of,
        persons=persons().of_unit(session, place.unit_id),
        device_id=standing.device_id,
    )
    house.vault.warm(scope.persons)
    return scope


def _slice(scope: Scope) -> Slice:
    found = Slice()
    if scope.since is not None:
        found.removed += _left(scope)
    for source in known.feeds.values():
        found.merge(source(scope))
    return found


def _left(scope: Scope) -> list[tuple[str, uuid.UUID]]:
    """What has left this unit since, and is not back. Other units are never named."""
    rows = scope.session.execute(
        select(Tombstone.kind, Tombstone.object_id)
        .where(
            Tombstone.unit_id == scope.unit_id,
            Tombstone.kind != silence.KIND,
            Tombstone.revision > scope.since,
        )
        .distinct()
    )
    return [(kind, gone) for kind, gone in rows if gone not in scope.persons]


def _trace(house: House, actor: Actor, snapshots: list[Changes], now: datetime) -> None:
    """A snapshot opens the files of a whole unit: one event says so for each, before the answer leaves."""
    with house.database.write() as session:
        for told in snapshots:
            detail = {"persons": told.persons}
            record(
                session,
                "feed.snapshot",
                at=now,
                actor=actor,
                subject_id=told.unit_id,
                detail=detail,
            )
