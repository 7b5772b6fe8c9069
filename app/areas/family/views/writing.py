"""Writing news for relatives, sharing a document with them; validating, withdrawing."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents.queries import DocumentValue, document_of
from app.areas.family import commands, loading
from app.areas.family.commands import Words
from app.areas.family.forms import AppointmentForm, DocumentForm, NewsForm
from app.areas.family.queries import items_of
from app.areas.family.views.blueprint import (
    SHARE,
    VALIDATE,
    Desk,
    blueprint,
    reached_item,
    reached_person,
)
from app.areas.medical.queries import Appointment, appointments_of
from app.gate.auth.routes import button, page
from app.ground.errors import Invalid, NotFound
from app.ground.pages.undo import press, say

Answer = Response | tuple[str, int]
_AHEAD = timedelta(days=400)
_WAITS = "Proposé : les proches le verront une fois validé."


@page(blueprint, "/personnes/<uuid:person_id>/proches/nouvelle", SHARE)
def news(person_id: uuid.UUID) -> Answer:
    desk = reached_person(person_id, SHARE)
    form = NewsForm(data={"day_on": desk.today})
    if form.carry(lambda session: _flag(session, desk, form.to_words())):
        say(_WAITS)
        return redirect(url_for("family.of_person", person_id=person_id))
    return render_template("office/family/news.html", form=form, person=desk.person), form.status


@page(blueprint, "/personnes/<uuid:person_id>/proches/documents/<uuid:document_id>", SHARE)
def sharing(person_id: uuid.UUID, document_id: uuid.UUID) -> Answer:
    desk = reached_person(person_id, SHARE)
    with desk.house.database.read() as session:
        one = document_of(session, desk.house.vault, desk.actor, document_id)
    if one.person_id != person_id:
        raise NotFound()
    form = DocumentForm(data={"topic": "documents", "title": one.title or one.kind_label})
    if form.carry(lambda session: _flag(session, desk, _words(desk, one, form))):
        say(_WAITS)
        return redirect(url_for("family.of_person", person_id=person_id))
    shown = render_template("office/family/sharing.html", form=form, person=desk.person, one=one)
    return shown, form.status


@page(blueprint, "/personnes/<uuid:person_id>/proches/rendez-vous", SHARE)
def appointing(person_id: uuid.UUID) -> Answer:
    desk = reached_person(person_id, SHARE, "medical.read")
    with desk.house.database.read() as session:
        coming = _to_come(session, desk)
    form = AppointmentForm.offering(coming.values(), desk.zone)
    if form.carry(lambda session: _flag(session, desk, _of_file(session, desk, form))):
        say(_WAITS)
        return redirect(url_for("family.of_person", person_id=person_id))
    about = {"person": desk.person, "coming": coming}
    return render_template("office/family/appointing.html", form=form, **about), form.status


@button(blueprint, "/partages/<uuid:item_id>/valider", VALIDATE)
def validating(item_id: uuid.UUID) -> Response:
    desk = reached_item(item_id, VALIDATE)
    return press(
        lambda session: commands.validate(session, desk.actor, item_id, now=desk.now),
        back=url_for("family.of_person", person_id=desk.person.id),
        said="Validé : les proches à qui ce sujet est ouvert le voient.",
    )


@button(blueprint, "/partages/<uuid:item_id>/retirer", SHARE)
def withdrawing(item_id: uuid.UUID) -> Response:
    desk = reached_item(item_id, SHARE)
    return press(
        lambda session: commands.withdraw(session, desk.actor, item_id, now=desk.now),
        back=url_for("family.of_person", person_id=desk.person.id),
        said="Retiré : plus aucun proche ne le voit.",
    )


def _flag(session: Session, desk: Desk, words: Words) -> uuid.UUID:
    return commands.flag(session, desk.house, desk.actor, desk.person.id, words, now=desk.now)


def _to_come(session: Session, desk: Desk) -> dict[str, Appointment]:
    """The appointments of the file that are still to come and are not proposed yet, by id."""
    house, person_id = desk.house, desk.person.id
    until = desk.now + _AHEAD
    found = appointments_of(session, house.vault, [person_id], desk.now, until, desk.zone)
    proposed = {
        one.source_id
        for one in items_of(session, house, desk.actor.establishment_id, person_id)
        if one.withdrawn_at is None
    }
    return {str(one.id): one for one in found.get(person_id, ()) if one.id not in proposed}


def _of_file(session: Session, desk: Desk, form: AppointmentForm) -> Words:
    """Raises Invalid for one that is not, or no longer, to come."""
    one = _to_come(session, desk).get(form.source_id.data or "")
    if one is None:
        raise Invalid({"source_id": "Choisissez un rendez-vous."})
    day, title = one.at.astimezone(desk.zone).date(), form.title.data or one.what
    return Words("appointments", day, title, form.text.data or "", one.id, loading.about(one))


def _words(desk: Desk, one: DocumentValue, form: DocumentForm) -> Words:
    """Raises Invalid for a document that may not leave yet: to be filed, or not checked."""
    if not one.is_filed or one.state != "checked":
        raise Invalid({"topic": "Ce document se partage une fois vérifié et classé."})
    day = one.dated_on or one.captured_at.astimezone(desk.zone).date()
    return Words(form.topic.data or "", day, form.title.data or "", form.text.data or "", one.id)
