"""The rights of one person: what was asked for them, what stands beside their entries, what is limited to a few."""

from __future__ import annotations

import uuid

from flask import render_template

from app.areas.marks.queries import PLACES, marks_of
from app.areas.persons.queries import person_of
from app.areas.privacy.queries import requests_about
from app.areas.privacy.views.blueprint import REQUEST, blueprint, desk
from app.gate.audit.once import record_once
from app.gate.auth.actor import Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.ground.errors import NotFound, Refused


@reading(blueprint, "/personnes/<uuid:person_id>/droits", REQUEST)
def of_person(person_id: uuid.UUID) -> str:
    """Of marks, how many and where: their words are read beside the entries, by those who read these."""
    of = desk()
    with of.house.database.read() as session:
        person = person_of(session, of.house, of.home, person_id)
        asked = requests_about(session, of.house.vault, of.home, person_id)
        marks = marks_of(session, of.house.vault, person_id)
    try:
        require(REQUEST, Subject(of.home, person.unit_id))
    except Refused as refusal:
        raise NotFound() from refusal
    record_once(of.house.database, "rights.listed", actor=of.actor, person_id=person_id, now=of.now)
    return render_template(
        "privacy/person.html",
        person=person,
        asked=asked,
        limits=[one for one in marks if one.kind == "limitation" and one.lifted_at is None],
        said=sum(one.kind != "limitation" for one in marks),
        places=PLACES,
        of=of,
    )
