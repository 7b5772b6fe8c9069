"""The address of marks, and what each of their pages knows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, url_for

from app.areas.marks.places import PLACES, Place, Subject
from app.areas.marks.queries import is_hidden, subject_of
from app.areas.marks.rules import GROUNDS, VOICES
from app.areas.persons.queries import PersonValue, person_of
from app.gate.auth.actor import Actor
from app.gate.auth.actor import Subject as About
from app.gate.auth.actors import require
from app.ground import clock
from app.ground.errors import NotFound, Refused
from app.ground.house import House, current_house

blueprint = Blueprint("marks", __name__, url_prefix="/bureau")
NOTE, LIMIT = "rights.request", "rights.answer"


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {"mark_grounds": GROUNDS, "mark_voices": VOICES}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads which entry of whom, now."""

    actor: Actor
    house: House
    now: datetime
    place: Place
    subject: Subject
    person: PersonValue

    @property
    def back(self) -> str:
        endpoint, arguments = self.place.page(self.subject)
        return url_for(endpoint, **arguments)  # type: ignore[arg-type]


def reached(place: str, subject_id: uuid.UUID, permission: str = NOTE) -> Desk:
    """An entry that the reader reads, and may mark. Raises NotFound."""
    house, now = current_house(), clock.now()
    try:
        actor = require(permission)
        with house.database.read() as session:
            subject = subject_of(session, house, actor.establishment_id, place, subject_id)
            person = person_of(session, house, actor.establishment_id, subject.person_id)
            known = PLACES[place]
            is_theirs = known.reads(session, actor, subject) and not is_hidden(
                session, place, actor.staff_id, subject.id
            )
        require(permission, About(actor.establishment_id, person.unit_id, person.id))
    except Refused as refusal:
        raise NotFound() from refusal
    if not is_theirs:
        raise NotFound()
    return Desk(actor, house, now, known, subject, person)
