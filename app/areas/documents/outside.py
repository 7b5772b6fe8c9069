"""Documents for those outside the team, one by one, once somebody decided to share them: filed, checked, in force and
not masked from them. What they were granted is judged before, by whoever asks.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.kinds import KINDS
from app.areas.documents.loading import values
from app.areas.documents.marked import PLACE
from app.areas.documents.models import Document, DocumentPage
from app.areas.documents.opening import Which, open_picture
from app.areas.documents.values import DocumentValue
from app.areas.marks.queries import hidden
from app.gate.sync.scope import parts as in_parts
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import Vault


def shareable(
    session: Session,
    vault: Vault,
    person_id: uuid.UUID,
    ids: Collection[uuid.UUID],
    roles: Collection[str],
) -> dict[uuid.UUID, DocumentValue]:
    """Those of these documents of that person that may leave the team, for whoever holds all of `roles`."""
    rows: list[Document] = []
    for some in in_parts(ids):
        rows += session.scalars(
            select(Document).where(
                Document.id.in_(some),
                Document.person_id == person_id,
                Document.state == "checked",
                Document.filed_at.is_not(None),
                Document.withdrawn_at.is_(None),
                Document.superseded_by.is_(None),
            )
        )
    limited = hidden(session, PLACE, None, [person_id])
    rows = [row for row in rows if row.id not in limited]
    seen = [row for row in rows if not set(row.hidden_from or ()) & set(roles)]
    return {one.id: one for one in values(session, vault, seen) if not one.is_broken}


def speaks_of_health(kind: str | None) -> bool:
    """Whether a kind of documents tells of health; one that nobody knows does."""
    known = KINDS.get(kind or "")
    return known is None or known.family in ("care", "rights")


def picture_shared(
    session: Session, house: House, document_id: uuid.UUID, page_id: uuid.UUID, which: Which
) -> bytes:
    """A picture of a page of a document that the caller has judged. Raises NotFound, BlobMissing, BlobBroken."""
    page = session.get(DocumentPage, page_id)
    if page is None or page.document_id != document_id:
        raise NotFound()
    return open_picture(house, page, which)
