"""A document withdrawn at a desk."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.documents import withdrawing
from app.areas.documents.models import Document
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.errors import Invalid, NotFound
from app.ground.house import House


def withdraw(
    session: Session, house: House, actor: Actor, document_id: uuid.UUID, why: str, *, now: datetime
) -> None:
    """Withdraws it, saying why; twice is once. Raises NotFound, Invalid (`why`)."""
    take_revision(session, actor.establishment_id)
    found = session.get(Document, document_id)
    if found is None or found.establishment_id != actor.establishment_id:
        raise NotFound()
    if found.withdrawn_at is not None:
        return
    why_not = withdrawing.refusal(found, actor, why, at=now)
    if why_not is not None:
        raise Invalid({"why": why_not})
    withdrawing.withdraw(session, house, actor, found, why, at=now)
    record(
        session,
        "document.withdraw",
        at=now,
        actor=actor,
        person_id=found.person_id,
        subject_id=found.id,
    )
