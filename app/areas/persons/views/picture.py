"""A person's picture."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.commands import remove_picture, set_picture
from app.areas.persons.forms import PictureForm
from app.areas.persons.models import Picture
from app.areas.persons.pictures import BYTES_LIMIT
from app.areas.persons.queries import picture_of
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.auth.access import MIB
from app.gate.auth.actor import Actor
from app.gate.auth.routes import button, page, reading
from app.ground import clock
from app.ground.errors import Invalid, NotFound
from app.ground.house import current_house
from app.ground.pages.undo import press, say


@reading(blueprint, "/personnes/<uuid:person_id>/photo", "person.read")
def picture(person_id: uuid.UUID) -> Response:
    reached(person_id)
    with current_house().database.read() as session:
        image = picture_of(session, current_house(), person_id)
    if image is None:
        raise NotFound()
    return Response(image, mimetype="image/webp")


@page(
    blueprint,
    "/personnes/<uuid:person_id>/photo/changer",
    "person.manage",
    body_limit=BYTES_LIMIT + MIB,
)
def picture_changing(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, "person.manage")
    form = PictureForm()
    if form.carry(lambda session: _keep(session, actor, person_id, form)):
        say("Photo enregistrée.")
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("office/picture.html", person=person, form=form), form.status


def _keep(session: Session, actor: Actor, person_id: uuid.UUID, form: PictureForm) -> Picture:
    upload = form.picture.data
    if not upload:
        raise Invalid({"picture": "Choisissez une photo."})
    return set_picture(
        session,
        current_house(),
        actor,
        person_id,
        upload.read(BYTES_LIMIT + 1),
        consent=form.consent.data or "",
        now=clock.now(),
    )


@button(blueprint, "/personnes/<uuid:person_id>/photo/retirer", "person.manage")
def picture_removing(person_id: uuid.UUID) -> Response:
    actor, _person = reached(person_id, "person.manage")
    return press(
        lambda session: remove_picture(session, actor, person_id, now=clock.now()),
        back=url_for("persons.person", person_id=person_id),
        said="Photo retirée.",
    )
