"""/bureau/personnes/<id>/sante: what safety reads about one person, and all that was said before."""

from __future__ import annotations

import uuid

from flask import render_template

from app.areas.medical.facts import ALLERGY_KINDS, RESTRICTION_LEVELS, SEVERITIES, SWALLOWINGS
from app.areas.medical.views.blueprint import READ, blueprint, file_about, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house


@reading(blueprint, "/personnes/<uuid:person_id>/sante", READ)
def health(person_id: uuid.UUID) -> str:
    actor, person = reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "medical.open", actor=actor, person_id=person_id, now=now)
    with house.database.read() as session:
        staff = names_of(session, house, actor.establishment_id)
    return render_template(
        "office/medical/health.html",
        person=person,
        file=file_about(person),
        staff=staff,
        kinds=ALLERGY_KINDS,
        severities=SEVERITIES,
        swallowings=SWALLOWINGS,
        levels=RESTRICTION_LEVELS,
    )
