"""/bureau/personnes/<id>: one person."""

from __future__ import annotations

import uuid

from flask import render_template

from app.areas.persons.identity import PRESENCES
from app.areas.persons.queries import absences_shown, marks_shown, movements_of
from app.areas.persons.values import MOVEMENTS
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth import emergency
from app.gate.auth.routes import reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house


@reading(blueprint, "/personnes/<uuid:person_id>", "person.read")
def person(person_id: uuid.UUID) -> str:
    actor, shown = reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "person.open", actor=actor, person_id=person_id, now=now)
    with house.database.read() as session:
        movements = movements_of(session, person_id)
        absences = absences_shown(session, house, person_id)
        marks = marks_shown(session, house, shown)
        staff = names_of(session, house, actor.establishment_id)
        emergencies = emergency.openings(
            session, house, actor.establishment_id, person_id=person_id, limit=5
        )
    return render_template(
        "office/person.html",
        person=shown,
        movements=movements,
        absences=[one for one in absences if one.state in ("planned", "ongoing")],
        marks=marks,
        emergencies=emergencies,
        staff=staff,
        kinds=MOVEMENTS,
        presences=PRESENCES,
    )
