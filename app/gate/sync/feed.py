"""The change feed of one unit: what changed since a cursor, or everything a shift needs.

Each answer is one reading transaction. The revision counter is read with it, so that whatever is told is true of one
instant and nothing committed before it is missing.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.models import DeviceUnit
from app.gate.auth.policy import may
from app.gate.directory.models import Establishment, Unit
from app.gate.sync import cursor as cursors
from app.gate.sync.cursor import Cursor
from app.gate.sync.models import Tombstone
from app.gate.sync.registry import known, persons
from app.gate.sync.scope import Scope, Slice
from app.ground import clock
from app.ground.database import RevisionCounter
from app.ground.errors import NotFound
from app.ground.house import House
from transmissions.visibility import BEDSIDE_WINDOW

KINDS = ("unit", "person", "entry", "staff", "vocabulary")
_RENEWED_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Changes:
    """One answer, as JSON; `is_full` for a snapshot."""

    answer: dict[str, Any]
    is_full: bool = False


_WHERE = (
    select(
        Establishment.id,
        Establishment.epoch,
        Establishment.timezone,
        Unit.closed_at,
        RevisionCounter.value,
    )
    .join(Unit, Unit.establishment_id == Establishment.id)
    .join(DeviceUnit, DeviceUnit.unit_id == Unit.id)
    .outerjoin(RevisionCounter, RevisionCounter.establishment_id == Establishment.id)
)


def changes(
    house: House,
    actor: Actor,
    device_id: uuid.UUID,
    unit_id: uuid.UUID | None,
    cursor_text: str | None,
    *,
    now: datetime,
) -> Changes:
    """What the tablet must know of the unit. Raises NotFound for a unit that is not the device's and the actor's."""
    if unit_id is None or not may(actor, "journal.read", Subject(actor.establishment_id, unit_id)):
        raise NotFound("Cette unité n’existe pas, ou vous n’y êtes pas affecté·e.")
    held = cursors.read(house.settings, cursor_text)
    with house.database.read() as session:
        where = _where(session, actor, device_id, unit_id)
        standing = Cursor(where.epoch, where.value or 0, now, unit_id, device_id, now)
        since = _usable(held, standing)
        if since is not None and since.revision == standing.revision and now < since.quiet_until:
            return _unchanged(house, since, standing, cursor_text)
        found, here = _slice(session, house, where, since, standing)
        standing = replace(standing, quiet_until=_quiet_until(here))
    answer = _frame(standing, cursors.write(house.settings, standing))
    if since is not None and found.is_empty:
        return Changes({**answer, "unchanged": True})
    kinds = {*KINDS, *found.rows}
    rows = {kind: found.rows.get(kind, []) for kind in sorted(kinds)}
    removed = [{"kind": kind, "id": str(gone)} for kind, gone in found.removed]
    if since is None:
        _trace(house, actor, unit_id, len(here.persons), now)
    answer.update(full=since is None, rows=rows, removed=removed)
    return Changes(answer, since is None)


def _unchanged(house: House, since: Cursor, standing: Cursor, text: str | None) -> Changes:
    """The tablet knows everything. Its cursor stays, renewed now and then lest it grow too old."""
    if text is None or standing.as_of - since.as_of > _RENEWED_AFTER:
        text = cursors.write(house.settings, replace(standing, quiet_until=since.quiet_until))
    return Changes({**_frame(standing, text), "unchanged": True})


def _where(session: Session, actor: Actor, device_id: uuid.UUID, unit_id: uuid.UUID) -> Any:
    found = session.execute(
        _WHERE.where(
            Unit.id == unit_id,
            Establishment.id == actor.establishment_id,
            DeviceUnit.device_id == device_id,
        )
    ).one_or_none()
    if found is None or found.closed_at is not None:
        raise NotFound("Cette unité n’existe pas, ou vous n’y êtes pas affecté·e.")
    return found


def _usable(held: Cursor | None, standing: Cursor) -> Cursor | None:
    """The cursor, if it speaks of this unit on this device in this epoch, not of the future, and is not too old."""
    if held is None or held.revision > standing.revision:
        return None
    here = (held.unit_id, held.device_id, held.epoch)
    if here != (standing.unit_id, standing.device_id, standing.epoch):
        return None
    return held if standing.as_of - held.as_of < BEDSIDE_WINDOW else None


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


def _slice(
    session: Session,
    house: House,
    where: Any,
    since: Cursor | None,
    standing: Cursor,
) -> tuple[Slice, Scope]:
    """Everything the sources have to tell, and the scope they told it for."""
    scope = Scope(
        session=session,
        vault=house.vault,
        establishment_id=where.id,
        timezone=where.timezone,
        unit_id=standing.unit_id,
        since=since.revision if since else None,
        as_of=since.as_of if since else None,
        now=standing.as_of,
        persons=persons().of_unit(session, standing.unit_id),
    )
    house.vault.warm(scope.persons)
    found = Slice()
    if scope.since is not None:
        found.removed += _left(scope)
    for source in known.feeds.values():
        found.merge(source(scope))
    return found, scope


def _left(scope: Scope) -> list[tuple[str, uuid.UUID]]:
    """What has left this unit since, and is not back. Other units are never named."""
    rows = scope.session.execute(
        select(Tombstone.kind, Tombstone.object_id)
        .where(Tombstone.unit_id == scope.unit_id, Tombstone.revision > scope.since)
        .distinct()
    )
    return [(kind, gone) for kind, gone in rows if gone not in scope.persons]


def _trace(house: House, actor: Actor, unit_id: uuid.UUID, count: int, now: datetime) -> None:
    """A snapshot opens the files of a whole unit: one event says so, before the answer leaves."""
    with house.database.write() as session:
        record(
            session,
            "feed.snapshot",
            at=now,
            actor=actor,
            subject_id=unit_id,
            detail={"persons": count},
        )
