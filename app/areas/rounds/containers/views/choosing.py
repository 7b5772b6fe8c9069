"""What is left to prepare in a unit over some days: who, how many doses, in which containers."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.rounds.containers.offering import Choice, offered
from app.areas.rounds.containers.views.blueprint import PREPARE, blueprint, days_asked, desk
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of
from app.ground.pages.asked import asked_id


@dataclass(frozen=True, slots=True)
class Left:
    """What is due to somebody: doses that wait to be prepared, those that are prepared, those that never are."""

    person: PersonValue
    free: int
    prepared: int
    apart: int


@reading(blueprint, "/preparer", PREPARE)
def choosing() -> str:
    of = desk()
    days = days_asked(of)
    with of.house.database.read() as session:
        units = [unit for unit in units_of(session, of.home) if of.actor.covers(unit.id)]
        unit_id = asked_id("unite") or (units[0].id if units else None)
        everybody = persons_of(session, of.house, of.home, unit_ids=of.actor.unit_ids)
        persons = [one for one in everybody if one.unit_id == unit_id]
        due = offered(session, of.house, [one.id for one in persons], days.since, days.until)
    record_once(of.house.database, "person.listed", actor=of.actor, now=of.now)
    rows = [_left(one, due[one.id]) for one in persons]
    return render_template(
        "office/containers/choosing.html",
        rows=[row for row in rows if row.free or row.prepared],
        without=[row.person for row in rows if not (row.free or row.prepared)],
        units=[(str(unit.id), unit.name) for unit in units],
        unit_id=unit_id,
        days=days,
        today=of.today,
    )


def _left(person: PersonValue, choices: list[Choice]) -> Left:
    free = sum(one.is_free for one in choices)
    held = sum(one.held_by is not None for one in choices)
    return Left(person, free, held, len(choices) - free - held)
