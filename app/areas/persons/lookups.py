"""What somebody may learn who must act on a person's request without browsing names."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.models import Erasure, Person
from app.areas.persons.queries import persons_of, same_person
from app.areas.persons.values import Stay
from app.gate.directory.finding import find
from app.ground.house import House


def find_by_identity(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    family_name: str | None,
    given_name: str | None,
    born_on: date,
) -> uuid.UUID | None:
    """Whoever bears this identity, there or left, without telling anything else of them."""
    everybody = [
        *persons_of(session, house, establishment_id),
        *persons_of(session, house, establishment_id, left=True),
    ]
    found = same_person(everybody, family_name or "", given_name or "", born_on)
    return found.id if found else None


def erasures_of(session: Session, establishment_id: uuid.UUID) -> list[Erasure]:
    """Who was erased there and when, newest first; no row holds a name."""
    rows = session.scalars(
        select(Erasure)
        .where(Erasure.establishment_id == establishment_id)
        .order_by(Erasure.erased_at.desc())
    )
    return list(rows)


def stay_of(session: Session, establishment_id: uuid.UUID, person_id: uuid.UUID) -> Stay:
    """What may be told of a person to somebody who may not know the name. Raises NotFound."""
    row = find(session, Person, establishment_id, person_id)
    return Stay(row.id, row.admitted_at, row.left_at)
