"""Measures that rights speak of: named to those who mark them, and kept from those whom a limit leaves out."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.areas.marks.queries import Place, Subject, hidden, holds, register_place
from app.areas.observations import standing
from app.areas.observations.models import Observation
from app.ground.database import take_revision
from app.ground.house import House
from transmissions.observations import BY_NAME

PLACE: Final = "observation"


def hidden_from(
    session: Session, reader_id: uuid.UUID | None, person_ids: Collection[uuid.UUID]
) -> frozenset[uuid.UUID]:
    """Every version of the measures of these persons that the reader may not see; None: no reader at all."""
    roots = hidden(session, PLACE, reader_id, person_ids)
    if not roots:
        return roots
    mine = or_(Observation.id.in_(roots), Observation.root_id.in_(roots))
    return frozenset(session.scalars(select(Observation.id).where(mine)))


def _find(session: Session, _: House, id: uuid.UUID) -> Subject | None:
    row = standing.find(session, id)
    if row is None or row.retracted_at is not None:
        return None
    kind = BY_NAME.get(row.kind)
    words = kind.label if kind else "Mesure"
    root = row.root_id or row.id
    return Subject(root, row.establishment_id, row.person_id, row.taken_at, words)


def _touch(session: Session, subject: Subject, now: datetime) -> None:
    revision = take_revision(session, subject.establishment_id)
    session.execute(
        update(Observation).where(standing.of_root(subject.id)).values(revision=revision)
    )


register_place(
    Place(PLACE, "Mesure", _find, _touch, holds("observation.read"), "observations.measures")
)
