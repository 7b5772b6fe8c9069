"""Which alerts were raised, when first and when last: what the night compares with, and what a pharmacist counts."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.prescribing.models import AlertSeen
from app.ground.ids import new_id

NIGHT, TASK = "night", "task"
"""Stages of what was found by looking at the home again, not shown to anybody who wrote: alerts, and what rules ask."""


class Raised(Protocol):
    """An alert, or what a rule asks for."""

    @property
    def identity(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def level(self) -> str: ...


UNVERIFIED = "unverified"
"""Says what nobody knows: there is nothing in it to follow, and nothing is counted."""


def note(
    session: Session,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    alerts: Iterable[Raised],
    stage: str,
    *,
    now: datetime,
) -> list[AlertSeen]:
    """Keeps when each alert was first and last raised at that stage; returns those that are new, or back."""
    raised = {one.identity: one for one in alerts if one.kind != UNVERIFIED}
    query = select(AlertSeen).where(
        AlertSeen.person_id == person_id,
        AlertSeen.stage == stage,
        AlertSeen.identity.in_(raised),
    )
    known = {row.identity: row for row in session.scalars(query)}
    news = [row for row in known.values() if row.gone_at is not None]
    for row in known.values():
        row.last_at, row.gone_at, row.level = now, None, raised[row.identity].level
    for identity, alert in raised.items():
        if identity not in known:
            row = AlertSeen(
                id=new_id(),
                establishment_id=establishment_id,
                person_id=person_id,
                identity=identity,
                kind=alert.kind,
                level=alert.level,
                stage=stage,
                first_at=now,
                last_at=now,
                gone_at=None,
            )
            session.add(row)
            news.append(row)
    session.flush()
    return news


def found_at_night(
    session: Session, person_id: uuid.UUID, identities: Iterable[str]
) -> Sequence[AlertSeen]:
    """What the night found of these alerts."""
    query = select(AlertSeen).where(
        AlertSeen.person_id == person_id,
        AlertSeen.stage == NIGHT,
        AlertSeen.identity.in_(list(identities)),
    )
    return session.scalars(query).all()
