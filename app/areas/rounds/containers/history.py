"""Every preparation that a container had: when, by whom, how much of it was given or taken out."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.rounds.containers.models import ContainerItem


@dataclass(frozen=True, slots=True)
class Preparation:
    """One of them. `left`: how many of its doses are no longer in it."""

    id: uuid.UUID
    at: datetime
    by: uuid.UUID
    since: datetime
    until: datetime
    count: int
    left: int


def preparations_of(session: Session, container_id: uuid.UUID) -> list[Preparation]:
    """The latest first."""
    rows = session.execute(
        select(
            ContainerItem.preparation_id,
            ContainerItem.prepared_at,
            ContainerItem.prepared_by,
            func.min(ContainerItem.due_at),
            func.max(ContainerItem.due_at),
            func.count(),
            func.count(ContainerItem.left_at),
        )
        .where(ContainerItem.container_id == container_id)
        .group_by(
            ContainerItem.preparation_id, ContainerItem.prepared_at, ContainerItem.prepared_by
        )
        .order_by(ContainerItem.prepared_at.desc(), ContainerItem.preparation_id.desc())
    )
    return [Preparation(*row) for row in rows]
