"""Applied entries about which something does not fit: listed for who is in charge, and taken note of."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device
from app.gate.sync.models import Flagged
from app.gate.sync.registry import persons
from app.gate.sync.review import is_judge
from app.ground.errors import Conflict

LARGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class FlaggedEntry:
    """One flagged command, without any of its words."""

    id: uuid.UUID
    type: str
    device: str
    author_id: uuid.UUID
    person_id: uuid.UUID | None
    flags: tuple[str, ...]
    occurred_at: datetime
    received_at: datetime
    seen_at: datetime | None
    seen_by: uuid.UUID | None


def flagged(session: Session, actor: Actor, *, seen: bool) -> list[FlaggedEntry]:
    """Those that the reader may judge, newest first: what nobody has looked at, or what somebody has."""
    query = (
        select(Flagged, Device.name)
        .join(Device, Device.id == Flagged.device_id)
        .where(
            Flagged.establishment_id == actor.establishment_id,
            Flagged.seen_at.is_not(None) if seen else Flagged.seen_at.is_(None),
        )
        .order_by(Flagged.received_at.desc(), Flagged.id.desc())
        .limit(LARGEST_LIST)
    )
    rows = session.execute(query).all()
    places = persons().places(session, {row.person_id for row, _ in rows if row.person_id})
    return [_value(row, device) for row, device in rows if is_judge(actor, row.person_id, places)]


def count_flagged(session: Session, establishment_id: uuid.UUID) -> int:
    """How many nobody has looked at yet."""
    query = select(func.count()).select_from(Flagged)
    unseen = (Flagged.establishment_id == establishment_id, Flagged.seen_at.is_(None))
    return session.scalar(query.where(*unseen)) or 0


def take_note(session: Session, actor: Actor, ids: Collection[uuid.UUID], *, now: datetime) -> int:
    """Says that the actor has looked at these; returns how many were new to look at. Raises Conflict for none.

    Those of other units, and of other homes, stay as they are.
    """
    there = {one.id for one in flagged(session, actor, seen=False)} & set(ids)
    if not there:
        raise Conflict("Ces saisies ont déjà été prises en compte.")
    done: Any = session.execute(
        update(Flagged)
        .where(Flagged.id.in_(there), Flagged.seen_at.is_(None))
        .values(seen_at=now, seen_by=actor.staff_id)
    )
    record(session, "flags.seen", at=now, actor=actor, detail={"count": done.rowcount})
    return int(done.rowcount)


def _value(row: Flagged, device: str) -> FlaggedEntry:
    return FlaggedEntry(
        id=row.id,
        type=row.type,
        device=device,
        author_id=row.author_id,
        person_id=row.person_id,
        flags=tuple(row.flags),
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        seen_at=row.seen_at,
        seen_by=row.seen_by,
    )
