"""A document that was withdrawn comes back, as it was filed."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.documents import lasting
from app.areas.documents.filing import may_supersede
from app.areas.documents.filing_gestures import link
from app.areas.documents.models import Document
from app.gate.audit.record import Doer, record
from app.gate.directory.finding import find
from app.ground.database import take_revision


def restore(session: Session, actor: Doer, document_id: uuid.UUID, *, now: datetime) -> None:
    """Takes a withdrawal back; twice is once. It takes its place again before what it had replaced, unless another has
    it. What it made somebody ask of a line stays asked. Raises NotFound."""
    take_revision(session, actor.establishment_id)
    document = find(session, Document, actor.establishment_id, document_id)
    if document.withdrawn_at is None:
        return
    document.withdrawn_at = document.withdrawn_by = None
    older, document.supersedes = document.supersedes, None
    if older and may_supersede(session, document, older):
        link(session, document, older)
    lasting.settle(document)
    about = {"person_id": document.person_id, "subject_id": document.id}
    record(session, "document.restored", at=now, actor=actor, **about)
