"""What remains to be coded: allergies written in words, and persons of whom nobody said."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.orm import Session

from app.areas.medical.facts import ALLERGY, NO_ALLERGY
from app.areas.medical.file import allergy_words
from app.areas.medical.known import facts_by_person
from app.areas.persons.queries import PersonValue, persons_of
from app.gate.auth.actor import Actor
from app.gate.auth.policy import may
from app.ground.house import House


@dataclass(frozen=True, slots=True)
class Waiting:
    """A person whose allergies are written in words (`words`), or of whom nobody said anything (`unsaid`)."""

    person: PersonValue
    why: Literal["words", "unsaid"]
    text: str


def to_code(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    unit_ids: frozenset[uuid.UUID] | None = None,
) -> list[Waiting]:
    """Those who live there, in walking order."""
    persons = persons_of(session, house, establishment_id, unit_ids=unit_ids)
    known = facts_by_person(session, house.vault, [one.id for one in persons])
    found = []
    for person in persons:
        facts = known.get(person.id, [])
        text, how = allergy_words(person, facts)
        is_said = any(one.row.kind in (ALLERGY, NO_ALLERGY) for one in facts)
        if text is not None and how is None:
            found.append(Waiting(person, "words", text))
        elif not is_said:
            found.append(Waiting(person, "unsaid", text or ""))
    return found


def count_words(session: Session, house: House, actor: Actor) -> int:
    """How many persons of the actor's units have an allergy written in words; none for who may not read it."""
    if not may(actor, "medical.read"):
        return 0
    found = to_code(session, house, actor.establishment_id, unit_ids=actor.unit_ids)
    return sum(one.why == "words" for one in found)
