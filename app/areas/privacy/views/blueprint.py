"""The address of requests, and what each of their pages knows."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from flask import Blueprint

from app.areas.persons.queries import PersonValue, person_of
from app.areas.privacy.copy_words import STEPS
from app.areas.privacy.queries import RequestValue, request_of
from app.areas.privacy.rules import ASKERS, OBJECTS, OUTCOMES, REFUSALS, RIGHTS
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.directory.structure import zone_of
from app.gate.directory.team import Member, names_of
from app.ground import clock
from app.ground.errors import NotFound, Refused
from app.ground.house import House, current_house

blueprint = Blueprint("privacy", __name__, url_prefix="/bureau")
REQUEST, ANSWER, COPY = "rights.request", "rights.answer", "rights.copy"

STATES = {
    "asked": "En attente",
    "making": "En préparation",
    "ready": "Prête",
    "handed": "Remise",
    "failed": "N’a pas pu être faite : demandez-la de nouveau",
    "stale": "Arrêtée : un élément à relire est arrivé depuis",
    "expired": "N’est plus gardée",
}


@blueprint.context_processor
def _words() -> dict[str, object]:
    return {
        "rights_words": RIGHTS,
        "rights_askers": ASKERS,
        "rights_objects": OBJECTS,
        "rights_outcomes": OUTCOMES,
        "rights_refusals": REFUSALS,
        "rights_steps": STEPS,
        "copy_states": STATES,
    }


@dataclass(frozen=True, slots=True)
class Desk:
    """Who reads, of which home, now."""

    actor: Actor
    house: House
    now: datetime
    today: date
    staff: dict[uuid.UUID, Member]

    @property
    def home(self) -> uuid.UUID:
        return self.actor.establishment_id


def desk(permission: str = REQUEST) -> Desk:
    """Whoever is signed in and holds `permission`. Raises Refused."""
    actor, house, now = require(permission), current_house(), clock.now()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return Desk(actor, house, now, now.astimezone(zone).date(), staff)


def reached(
    request_id: uuid.UUID, permission: str = REQUEST
) -> tuple[Desk, RequestValue, PersonValue]:
    """A request about somebody the reader may know of. Raises NotFound."""
    try:
        of = desk(permission)
        with of.house.database.read() as session:
            asked = request_of(session, of.house.vault, of.home, request_id)
            person = person_of(session, of.house, of.home, asked.person_id)
        require(permission, Subject(of.home, person.unit_id))
    except Refused as refusal:
        raise NotFound() from refusal
    return of, asked, person
