"""/bureau/personnes: the list. A search comes by POST: names have no place in an address."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from flask import render_template, request

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.persons.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import units_of
from app.ground import clock
from app.ground.folding import fold, held_by
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id

SORTS: dict[str, Callable[[PersonValue], object]] = {
    "chambre": lambda person: (person.walk, fold(person.listed_name)),
    "nom": lambda person: fold(person.listed_name),
    "age": lambda person: (person.born_on is None, person.born_on or date.min),
    "entree": lambda person: person.admitted_at,
}
STATES = {"": "Accompagnées", "absentes": "Absentes en ce moment", "sorties": "Sorties"}
BROKEN = {"illisibles": "Fiches illisibles"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, and the search that came with the form."""

    state: str
    sort: str
    unit_id: uuid.UUID | None
    is_roomless: bool
    query: str
    holds: Callable[[str], bool]

    def keeps(self, person: PersonValue) -> bool:
        return (
            self.unit_id in (None, person.unit_id)
            and (self.state != "absentes" or person.presence != "present")
            and (self.state != "illisibles" or person.is_broken)
            and (not self.is_roomless or person.room_id is None)
            and self.holds(person.searched)
        )


@page(blueprint, "/personnes", "person.read")
def index() -> str:
    actor, house, wanted = require("person.read"), current_house(), _wanted()
    record_once(house.database, "person.listed", actor=actor, now=clock.now())
    home, left = actor.establishment_id, wanted.state == "sorties"
    with house.database.read() as session:
        everybody = persons_of(session, house, home, unit_ids=actor.unit_ids, left=left)
        units = [unit for unit in units_of(session, home) if actor.covers(unit.id)]
    states = STATES | BROKEN if any(one.is_broken for one in everybody) else STATES
    shown = [person for person in everybody if wanted.keeps(person)]
    return render_template(
        "office/persons.html",
        persons=sorted(shown, key=SORTS[wanted.sort]),  # type: ignore[arg-type]
        total=len(everybody),
        sees_all=actor.unit_ids is None,
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        states=states,
        wanted=wanted,
    )


def _wanted() -> Wanted:
    query = request.form.get("q", "")
    return Wanted(
        state=asked_choice("etat", STATES | BROKEN),
        sort=asked_choice("tri", SORTS) or "chambre",
        unit_id=asked_id("unite"),
        is_roomless=request.args.get("chambre") == "sans",
        query=query,
        holds=held_by(query),
    )
