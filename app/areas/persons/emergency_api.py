"""/api/v1/emergencies: whom a tablet may open in an emergency, and the files that stay open, for as long as they do.

Nothing of them goes into the feed of a unit, whose blocks a whole team shares: these rows are for one person's memory.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Annotated, Any

from flask import Blueprint, Response
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from app.areas.persons.queries import person_of, persons_of, same_person
from app.areas.persons.values import PersonValue
from app.gate.audit.once import record_once
from app.gate.audit.record import record
from app.gate.auth import bodies, emergency, presence, rates
from app.gate.auth.access import Access
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import may
from app.gate.auth.reads import Nothing
from app.gate.auth.routes import opening
from app.gate.directory.structure import zone_of
from app.gate.sync import pace
from app.gate.sync.answers import json_answer
from app.gate.sync.one_person import rows_of
from app.ground import clock
from app.ground.errors import Invalid, NotFound
from app.ground.folding import fold
from app.ground.house import House, current_house

blueprint = Blueprint("emergencies", __name__, url_prefix="/api/v1")
_opens = opening(blueprint)
_RIGHT = Access.session("emergency.open", on_device=True)
_Name = Annotated[str, Field(max_length=100)]


class Wanted(bodies.Body):
    """An exact name, with the birth date or the room."""

    family_name: _Name
    given_name: _Name
    born_on: Annotated[str, Field(max_length=10)] | None = None
    room: Annotated[str, Field(max_length=40)] | None = None


class Found(BaseModel):
    """Whoever bears that identity, as two traits tell them; null for nobody. `covered`: no emergency is needed."""

    now: str
    person: dict[str, Any] | None


class Open(BaseModel):
    """The files that stay open to whoever asks: rows as the feed tells them, and until when."""

    now: str
    accesses: list[dict[str, Any]]


@_opens(
    "POST",
    "/emergencies/search",
    _RIGHT,
    "Désigne une personne à ouvrir en urgence",
    reads=Wanted,
    answers=Found,
)
def emergency_search() -> Response:
    """Whoever needs it knows whom they look for: names are not browsed."""
    actor, house, now = require("emergency.open"), current_house(), clock.now()
    rates.spend(house.database, rates.EMERGENCIES, str(actor.staff_id), now=now)
    wanted = bodies.read(Wanted)
    with house.database.write() as session:
        person = _find(session, house, actor, wanted)
        about = person.id if person else None
        record(session, "person.looked_up", at=now, actor=actor, person_id=about)
    return json_answer({"now": clock.to_text(now), "person": _told(actor, person)})


@_opens("GET", "/emergencies", _RIGHT, "Les dossiers ouverts en urgence", answers=Open)
def open_emergencies() -> Response:
    """The rows of each, whole; what is over is no longer there."""
    actor, house, now = require("emergency.open"), current_house(), clock.now()
    pace.keep("emergencies", actor.session_id or actor.staff_id)
    with house.database.read() as session:
        running = presence.in_emergency(session, actor.staff_id, now)
        read = [
            _access(session, house, actor, person_id, until) for person_id, until in running.items()
        ]
    told = [access for access in read if access is not None]
    for access in told:
        person_id = uuid.UUID(access["person"])
        record_once(house.database, "person.open", actor=actor, person_id=person_id, now=now)
    return json_answer({"now": clock.to_text(now), "accesses": told})


@_opens(
    "POST",
    "/emergencies/<uuid:person_id>/end",
    _RIGHT,
    "Termine un accès en urgence avant l’heure",
    reads=Nothing,
    answers=Open,
)
def end_emergency(person_id: uuid.UUID) -> Response:
    actor, house, now = require("emergency.open"), current_house(), clock.now()
    bodies.read(Nothing)
    with house.database.write() as session:
        emergency.end(session, actor, person_id, now=now)
    return json_answer({"now": clock.to_text(now), "accesses": []})


def _find(session: Session, house: House, actor: Actor, wanted: Wanted) -> PersonValue | None:
    """Whoever lives there under that identity. Raises Invalid for what cannot be looked for."""
    born_on = _day(wanted.born_on) if wanted.born_on else None
    room = fold(wanted.room or "").strip()
    if born_on is None and not room:
        raise Invalid({"born_on": "Donnez la date de naissance, ou la chambre."})
    here = persons_of(session, house, actor.establishment_id)
    if born_on is None:
        here = [one for one in here if one.room and fold(one.room) == room]
    named = [
        one
        for one in here
        if one.born_on
        and same_person([one], wanted.family_name, wanted.given_name, born_on or one.born_on)
    ]
    return named[0] if len(named) == 1 else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Invalid({"born_on": "Donnez un jour : 1931-03-03, par exemple."}) from error


def _told(actor: Actor, person: PersonValue | None) -> dict[str, Any] | None:
    if person is None:
        return None
    subject = Subject(actor.establishment_id, person.unit_id)
    return {
        "id": str(person.id),
        "name": person.listed_name,
        "born_on": person.born_on.isoformat() if person.born_on else None,
        "unit": person.unit,
        "room": person.room,
        "covered": may(actor, "journal.read", subject),
    }


def _access(
    session: Session, house: House, actor: Actor, person_id: uuid.UUID, until: datetime
) -> dict[str, Any] | None:
    """The rows of one person; None for who has left since."""
    try:
        person = person_of(session, house, actor.establishment_id, person_id)
    except NotFound:
        return None
    if person.unit_id is None:
        return None
    rows = rows_of(
        session,
        house,
        actor.establishment_id,
        str(zone_of(session, actor.establishment_id)),
        person.unit_id,
        person_id,
        now=clock.now(),
    )
    return {
        "person": str(person_id),
        "unit": person.unit,
        "until": clock.to_text(until),
        "rows": rows,
    }
