"""A document that was withdrawn comes back, as it was filed."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.documents import lasting
from app.areas.documents.models import Document
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find
from app.ground.database import take_revision


def restore(session: Session, actor: Doer, document_id: uuid.UUID, *, now: datetime) -> None:
    """Takes a withdrawal back; twice is once. What it made somebody ask of a line stays asked. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    document = find(session, Document, actor.establishment_id, document_id)
    if document.withdrawn_at is None:
        return
    document.withdrawn_at = document.withdrawn_by = None
    lasting.settle(document)
    about = {"person_id": document.person_id, "subject_id": document.id}
    record(session, "document.restored", at=now, actor=actor, **about)
