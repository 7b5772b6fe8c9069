"""The measures of a person, by kind; the period and the kind stay in the address."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import render_template

from app.areas.marks.queries import marks_beside
from app.areas.observations import thresholds
from app.areas.observations.marked import PLACE
from app.areas.observations.queries import latest, observations_of
from app.areas.observations.views.blueprint import READ, blueprint, reached
from app.areas.observations.views.clearance import clearance_words
from app.areas.observations.views.tables import tables
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice
from transmissions.observations import BY_NAME

PERIODS = {"30": "30 jours", "": "3 mois", "365": "1 an", "tout": "Tout"}
_USUAL = 92


@reading(blueprint, "/personnes/<uuid:person_id>/mesures", READ)
def measures(person_id: uuid.UUID) -> str:
    actor, person = reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "person.open", actor=actor, person_id=person_id, now=now)
    period, only = asked_choice("periode", PERIODS), asked_choice("sorte", BY_NAME)
    since = None if period == "tout" else now - timedelta(days=int(period or _USUAL))
    home, vault = actor.establishment_id, house.vault
    with house.database.read() as session:
        found = observations_of(
            session, vault, home, person_id, since=since, reader_id=actor.staff_id
        )
        shown = {one.id: [one.id, *(each.id for each in one.older)] for one in found}
        marks = marks_beside(session, vault, PLACE, shown)
        holding = thresholds.holding(session, vault, home, person_id)
        staff = names_of(session, house, home)
        last = latest(session, vault, [person_id], ("creatinine", "weight"))
        zone = zone_of(session, home)
    return render_template(
        "office/observations/measures.html",
        person=person,
        tables=tables(found, holding, only),
        kinds=[
            (kind, BY_NAME[kind].label) for kind in BY_NAME if any(o.kind == kind for o in found)
        ],
        period=period,
        only=only,
        periods=PERIODS,
        staff=staff,
        marks=marks,
        clearance=clearance_words(person, last.get(person_id, {}), zone),
    )
