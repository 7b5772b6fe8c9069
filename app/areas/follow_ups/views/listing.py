"""/bureau/a-faire: what remains to be done in the actor's units, overdue first. A search comes by POST."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request

from app.areas.follow_ups.queries import FollowUpValue, closed_ones, open_ones
from app.areas.follow_ups.views.blueprint import REVIEW, blueprint
from app.areas.follow_ups.views.wording import Spoken
from app.areas.persons.queries import PersonValue, persons_of
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.policy import ROLES, allows
from app.gate.auth.routes import page
from app.gate.directory.structure import units_of, zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.folding import matches
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id
from app.ground.pages.paging import cut, page_number

PER_PAGE = 100
STATES = {
    "": "À faire",
    "retard": "En retard",
    "signales": "Sans réponse",
    "clos": "Clos depuis 7 jours",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the list."""

    one: FollowUpValue
    person: PersonValue

    @property
    def searched(self) -> str:
        told = (self.person.searched, self.one.what, self.one.label, self.one.kind.label)
        return " ".join(text for text in told if text)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for, and the search that came with the form."""

    state: str
    unit_id: uuid.UUID | None
    person_id: uuid.UUID | None
    role: str
    query: str

    def keeps(self, line: Line, now: datetime) -> bool:
        one, person = line.one, line.person
        return (
            self.unit_id in (None, person.unit_id)
            and self.person_id in (None, person.id)
            and self.role in ("", one.role)
            and (self.state != "retard" or one.due_at <= now)
            and (self.state != "signales" or (one.escalates_at or now) <= now)
            and matches(line.searched, self.query)
        )


@page(blueprint, "/a-faire", REVIEW)
def index() -> str:
    actor, house, wanted, now = require(REVIEW), current_house(), _wanted(), clock.now()
    home = actor.establishment_id
    record_once(house.database, "follow_up.listed", actor=actor, now=now)
    with house.database.read() as session:
        zone, staff = zone_of(session, home), names_of(session, house, home)
        units = [unit for unit in units_of(session, home) if actor.covers(unit.id)]
    here = _persons(actor)
    everything = _lines(actor, here, wanted.state == "clos", now)
    shown = [line for line in everything if wanted.keeps(line, now)]
    number = page_number(request.args.get("page"))
    start = (number - 1) * PER_PAGE
    return render_template(
        "office/follow_ups.html",
        page=cut(shown[start : start + PER_PAGE + 1], number, PER_PAGE),
        total=len(everything),
        late=sum(line.one.due_at <= now for line in everything),
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        roles={role: label for role, label in ROLES.items() if allows(role, "follow_up.write")},
        asked_about=here.get(wanted.person_id) if wanted.person_id else None,
        states=STATES,
        staff=staff,
        wanted=wanted,
        spoken=Spoken(now, zone),
    )


def _persons(actor: Actor) -> dict[uuid.UUID, PersonValue]:
    """Those who live in the actor's units."""
    house, home = current_house(), actor.establishment_id
    with house.database.read() as session:
        persons = persons_of(session, house, home, unit_ids=actor.unit_ids)
    return {person.id: person for person in persons}


def _lines(
    actor: Actor, here: dict[uuid.UUID, PersonValue], is_closed: bool, now: datetime
) -> list[Line]:
    """The follow-ups about them, in the order of the list."""
    house, home = current_house(), actor.establishment_id
    with house.database.read() as session:
        found = (
            closed_ones(session, house, home, now=now)
            if is_closed
            else open_ones(session, house, home)
        )
    return [Line(one, here[one.person_id]) for one in found if one.person_id in here]


def _wanted() -> Wanted:
    return Wanted(
        state=asked_choice("etat", STATES),
        unit_id=asked_id("unite"),
        person_id=asked_id("personne"),
        role=asked_choice("metier", ROLES),
        query=request.form.get("q", ""),
    )
