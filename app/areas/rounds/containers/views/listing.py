"""Every container of the actor's units: those in question first, then those prepared, then the empty ones."""

from __future__ import annotations

from flask import render_template

from app.areas.persons.queries import persons_of
from app.areas.rounds.containers.queries import containers_of
from app.areas.rounds.containers.values import ContainerValue
from app.areas.rounds.containers.views.blueprint import PREPARE, STATES, blueprint, desk
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of
from app.ground.pages.asked import asked_choice, asked_id

FILTERS = {
    "": "Tous",
    "non-conformes": "Non conformes",
    "prepares": "Préparés",
    "vides": "Vides",
    "perdus": "Étiquette perdue",
}
_STATE = {"non-conformes": "non_conform", "prepares": "prepared", "vides": "empty"}
_ORDER = ("non_conform", "prepared", "empty")


@reading(blueprint, "", PREPARE)
def index() -> str:
    of, state, unit_id = desk(), asked_choice("etat", FILTERS), asked_id("unite")
    with of.house.database.read() as session:
        everybody = persons_of(session, of.house, of.home, unit_ids=of.actor.unit_ids)
        units = [unit for unit in units_of(session, of.home) if of.actor.covers(unit.id)]
        persons = {one.id: one for one in everybody if unit_id in (None, one.unit_id)}
        everything = containers_of(session, of.house.vault, persons, lost=True)
    record_once(of.house.database, "person.listed", actor=of.actor, now=of.now)
    rank = {person: number for number, person in enumerate(persons)}

    def place(one: ContainerValue) -> tuple[int, int, str]:
        return _ORDER.index(one.state), rank[one.person_id], one.name

    return render_template(
        "office/containers/list.html",
        containers=sorted((one for one in everything if _keeps(one, state)), key=place),
        in_question=sum(one.state == "non_conform" and not one.lost_at for one in everything),
        total=len(everything),
        persons=persons,
        staff=of.staff,
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        unit_id=unit_id,
        state=state,
        filters=FILTERS,
        states=STATES,
        now=of.now,
    )


def _keeps(one: ContainerValue, state: str) -> bool:
    if state == "perdus" or one.lost_at is not None:
        return state == "perdus" and one.lost_at is not None
    return not state or one.state == _STATE[state]
