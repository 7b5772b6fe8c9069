"""How a measure stands, and what an undo or another version makes of it.

Every function here runs in a transaction that has taken the revision already, so that what it reads stays true until
the commit.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, insert, or_, select, update
from sqlalchemy.orm import Session

from app.areas.observations.models import Observation
from app.areas.observations.rows import Row
from app.ground.database import take_revision
from transmissions.entry import UNDO_ACCEPTED

COLUMNS: Final = (
    Observation.id,
    Observation.establishment_id,
    Observation.person_id,
    Observation.author_id,
    Observation.kind,
    Observation.root_id,
    Observation.version,
    Observation.superseded_by,
    Observation.taken_at,
    Observation.occurred_at,
    Observation.retracted_at,
)


def find(session: Session, id: uuid.UUID) -> Any | None:
    """What decides about a version of a measure, or None for one that is unknown."""
    return session.execute(select(*COLUMNS).where(Observation.id == id)).one_or_none()


def refusal_to_retract(found: Any, *, by: uuid.UUID, at: datetime) -> str | None:
    """Why the measure stays, in French, or None when its author may undo it: as for a transmission, both taps were
    timed by the same tablet.
    """
    if by != found.author_id:
        return "Seul l’auteur de la mesure peut l’annuler."
    if abs(at - found.occurred_at) > UNDO_ACCEPTED:
        return "Le délai d’annulation est passé : corrigez la mesure au bureau."
    return None


def retract(session: Session, found: Any, at: datetime) -> None:
    """No list shows it any more, in any of its versions; the tables keep it."""
    if found.retracted_at is None or at < found.retracted_at:
        revision = take_revision(session, found.establishment_id)
        session.connection().execute(
            update(Observation)
            .where(of_root(found.root_id or found.id))
            .values(retracted_at=at, revision=revision)
        )


def supersede(session: Session, found: Any, row: Row) -> None:
    """Keeps another version, which stands from now on."""
    revision = take_revision(session, found.establishment_id)
    session.connection().execute(insert(Observation), [{**row, "revision": revision}])
    session.connection().execute(
        update(Observation)
        .where(Observation.id == found.id)
        .values(superseded_by=row["id"], revision=revision)
    )


def of_root(root: uuid.UUID) -> ColumnElement[bool]:
    """Every version of a measure."""
    return or_(Observation.id == root, Observation.root_id == root)
