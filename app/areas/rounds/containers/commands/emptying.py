"""Emptying a container, and saying that its label is lost."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.rounds.containers.asking import settle
from app.areas.rounds.containers.commands.holding import find, take_out
from app.areas.rounds.containers.models import Container
from app.areas.rounds.containers.queries import items_inside
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict
from app.ground.house import House


def empty(
    session: Session,
    house: House,
    actor: Doer,
    container_id: uuid.UUID,
    *,
    seen: uuid.UUID,
    now: datetime,
) -> None:
    """What was still in it was thrown away or put back. Raises NotFound, Conflict (overtaken, lost, empty already)."""
    row = find(session, actor, container_id, seen=seen)
    if row.state == "empty":
        raise Conflict("Ce pilulier est déjà vide.")
    _emptied(session, house, actor, row, "container.emptied", now)


def lose(
    session: Session,
    house: House,
    actor: Doer,
    container_id: uuid.UUID,
    *,
    seen: uuid.UUID | None,
    now: datetime,
) -> None:
    """Its label opens nothing any more, and nothing is given from it. Raises NotFound, Conflict."""
    row = find(session, actor, container_id, seen=seen)
    row.lost_at = now
    _emptied(session, house, actor, row, "container.lost", now)


def _emptied(
    session: Session, house: House, actor: Doer, row: Container, verb: str, now: datetime
) -> None:
    left = len(items_inside(session, row))
    take_out(session, row, now)
    row.state = "empty"
    session.flush()
    settle(session, house.vault, actor, row, now)
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.id,
        detail={"items": left},
    )
