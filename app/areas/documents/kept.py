"""How long filed documents are to be kept, by what each is: without opening one."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.kinds import KINDS
from app.areas.documents.models import Document

_BATCH = 500


class Kept(NamedTuple):
    """A filed document, and the retention of its kind."""

    id: uuid.UUID
    person_id: uuid.UUID
    retention: str


def kept_until_of(session: Session, person_ids: Collection[uuid.UUID]) -> list[Kept]:
    """The filed documents of these persons whose kind this version knows; the others go with the whole file."""
    wanted, found = list(person_ids), []
    for start in range(0, len(wanted), _BATCH):
        rows = session.execute(
            select(Document.id, Document.person_id, Document.kind).where(
                Document.person_id.in_(wanted[start : start + _BATCH]),
                Document.filed_at.is_not(None),
                Document.kind.in_(KINDS),
            )
        )
        found += [Kept(row.id, row.person_id, KINDS[row.kind].retention) for row in rows]
    return found
