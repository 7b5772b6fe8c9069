"""What erasing a person takes from the documents: every row. Their files go with the next sweep, since nothing names
them any more, and could not be opened meanwhile: the keys went with the rows, and with the person's own key.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.areas.documents.filing_models import DocumentFiling, DocumentMask
from app.areas.documents.models import Document, DocumentPage, DocumentPart, Upload
from app.areas.persons.commands import ERASERS


def erase_documents(session: Session, person_id: uuid.UUID) -> None:
    """Deletes the person's documents, and what devices are known to have sent of them and of nobody else."""
    theirs = select(DocumentPart.name).where(DocumentPart.person_id == person_id)
    others = select(DocumentPart.name).where(DocumentPart.person_id != person_id)
    session.execute(delete(Upload).where(Upload.name.in_(theirs), Upload.name.not_in(others)))
    for model in (DocumentFiling, DocumentMask, DocumentPage, DocumentPart, Document):
        session.execute(delete(model).where(model.person_id == person_id))


if erase_documents not in ERASERS:
    ERASERS.append(erase_documents)
