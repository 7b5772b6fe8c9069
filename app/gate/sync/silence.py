"""Tablets that have not been heard of for a while: what they hold is not known to anybody else.

A tablet says where it stands at least every ten minutes, whether or not anything waits. One that missed two such
reports is silent: colleagues who give a dose must know that it may hold the same dose, given. The others are told when
it falls silent, which time alone brings, and when it is heard again, which leaves a tombstone; between the two nothing
is told, so that a poll with nothing new stays the cheapest answer there is.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.gate.auth.models import Device, DeviceUnit
from app.gate.sync.installs import Count
from app.gate.sync.models import Install, Tombstone
from app.gate.sync.scope import Row, Scope, Slice
from app.ground import clock
from app.ground.database import take_revision
from app.ground.ids import new_id

KIND = "silence"
SILENT_AFTER = timedelta(minutes=20)
_TOLD_FOR = timedelta(days=2)
"""Told again each day: a tablet that was given to another unit is forgotten by itself."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A tablet of a unit, when it last handed in what it held, and how many entries it kept then."""

    device_id: uuid.UUID
    name: str
    at: datetime
    waiting: int

    def is_silent(self, now: datetime) -> bool:
        return self.at <= now - SILENT_AFTER


def heard(session: Session, unit_ids: Iterable[uuid.UUID]) -> list[Heard]:
    """The tablets of those units that ever handed anything in, the longest silent first; revoked ones are not asked."""
    at = func.max(Install.seen_at)
    here = select(DeviceUnit.device_id).where(DeviceUnit.unit_id.in_(list(unit_ids)))
    rows = session.execute(
        select(Device.id, Device.name, at, Device.waiting)
        .join(Install, Install.device_id == Device.id)
        .where(Device.id.in_(here), Device.revoked_at.is_(None), Install.seen_at.is_not(None))
        .group_by(Device.id, Device.name, Device.waiting)
        .order_by(at)
    )
    return [Heard(id_, name, last, waiting or 0) for id_, name, last, waiting in rows if last]


def silences(scope: Scope) -> Slice:
    """Of the unit's other tablets: those that fell silent since, and those that were heard again."""
    found = Slice()
    silent = [one for one in _others(scope) if one.is_silent(scope.now)]
    if news := [_row(one, scope.now) for one in silent if _is_news(scope, one)]:
        found.add(KIND, news)
    still = {scope.device_id, *(one.device_id for one in silent)}
    gone = {*_back(scope), *_revoked(scope)} - still
    found.removed += [(KIND, one) for one in sorted(gone)]
    return found


def next_silence(scope: Scope) -> datetime | None:
    """When the next tablet falls silent, should it not be heard meanwhile."""
    coming = (one.at + SILENT_AFTER for one in _others(scope) if not one.is_silent(scope.now))
    return min(coming, default=None)


def heard_at(counts: Mapping[uuid.UUID, Count], device_id: uuid.UUID) -> datetime | None:
    """When the device last handed in, from whichever of its stores."""
    own = (one.seen_at for one in counts.values() if one.device_id == device_id)
    return max((at for at in own if at is not None), default=None)


def end(
    session: Session,
    establishment_id: uuid.UUID,
    device_id: uuid.UUID,
    before: Mapping[uuid.UUID, Count],
    *,
    now: datetime,
) -> None:
    """The device is heard: when it had been silent, the tablets of its units are told so."""
    last = heard_at(before, device_id)
    if last is None or now - last < SILENT_AFTER:
        return
    revision = take_revision(session, establishment_id)
    units = session.scalars(select(DeviceUnit.unit_id).where(DeviceUnit.device_id == device_id))
    session.add_all(
        Tombstone(
            id=new_id(),
            establishment_id=establishment_id,
            unit_id=unit_id,
            kind=KIND,
            object_id=device_id,
            revision=revision,
            at=now,
        )
        for unit_id in units
    )


def _others(scope: Scope) -> list[Heard]:
    """A tablet knows of itself what it holds."""
    return [
        one for one in heard(scope.session, [scope.unit_id]) if one.device_id != scope.device_id
    ]


def _is_news(scope: Scope, one: Heard) -> bool:
    if scope.as_of is None or scope.is_new_day:
        return True
    return one.at > scope.as_of - SILENT_AFTER


def _back(scope: Scope) -> Iterable[uuid.UUID]:
    """Heard again since, after a silence."""
    if scope.since is None:
        return ()
    return scope.session.scalars(
        select(Tombstone.object_id).where(
            Tombstone.unit_id == scope.unit_id,
            Tombstone.kind == KIND,
            Tombstone.revision > scope.since,
        )
    )


def _revoked(scope: Scope) -> Iterable[uuid.UUID]:
    """Nobody waits for them any more."""
    if scope.as_of is None:
        return ()
    return scope.session.scalars(
        select(Device.id)
        .join(DeviceUnit, DeviceUnit.device_id == Device.id)
        .where(DeviceUnit.unit_id == scope.unit_id, Device.revoked_at > scope.as_of)
    )


def _row(one: Heard, now: datetime) -> Row:
    return {
        "id": str(one.device_id),
        "name": one.name,
        "last_heard_at": clock.to_text(one.at),
        "waiting": one.waiting,
        "expires_at": clock.to_text(datetime.combine(now.date(), time(), UTC) + _TOLD_FOR),
    }
