"""Who opened a document, as the trail tells it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent

READ: Final = "document.read"


@dataclass(frozen=True, slots=True)
class Reader:
    """A professional who opened it, when first, and in whose file it was then."""

    staff_id: uuid.UUID
    role: str
    first_at: datetime
    person_id: uuid.UUID | None


def readers_of(
    session: Session,
    document_id: uuid.UUID,
    person_ids: Collection[uuid.UUID],
    *,
    since: datetime,
) -> list[Reader]:
    """Everybody who opened the document in the files of these persons, the first ones first; somebody once for each
    file. `since` when it is here bounds what is looked through.
    """
    first = func.min(AuditEvent.at)
    rows = session.execute(
        select(AuditEvent.actor_id, AuditEvent.role, AuditEvent.person_id, first)
        .where(
            AuditEvent.person_id.in_(list(person_ids)),
            AuditEvent.at >= since,
            AuditEvent.subject_id == document_id,
            AuditEvent.verb == READ,
            AuditEvent.actor_id.is_not(None),
        )
        .group_by(AuditEvent.actor_id, AuditEvent.role, AuditEvent.person_id)
        .order_by(first)
    )
    return [Reader(actor, role or "", at, person) for actor, role, person, at in rows if actor]
