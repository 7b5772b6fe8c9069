"""/bureau/acces-exceptionnel: a file outside one's assignments, when it cannot wait; and who reads why afterwards."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.forms import EmergencyForm
from app.areas.persons.lookups import find_by_identity
from app.areas.persons.queries import person_of
from app.areas.persons.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.audit.record import record
from app.gate.auth import confirming, emergency, rates
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import may
from app.gate.auth.routes import button, page, reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.pages.undo import press, say


@page(blueprint, "/acces-exceptionnel", "emergency.open")
def opening_in_emergency() -> Response | tuple[str, int]:
    """Whoever needs it knows whom they are looking for: names are not browsed here either."""
    actor, form = require("emergency.open"), EmergencyForm()
    if form.is_submitted():
        _note_search(actor, form)
    if form.carry(lambda session: _open(session, actor, form)):
        minutes = int(emergency.LASTS.total_seconds() // 60)
        say(f"Dossier ouvert pour {minutes} minutes. Le motif sera relu.")
        return redirect(url_for("persons.person", person_id=form.outcome))
    return render_template("office/emergency.html", form=form), form.status


def _note_search(actor: Actor, form: EmergencyForm) -> None:
    """The answer says whether somebody lives here: each question is counted and told, whatever comes of it."""
    house, now = current_house(), clock.now()
    rates.spend(house.database, rates.EMERGENCIES, str(actor.staff_id), now=now)
    with house.database.write() as session:
        person_id = _named(session, actor, form)
        record(session, "person.looked_up", at=now, actor=actor, person_id=person_id)


def _named(session: Session, actor: Actor, form: EmergencyForm) -> uuid.UUID | None:
    if form.born_on.data is None:
        return None
    return find_by_identity(
        session,
        current_house(),
        actor.establishment_id,
        family_name=form.family_name.data,
        given_name=form.given_name.data,
        born_on=form.born_on.data,
    )


def _open(session: Session, actor: Actor, form: EmergencyForm) -> uuid.UUID:
    house, now, home = current_house(), clock.now(), actor.establishment_id
    person_id = _named(session, actor, form)
    person = person_of(session, house, home, person_id) if person_id else None
    if person is None or person.unit_id is None:
        raise Invalid({"family_name": "Personne n’est accompagné ici sous cette identité exacte."})
    if may(actor, "person.read", Subject(home, person.unit_id)):
        return person.id  # no emergency is needed for one's own unit
    emergency.open_file(session, house, actor, person.id, form.reason.data or "", now=now)
    confirming.demand(
        session, actor, f"Ouvrir en urgence le dossier de {person.name}, hors de vos affectations"
    )
    return person.id


@button(blueprint, "/acces-exceptionnel/<uuid:person_id>/terminer", "emergency.open")
def ending_emergency(person_id: uuid.UUID) -> Response:
    actor = require("emergency.open")
    return press(
        lambda session: emergency.end(session, actor, person_id, now=clock.now()),
        back=url_for("persons.index"),
        said="Accès exceptionnel terminé.",
    )


@reading(blueprint, "/acces-exceptionnels", "emergency.review")
def emergencies() -> str:
    actor, house, now = require("emergency.review"), current_house(), clock.now()
    record_once(house.database, "emergency.listed", actor=actor, now=now)
    with house.database.read() as session:
        found = emergency.openings(session, house, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    return render_template(
        "office/emergencies.html", openings=found, staff=staff, me_id=actor.staff_id, now=now
    )


@button(blueprint, "/acces-exceptionnels/<uuid:access_id>/relu", "emergency.review")
def reviewing_emergency(access_id: uuid.UUID) -> Response:
    actor = require("emergency.review")
    return press(
        lambda session: emergency.review(session, actor, access_id, now=clock.now()),
        back=url_for("persons.emergencies"),
        said="Noté : accès relu.",
    )
