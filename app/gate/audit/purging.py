"""Events whose time is over go; their leaf hashes stay, and the chain still verifies without them.

Those about somebody of whom everything is held (`keeping`) stay too. The date of the seal counts besides the event's:
`verify` accepts no absence before `KEPT` after it.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.gate.audit.verify import KEPT


def purgeable(
    session: Session,
    establishment_id: uuid.UUID,
    *,
    before: datetime,
    keeping: Collection[uuid.UUID] = (),
    now: datetime,
) -> tuple[int, datetime | None]:
    """How many events of a home may go, and when the oldest of them happened."""
    count, oldest = session.execute(
        select(func.count(), func.min(AuditEvent.at))
        .join(AuditSeal, AuditSeal.number == AuditEvent.seal_number)
        .where(_over(establishment_id, before, keeping, now))
    ).one()
    return count, oldest


def purge(
    session: Session,
    establishment_id: uuid.UUID,
    *,
    before: datetime,
    keeping: Collection[uuid.UUID] = (),
    now: datetime,
) -> int:
    """Deletes the events of a home of before that day, sealed long enough ago; answers how many."""
    over = (
        select(AuditEvent.id)
        .join(AuditSeal, AuditSeal.number == AuditEvent.seal_number)
        .where(_over(establishment_id, before, keeping, now))
    )
    count = session.scalar(select(func.count()).select_from(over.subquery())) or 0
    session.execute(
        update(AuditLeaf)
        .where(AuditLeaf.event_id.in_(over))
        .values(purged_at=now)
        .execution_options(synchronize_session=False)
    )
    session.execute(
        delete(AuditEvent)
        .where(AuditEvent.id.in_(over))
        .execution_options(synchronize_session=False)
    )
    return count


def _over(
    establishment_id: uuid.UUID, before: datetime, keeping: Collection[uuid.UUID], now: datetime
) -> ColumnElement[bool]:
    return and_(
        AuditEvent.establishment_id == establishment_id,
        AuditEvent.at < before,
        AuditSeal.at <= now - KEPT,
        or_(AuditEvent.person_id.is_(None), AuditEvent.person_id.not_in(keeping)),
    )
