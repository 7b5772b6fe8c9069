"""/bureau/acces/personnes: who opened a person's file, to be told to them or to their representative."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.oversight.forms import WhoseForm
from app.areas.oversight.queries import MOST, openings_of_person
from app.areas.oversight.views.blueprint import READ, blueprint
from app.areas.persons.queries import persons_of, same_person, unit_of
from app.gate.audit.once import record_once
from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page, reading
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_day
from app.ground.pages.moments import start_of


@page(blueprint, "/acces/personne", READ)
def whose() -> Response | tuple[str, int]:
    actor, form = require(READ), WhoseForm()
    if form.validate_on_submit():
        if (found := _look_up(actor, form)) is not None:
            return redirect(url_for("oversight.of_person", person_id=found))
        form.refuse("family_name", "Personne n’est connu ici sous cette identité exacte.")
    return render_template("oversight/whose.html", form=form), form.status


@reading(blueprint, "/acces/personnes/<uuid:person_id>", READ)
def of_person(person_id: uuid.UUID) -> str:
    actor, house = require(READ), current_house()
    home = actor.establishment_id
    since, until = asked_day("du"), asked_day("au")
    with house.database.read() as session:
        unit_of(session, home, person_id)  # of this home, or not found
    record_once(house.database, "audit.read", actor=actor, person_id=person_id, now=clock.now())
    with house.database.read() as session:
        zone = zone_of(session, home)
        seen = openings_of_person(
            session,
            house,
            home,
            person_id,
            since=start_of(since, zone) if since else None,
            until=start_of(until + timedelta(days=1), zone) if until else None,
        )
    return render_template(
        "oversight/of_person.html",
        seen=seen,
        person_id=person_id,
        since=since,
        until=until,
        most=MOST,
    )


def _look_up(actor: Actor, form: WhoseForm) -> uuid.UUID | None:
    """A search by identity is told to the trail, found or not, as any other."""
    house, home = current_house(), actor.establishment_id
    assert form.born_on.data is not None
    with house.database.write(tells=True) as session:
        everybody = [
            *persons_of(session, house, home),
            *persons_of(session, house, home, left=True),
        ]
        names = form.family_name.data or "", form.given_name.data or ""
        found = same_person(everybody, *names, form.born_on.data)
        person_id = found.id if found else None
        record(session, "person.looked_up", at=clock.now(), actor=actor, person_id=person_id)
    return person_id
