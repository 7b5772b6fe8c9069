"""Tombstones: what tells the tablets of a unit that a row has left it, or is gone."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.gate.sync.models import Tombstone
from app.ground.database import take_revision
from app.ground.ids import new_id


def leave(
    session: Session,
    *,
    establishment_id: uuid.UUID,
    unit_id: uuid.UUID,
    kind: str,
    object_id: uuid.UUID,
    now: datetime,
) -> None:
    """From this transaction on, `object_id` (of `kind` person, entry or staff) is not in the unit.

    Tablets of the unit drop it, and what hangs on it, at their next contact; a row that has come
    back by then is sent instead. Whoever moves a person calls this for the unit that is left.
    """
    session.add(
        Tombstone(
            id=new_id(),
            establishment_id=establishment_id,
            unit_id=unit_id,
            kind=kind,
            object_id=object_id,
            revision=take_revision(session, establishment_id),
            at=now,
        )
    )
