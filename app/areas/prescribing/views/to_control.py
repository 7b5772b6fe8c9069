"""/bureau/traitements: what waits in the actor's units, the deadline first: paper, controls, orders, INR."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import render_template
from sqlalchemy.orm import Session

from app.areas.documents.queries import documents_of
from app.areas.medical.queries import restrictions_of, settings_of
from app.areas.persons.queries import PersonValue, persons_of
from app.areas.prescribing import queries, waiting
from app.areas.prescribing.transcribing.queries import to_transcribe
from app.areas.prescribing.values import Version
from app.areas.prescribing.views.blueprint import READ, blueprint
from app.areas.prescribing.views.saying import Said, said
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of, zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import House, current_house
from app.ground.pages.asked import asked_id
from medication.giving_mode import Restriction


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that waits, and whose it is."""

    version: Version
    person: PersonValue
    said: Said | None


@reading(blueprint, "/traitements", READ)
def to_control() -> str:
    actor, house, now = require(READ), current_house(), clock.now()
    home, wanted = actor.establishment_id, asked_id("unite")
    record_once(house.database, "treatment.listed", actor=actor, now=now)
    with house.database.read() as session:
        zone, settings = zone_of(session, home), settings_of(session, home)
        units = [unit for unit in units_of(session, home) if actor.covers(unit.id)]
        everybody = persons_of(session, house, home, unit_ids=actor.unit_ids)
        here = {one.id: one for one in everybody if wanted in (None, one.unit_id)}
        today = now.astimezone(zone).date()
        uncontrolled = queries.to_control(session, house, home, unit_ids=actor.unit_ids, now=now)
        unsigned = waiting.unsigned(session, house, here, now=now)
        inr = waiting.inr_controls(session, house, here, now=now, today=today)
        staff = names_of(session, house, home)
        papers, begun = to_transcribe(session, house, actor, here.keys(), now=now)
        readable = _readable(session, house, actor, uncontrolled)
        ids = {one.person_id for one in (*uncontrolled, *unsigned)}
        limits = restrictions_of(session, house.vault, ids)

    def told(versions: list[Version]) -> list[Waiting]:
        return [_waiting(one, here, today, limits) for one in versions if one.person_id in here]

    return render_template(
        "office/prescribing/to_control.html",
        uncontrolled=told(uncontrolled),
        unsigned=told(unsigned),
        inr=[(each, here[each.version.person_id]) for each in inr],
        papers=[(each, here[each.person_id]) for each in papers],
        begun=[(each, here[each.copying.person_id]) for each in begun],
        units=[("", "Toutes les unités"), *((str(unit.id), unit.name) for unit in units)],
        wanted=wanted,
        readable=readable,
        control_hours=settings.control_hours,
        now=now,
        me=actor.staff_id,
        staff=staff,
    )


def _readable(
    session: Session, house: House, actor: Actor, versions: Iterable[Version]
) -> set[uuid.UUID]:
    """The documents that these lines were copied from and that the actor may read: lines of one are read together."""
    named = {one.document_id: one.person_id for one in versions if one.document_id}
    shown = documents_of(session, house.vault, actor, set(named.values())) if named else []
    return {one.id for one in shown if named.get(one.id) == one.person_id and one.pages}


def _waiting(
    one: Version,
    here: dict[uuid.UUID, PersonValue],
    today: date,
    limits: dict[uuid.UUID, Restriction],
) -> Waiting:
    told = said(one.line, today, limits.get(one.person_id)) if one.line else None
    return Waiting(one, here[one.person_id], told)
