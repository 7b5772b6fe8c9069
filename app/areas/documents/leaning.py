"""What leans on a document: lines of a treatment in force name the paper that they were copied from.

While something does, the document is not withdrawn and tablets keep it; it says so of itself, nobody is named here.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents import lasting
from app.areas.documents.marked import PLACE
from app.areas.documents.masks import is_for_tablets
from app.areas.documents.models import Document
from app.areas.marks.queries import hidden
from app.gate.sync.scope import parts
from app.ground.database import take_revision


def set_needed(
    session: Session,
    establishment_id: uuid.UUID,
    document_ids: Iterable[uuid.UUID],
    needed: Collection[tuple[uuid.UUID, uuid.UUID]],
) -> int:
    """Says of each of these documents whether something in force of the person whose it is names it (`needed`: document
    and person); returns of how many that changed."""
    take_revision(session, establishment_id)
    changed = 0
    for row in _rows(session, establishment_id, document_ids):
        if row.is_needed is not ((row.id, row.person_id) in needed):
            row.is_needed = not row.is_needed
            lasting.settle(row)
            changed += 1
    session.flush()
    return changed


def shown_at_bedside(
    session: Session, establishment_id: uuid.UUID, document_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, uuid.UUID]:
    """Whose each of these documents is, of those that stand and that every care role of a unit may read."""
    rows = _rows(session, establishment_id, document_ids)
    limited = hidden(session, PLACE, None, {row.person_id for row in rows})
    return {
        row.id: row.person_id
        for row in rows
        if row.withdrawn_at is None
        and row.id not in limited
        and row.state == "checked"
        and is_for_tablets(row.kind, row.hidden_from)
    }


def _rows(
    session: Session, establishment_id: uuid.UUID, document_ids: Iterable[uuid.UUID]
) -> list[Document]:
    return [
        row
        for some in parts(set(document_ids))
        for row in session.scalars(
            select(Document).where(
                Document.establishment_id == establishment_id, Document.id.in_(some)
            )
        )
    ]
