"""What safety reads, gathered: of a person from every area that knows something, of drugs from the reference."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.medical.queries import allergies_of, settings_of, swallowing_of
from app.areas.persons.queries import person_of
from app.ground.house import House
from medication.facts import Facts, Knowledge


def knowledge(session: Session, house: House, establishment_id: uuid.UUID) -> Knowledge:
    """What drugs are judged by in that home. Raises NoReference."""
    return Knowledge(current(house), settings_of(session, establishment_id))


def facts_of(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    now: datetime,
) -> Facts:
    """What is known of the person now. Raises NotFound."""
    person = person_of(session, house, establishment_id, person_id)
    return Facts(
        now=now,
        born_on=person.born_on,
        sex=person.sex,
        allergies=allergies_of(session, house.vault, [person_id])[person_id],
        swallowing=swallowing_of(session, house.vault, [person_id])[person_id],
    )


settings_for = settings_of
"""What the home set, by the name that the pages of this area use."""
