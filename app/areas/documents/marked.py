"""Documents that rights speak of: named to those who mark them, and kept from those whom a limit leaves out."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Final

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.areas.documents import masks
from app.areas.documents.kinds import KINDS
from app.areas.documents.models import Document
from app.areas.marks.queries import Place, Subject, register_place
from app.gate.auth.actor import Actor
from app.gate.sync.registry import persons
from app.ground.database import take_revision
from app.ground.house import House

PLACE: Final = "document"
_NEEDED: Final = (
    "Un traitement en cours a été copié de ce document : qui le donne doit pouvoir le relire."
)


def _find(session: Session, _: House, id: uuid.UUID) -> Subject | None:
    row = session.get(Document, id)
    if row is None or row.withdrawn_at is not None:
        return None
    kind = KINDS.get(row.kind or "")
    return Subject(
        row.id,
        row.establishment_id,
        row.person_id,
        row.captured_at,
        kind.label if kind else "Document à classer",
        unlimitable=_NEEDED if row.is_needed else "",
    )


def _touch(session: Session, subject: Subject, now: datetime) -> None:
    revision = take_revision(session, subject.establishment_id)
    session.execute(update(Document).where(Document.id == subject.id).values(revision=revision))


def _reads(session: Session, actor: Actor, subject: Subject) -> bool:
    row = session.get_one(Document, subject.id)
    place = persons().places(session, [row.person_id]).get(row.person_id)
    return place is not None and masks.may_read(actor, masks.seen(row, place.unit_id))


register_place(Place(PLACE, "Document", _find, _touch, _reads, "documents.document", "document_id"))
