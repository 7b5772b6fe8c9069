"""/bureau/personnes: the list. A search comes by POST: names have no place in an address."""

from __future__ import annotations

from collections.abc import Callable

from flask import render_template, request

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.persons.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import units_of
from app.ground import clock
from app.ground.folding import fold, matches
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id

SORTS: dict[str, Callable[[PersonValue], object]] = {
    "chambre": lambda person: (person.walk, fold(person.listed_name)),
    "nom": lambda person: fold(person.listed_name),
    "age": lambda person: person.born_on,
    "entree": lambda person: person.admitted_at,
}
STATES = {"": "Accompagnées", "absentes": "Absentes en ce moment", "sorties": "Sorties"}


@page(blueprint, "/personnes", "person.read")
def index() -> str:
    actor, house, now = require("person.read"), current_house(), clock.now()
    record_once(house.database, "person.listed", actor=actor, now=now)
    state, sort = asked_choice("etat", STATES), asked_choice("tri", SORTS) or "chambre"
    unit_id, query = asked_id("unite"), request.form.get("q", "")
    home = actor.establishment_id
    with house.database.read() as session:
        everybody = persons_of(
            session, house, home, unit_ids=actor.unit_ids, left=state == "sorties"
        )
        units = [unit for unit in units_of(session, home) if actor.covers(unit.id)]
    homeless = request.args.get("chambre") == "sans"
    shown = [
        person
        for person in everybody
        if (unit_id is None or person.unit_id == unit_id)
        and (state != "absentes" or person.presence != "present")
        and (not homeless or person.room_id is None)
        and matches(person.searched, query)
    ]
    return render_template(
        "office/persons.html",
        persons=sorted(shown, key=SORTS[sort]),  # type: ignore[arg-type]
        total=len(everybody),
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        unit_id=unit_id,
        state=state,
        states=STATES,
        sort=sort,
        homeless=homeless,
        query=query,
    )
