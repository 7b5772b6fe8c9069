"""Destroying documents whose time is over, one by one, while the rest of the person's file stays.

The keys of their files go with their rows, and with the commands that brought them; the files go with the next sweep. A
backup of the data made before still holds the rows, and the person's key opens them until that backup is dropped.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.models import Document, DocumentPage, DocumentPart, Upload
from app.gate.audit.record import Doer, record
from app.gate.sync.models import Command
from app.ground.database import take_revision


def forget_documents(
    session: Session,
    actor: Doer | None,
    person_id: uuid.UUID,
    document_ids: Collection[uuid.UUID],
    *,
    now: datetime,
) -> int:
    """Deletes these documents of the person and all that was said of them; answers how many there were."""
    rows = session.scalars(
        select(Document).where(Document.person_id == person_id, Document.id.in_(document_ids))
    ).all()
    if not rows:
        return 0
    home, ids = rows[0].establishment_id, [row.id for row in rows]
    take_revision(session, home)
    names = select(DocumentPart.name).where(DocumentPart.document_id.in_(ids))
    others = select(DocumentPart.name).where(DocumentPart.document_id.not_in(ids))
    session.execute(delete(Upload).where(Upload.name.in_(names), Upload.name.not_in(others)))
    for model in (DocumentFiling, DocumentMask, DocumentPage, DocumentPart):
        session.execute(delete(model).where(model.document_id.in_(ids)))
    session.execute(update(Command).where(Command.id.in_(ids)).values(sealed=None))
    for name in ("supersedes", "superseded_by"):
        column = getattr(Document, name)
        session.execute(update(Document).where(column.in_(ids)).values({name: None}))
    session.execute(delete(Document).where(Document.id.in_(ids)))
    record(
        session,
        "document.forgotten",
        at=now,
        actor=actor,
        establishment_id=home,
        person_id=person_id,
        detail={"count": len(ids)},
    )
    return len(ids)
