"""/bureau/personnes/…/deces: the day a person died, noted by whoever notes their departure."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.persons.queries import person_of
from app.areas.retention.deaths import deaths_of, note_death
from app.areas.retention.forms import DeathForm
from app.areas.retention.views.blueprint import blueprint, today_of
from app.gate.auth.actor import Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import say

_MANAGE = "person.manage"


@page(blueprint, "/personnes/<uuid:person_id>/deces", _MANAGE)
def death(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house = require(_MANAGE), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
        known = deaths_of(session, house.vault, actor.establishment_id).get(person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in ("person.read", _MANAGE):
        require(permission, Subject(actor.establishment_id, person.unit_id))
    form, today = DeathForm(data={"died_on": known}), today_of(actor)
    if form.carry(
        lambda session: note_death(
            session,
            house.vault,
            actor,
            person_id,
            form.died_on.data,
            today=today,
            now=clock.now(),
        )
    ):
        say("Jour du décès enregistré." if form.died_on.data else "Aucun décès n’est plus noté.")
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("retention/death.html", form=form, person=person), form.status
