"""A person's stay: room and unit, absences, departure."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.persons.commands import come_back, leave, move, set_presence
from app.areas.persons.forms import LeavingForm, PlaceForm
from app.areas.persons.identity import PRESENCES
from app.areas.persons.views.admission import offer_places
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.auth.routes import button, page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.moments import during
from app.ground.pages.undo import press, say


@page(blueprint, "/personnes/<uuid:person_id>/chambre", "person.manage")
def place(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, "person.manage")
    form = PlaceForm.over({"unit_id": person.unit_id, "room_id": person.room_id})
    offer_places(actor, form)
    if form.carry(
        lambda session: move(
            session, actor, person_id, **form.values, seen=form.seen.data, now=clock.now()
        )
    ):
        say("Changement noté : les tablettes suivent.")
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("office/place.html", person=person, form=form), form.status


@button(blueprint, "/personnes/<uuid:person_id>/presence", "absence.write")
def presence(person_id: uuid.UUID) -> Response:
    actor, person = reached(person_id, "absence.write")
    wanted = request.form.get("presence", "")
    return press(
        lambda session: set_presence(session, actor, person_id, wanted, now=clock.now()),
        back=url_for("persons.person", person_id=person_id),
        said=f"Noté : {PRESENCES.get(wanted, '').lower()}.",
        undo=url_for("persons.presence", person_id=person_id),
        fields=lambda _row: {"presence": person.presence},
    )


@page(blueprint, "/personnes/<uuid:person_id>/sortie", "person.manage")
def leaving(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, "person.manage")
    with current_house().database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    now = clock.now()
    form = LeavingForm(data={"left_on": now.astimezone(zone).date()})
    if form.carry(
        lambda session: leave(
            session, actor, person_id, left_at=during(form.left_on.data, now, zone), now=now
        )
    ):
        undo = url_for("persons.returning", person_id=person_id)
        say("Sortie notée : les tablettes oublient cette personne.", undo=undo)
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("office/leaving.html", person=person, form=form), form.status


@button(blueprint, "/personnes/<uuid:person_id>/retour", "person.manage")
def returning(person_id: uuid.UUID) -> Response:
    actor, _person = reached(person_id, "person.manage")
    return press(
        lambda session: come_back(session, actor, person_id, now=clock.now()),
        back=url_for("persons.person", person_id=person_id),
        said="Sortie annulée : la personne est de nouveau dans son unité.",
    )
