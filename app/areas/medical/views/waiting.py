"""/bureau/sante/a-coder: allergies written in words, and persons of whom nobody said."""

from __future__ import annotations

from flask import render_template

from app.areas.medical.to_code import to_code
from app.areas.medical.views.blueprint import READ, blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id

STATES = {"": "Écrites en mots", "sans-reponse": "Sans réponse"}
_WHY = {"": "words", "sans-reponse": "unsaid"}


@reading(blueprint, "/sante/a-coder", READ)
def waiting() -> str:
    actor, house = require(READ), current_house()
    record_once(house.database, "medical.listed", actor=actor, now=clock.now())
    with house.database.read() as session:
        found = to_code(session, house, actor.establishment_id, unit_ids=actor.unit_ids)
        units = [one for one in units_of(session, actor.establishment_id) if actor.covers(one.id)]
    state, unit_id = asked_choice("etat", STATES), asked_id("unite")
    there = [one for one in found if unit_id in (None, one.person.unit_id)]
    return render_template(
        "office/medical/to_code.html",
        waiting=[one for one in there if one.why == _WHY[state]],
        counts={key: sum(one.why == why for one in there) for key, why in _WHY.items()},
        states=STATES,
        state=state,
        unit_id=unit_id,
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in units)],
    )
