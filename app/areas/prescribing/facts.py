"""What safety reads, gathered: of a person from every area that knows something, of drugs from the reference."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.areas.drugs.queries import current
from app.areas.medical.queries import allergies_of, settings_of, swallowing_of
from app.areas.observations.queries import Measured, latest
from app.areas.persons.queries import PersonValue, person_of, persons_of
from app.areas.rounds.queries import Happened, happened_to, patches_in_place_of
from app.ground.errors import NotFound
from app.ground.house import House
from medication.facts import Facts, Knowledge, Measure

MEASURES = ("weight", "creatinine", "inr", "glycaemia", "potassium")
NOTHING = Happened()
_FEW = 5
"""Up to so many persons are read one by one; for more, the home is read at once."""

settings_for = settings_of
"""What the home set, by the name that the pages of this area use."""


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
    found = facts_of_many(session, house, establishment_id, [person_id], now=now)
    if person_id not in found:
        raise NotFound()
    return found[person_id]


def facts_of_many(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    person_ids: Collection[uuid.UUID],
    *,
    now: datetime,
    happened: Mapping[uuid.UUID, Happened] | None = None,
) -> dict[uuid.UUID, Facts]:
    """What is known of each of these persons; whoever is not of that home is absent. `happened` is what was given to
    them lately, where it was read already."""
    people = _people(session, house, establishment_id, person_ids)
    allergies = allergies_of(session, house.vault, list(people))
    swallowing = swallowing_of(session, house.vault, list(people))
    measured = latest(session, house.vault, list(people), MEASURES)
    if happened is None:
        happened = happened_to(session, house.vault, list(people), now=now)
    worn = patches_in_place_of(session, house.vault, list(people), now=now)
    return {
        one: Facts(
            now=now,
            born_on=person.born_on,
            sex=person.sex,
            allergies=allergies[one],
            swallowing=swallowing[one],
            given=happened.get(one, NOTHING).given,
            refusals=happened.get(one, NOTHING).refusals,
            patches_in_place=worn.get(one, ()),
            **_measures(measured.get(one, {})),
        )
        for one, person in people.items()
    }


def _measures(found: Mapping[str, Measured]) -> dict[str, Any]:
    return {kind: Measure(one.value, one.unit, one.at) for kind, one in found.items()}


def _people(
    session: Session, house: House, establishment_id: uuid.UUID, person_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, PersonValue]:
    if len(person_ids) > _FEW:
        wanted = set(person_ids)
        everybody = persons_of(session, house, establishment_id)
        return {one.id: one for one in everybody if one.id in wanted}
    found: dict[uuid.UUID, PersonValue] = {}
    for one in person_ids:
        try:
            found[one] = person_of(session, house, establishment_id, one)
        except NotFound:
            continue
    return found
