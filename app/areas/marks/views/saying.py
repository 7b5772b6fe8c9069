"""What is said beside an entry: read, and written down for whoever says it at a desk."""

from __future__ import annotations

import uuid
from typing import Final

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.marks.commands import Voice, add_statement, place_contest
from app.areas.marks.forms import SayingForm
from app.areas.marks.queries import marks_of
from app.areas.marks.views.blueprint import NOTE, blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import page, reading
from app.gate.directory.team import names_of
from app.ground.pages.undo import say

KINDS: Final = {
    "contestation": (place_contest, "Noter une contestation"),
    "declaration": (add_statement, "Ajouter une déclaration"),
}


@reading(blueprint, "/elements/<place>/<uuid:subject_id>", NOTE)
def beside(place: str, subject_id: uuid.UUID) -> str:
    of = reached(place, subject_id)
    record_once(
        of.house.database,
        "mark.opened",
        actor=of.actor,
        person_id=of.person.id,
        subject_id=of.subject.id,
        now=of.now,
    )
    with of.house.database.read() as session:
        found = marks_of(session, of.house.vault, of.person.id)
        staff = names_of(session, of.house, of.actor.establishment_id)
    marks = [one for one in found if (one.place, one.subject_id) == (place, of.subject.id)]
    return render_template("marks/beside.html", of=of, marks=marks[::-1], staff=staff)


@page(blueprint, "/elements/<place>/<uuid:subject_id>/contestation", NOTE)
def contesting(place: str, subject_id: uuid.UUID) -> Response | tuple[str, int]:
    return _saying(place, subject_id, "contestation")


@page(blueprint, "/elements/<place>/<uuid:subject_id>/declaration", NOTE)
def completing(place: str, subject_id: uuid.UUID) -> Response | tuple[str, int]:
    return _saying(place, subject_id, "declaration")


def _saying(place: str, subject_id: uuid.UUID, kind: str) -> Response | tuple[str, int]:
    of = reached(place, subject_id)
    form = SayingForm(data={"voice": "person", "name": of.person.name})
    command, heading = KINDS[kind]

    def write(session: Session) -> uuid.UUID:
        voice = Voice(form.voice.data or "", form.name.data or "", None, of.actor.staff_id)
        return command(
            session,
            of.house,
            of.actor.establishment_id,
            of.person.id,
            place,
            of.subject.id,
            form.text.data or "",
            voice=voice,
            actor=of.actor,
            now=of.now,
        )

    if form.carry(write):
        say("C’est noté à côté de l’élément, au bureau et sur les tablettes.")
        return redirect(url_for("marks.beside", place=place, subject_id=of.subject.id))
    shown = render_template("marks/saying.html", of=of, form=form, heading=heading, kind=kind)
    return shown, form.status
