"""/bureau/personnes/admettre."""

from __future__ import annotations

import uuid
from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.commands import admit
from app.areas.persons.forms import AdmissionForm
from app.areas.persons.models import Person
from app.areas.persons.queries import persons_of
from app.areas.persons.views.blueprint import blueprint
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import rooms_of, units_of, zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_id
from app.ground.pages.fields import choices
from app.ground.pages.moments import during
from app.ground.pages.undo import say


@page(blueprint, "/personnes/admettre", "person.manage")
def admission() -> Response | tuple[str, int]:
    actor = require("person.manage")
    with current_house().database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    today = clock.now().astimezone(zone).date()
    form = AdmissionForm(data={"admitted_on": today, "unit_id": asked_id("unite")})
    offer_places(actor, form)
    if form.carry(lambda session: _admit(session, actor, form, zone)):
        say("Personne admise : complétez ce qu’il faut savoir d’elle tout de suite.")
        return redirect(url_for("persons.person", person_id=form.outcome.id))
    return render_template("office/admission.html", form=form), form.status


def _admit(session: Session, actor: Actor, form: AdmissionForm, zone: ZoneInfo) -> Person:
    now = clock.now()
    return admit(
        session,
        current_house(),
        actor,
        form.identity,
        unit_id=form.unit_id.data,
        room_id=form.room_id.data,
        admitted_at=during(form.admitted_on.data, now, zone),
        is_someone_else=form.is_someone_else.data,
        now=now,
    )


def offer_places(actor: Actor, form: Any) -> None:
    """Fills the choices of unit and room; a room says who lives there, to those who may know."""
    home = actor.establishment_id
    with current_house().database.read() as session:
        units = units_of(session, home)
        rooms = rooms_of(session, home)
        there: dict[uuid.UUID, list[str]] = defaultdict(list)
        for person in persons_of(session, current_house(), home, unit_ids=actor.unit_ids):
            if person.room_id:
                there[person.room_id].append(person.name)
    form.unit_id.choices = choices(((unit.id, unit.name) for unit in units), first="Choisir…")
    form.room_id.choices = choices((), first="Aucune, ou pas encore")
    for unit in units:
        own = [room for room in rooms if room.unit_id == unit.id]
        named = ((room.id, f"{room.name} · {_who(there[room.id])}") for room in own)
        form.room_id.choices += choices(named, group=unit.name)


def _who(names: list[str]) -> str:
    return ", ".join(names) if names else "libre"
