"""What of a document is here: parts that arrived before their command, after it, or once more.

Whoever calls these holds the establishment's revision: a command and the end of an upload never pass each other by.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.documents import hooks
from app.areas.documents.models import Document, DocumentPart, Upload
from app.ground.database import take_revision
from app.ground.house import House


def sizes_of_whole(
    session: Session, house: House, establishment_id: uuid.UUID, names: Collection[str]
) -> dict[str, int]:
    """Of these names, those that a device of the home has sent whole and that are still here, with their size."""
    rows = session.execute(
        select(Upload.name, Upload.size).where(
            Upload.establishment_id == establishment_id,
            Upload.name.in_(list(names)),
            Upload.completed_at.is_not(None),
        )
    )
    return {name: size for name, size in rows if house.blobs.exists(name)}


def claim(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    name: str,
    size: int,
    *,
    now: datetime,
) -> int:
    """A part is here: every document of the home that awaits it has it; returns how many are whole by it."""
    take_revision(session, establishment_id)
    awaited = session.scalars(
        select(DocumentPart).where(
            DocumentPart.establishment_id == establishment_id,
            DocumentPart.name == name,
            DocumentPart.state == "awaited",
        )
    ).all()
    for part in awaited:
        part.state, part.size, part.received_at = "received", size, now
    documents = sorted({part.document_id for part in awaited})
    return sum(settle(session, house, document_id, now=now) for document_id in documents)


def settle(session: Session, house: House, document_id: uuid.UUID, *, now: datetime) -> bool:
    """The document says how much of it is here; whether it is whole by that, which listeners are told once."""
    document = session.get_one(Document, document_id)
    document.revision = take_revision(session, document.establishment_id)
    awaited = session.scalar(
        select(func.count())
        .select_from(DocumentPart)
        .where(DocumentPart.document_id == document_id, DocumentPart.state == "awaited")
    )
    if awaited or document.state != "waiting":
        return False
    document.state, document.completed_at = "received", now
    session.flush()
    if document.withdrawn_at is None:
        hooks.tell_complete(session, house, document)
    return True
