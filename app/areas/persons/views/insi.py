"""Handing over the answer of the INSi service about one person."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask_wtf.file import FileField
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import TextAreaField

from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.receiving import receive_answer
from app.areas.persons.insi import BYTES, read_answer
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.auth.access import MIB
from app.gate.auth.actor import Actor
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.forms import Form
from app.ground.pages.undo import say

WRITE = "file.write_admin"


class InsiForm(Form):
    """The answer, as a file or pasted."""

    file = FileField("Fichier de la réponse")
    answer = TextAreaField("Ou la réponse, collée ici")


@page(blueprint, "/personnes/<uuid:person_id>/administratif/insi", WRITE, body_limit=MIB)
def insi_answer(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, WRITE)
    form = InsiForm()
    if form.carry(lambda session: _receive(session, actor, person_id, form)):
        say("Réponse enregistrée : le statut de l’identité en tient compte.")
        return redirect(url_for("persons.file_admin", person_id=person_id))
    return render_template("office/file/insi.html", person=person, form=form), form.status


def _receive(session: Session, actor: Actor, person_id: uuid.UUID, form: InsiForm) -> PersonFact:
    house, now = current_house(), clock.now()
    if form.file.data:
        data: bytes = form.file.data.read(BYTES + 1)
    else:
        data = (form.answer.data or "").strip().encode("utf-8", "replace")
    today = now.astimezone(zone_of(session, actor.establishment_id)).date()
    answer = read_answer(data, today)
    return receive_answer(session, house.vault, actor, person_id, answer, now=now)
