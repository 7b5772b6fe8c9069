"""The open wounds of the reader's units, what waits first; the wounds of one person."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.wounds.queries import open_wounds, wounds_of
from app.areas.wounds.telling_nurses import USUAL_DAYS
from app.areas.wounds.values import WoundValue
from app.areas.wounds.views.blueprint import READ, blueprint, reached_person
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_id


@dataclass(frozen=True, slots=True)
class Line:
    """One wound in a list: when it is to be assessed, and whether that is past."""

    wound: WoundValue
    due_at: datetime
    is_late: bool
    person: PersonValue | None = None


@reading(blueprint, "/plaies", READ)
def index() -> str:
    actor, house, now = require(READ), current_house(), clock.now()
    unit_id = asked_id("unite")
    record_once(house.database, "person.listed", actor=actor, now=now)
    with house.database.read() as session:
        everybody = persons_of(session, house, actor.establishment_id, unit_ids=actor.unit_ids)
        here = {one.id: one for one in everybody if unit_id in (None, one.unit_id)}
        units = [
            unit for unit in units_of(session, actor.establishment_id) if actor.covers(unit.id)
        ]
        found = open_wounds(session, house.vault, actor.establishment_id, list(here))
    lines = sorted(
        (line_of(one, now, here[one.person_id]) for one in found), key=lambda line: line.due_at
    )
    return render_template(
        "office/wounds/list.html",
        lines=lines,
        late=sum(line.is_late for line in lines),
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        unit_id=unit_id,
    )


@reading(blueprint, "/personnes/<uuid:person_id>/plaies", READ)
def of_person(person_id: uuid.UUID) -> str:
    desk = reached_person(person_id)
    house = desk.house
    record_once(house.database, "person.open", actor=desk.actor, person_id=person_id, now=desk.now)
    with house.database.read() as session:
        found = wounds_of(session, house.vault, desk.actor.establishment_id, person_id)
    return render_template(
        "office/wounds/person.html",
        desk=desk,
        person=desk.person,
        lines=[line_of(one, desk.now) for one in found if not one.closed_at],
        closed=[one for one in found if one.closed_at],
    )


def line_of(wound: WoundValue, now: datetime, person: PersonValue | None = None) -> Line:
    """A wound nobody assessed is due since it was opened."""
    last = wound.assessments[-1] if wound.assessments else None
    opening = wound.opening
    since = last.taken_at if last else opening.taken_at if opening else now
    days = (last.said.get("next_days") or USUAL_DAYS) if last else 0
    due_at = since + timedelta(days=days)
    return Line(wound, due_at, is_late=due_at < now, person=person)
