"""Clearing a container that is not conform any more: somebody went to it and put its content right."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.rounds.containers.asking import settle
from app.areas.rounds.containers.commands.holding import fill, find, present, take_out
from app.areas.rounds.containers.queries import items_inside
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict
from app.ground.house import House


def clear(
    session: Session,
    house: House,
    actor: Doer,
    container_id: uuid.UUID,
    doses: Iterable[uuid.UUID],
    *,
    seen: uuid.UUID,
    now: datetime,
) -> None:
    """Says what the container holds now, line by line as they are prescribed now; none at all: it was emptied.

    Raises NotFound, Conflict (overtaken, lost, not in question, person gone), Invalid with a word by dose.
    """
    row = find(session, actor, container_id, seen=seen)
    present(session, actor, row.person_id)
    if row.state != "non_conform":
        raise Conflict("Ce pilulier est conforme : il n’y a rien à revoir.")
    before = len(items_inside(session, row))
    take_out(session, row, now)
    kept = list(doses)
    if kept:
        fill(session, house, actor, row, kept, now=now)
    else:
        row.state = "empty"
    session.flush()
    settle(session, house.vault, actor, row, now)
    record(
        session,
        "container.cleared",
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.id,
        detail={"before": before, "items": len(kept)},
    )
