"""Opening a wound, assessing it, answering about pictures, closing it: the forms of a desk."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.wounds import commands
from app.areas.wounds.forms import AssessForm, ClosingForm, ConsentForm, OpeningForm
from app.areas.wounds.views.blueprint import ASSESS, NOTE, blueprint, reached, reached_person
from app.gate.auth.routes import button, page
from app.ground.pages.undo import press, say
from transmissions.wounds.consent import HINTS

Answer = Response | tuple[str, int]


@page(blueprint, "/personnes/<uuid:person_id>/plaies/nouvelle", NOTE)
def opening(person_id: uuid.UUID) -> Answer:
    desk = reached_person(person_id, NOTE)
    form = OpeningForm()

    def act(session: Session) -> uuid.UUID:
        return commands.open_wound(
            session,
            desk.house.vault,
            desk.actor,
            form.to_described(),
            form.to_consent(),
            person_id=person_id,
            today=desk.today,
            now=desk.now,
        )

    if form.carry(act):
        say("Plaie ouverte : les tablettes de l’unité la montrent.")
        return redirect(url_for("wounds.one", wound_id=form.outcome))
    shown = render_template(
        "office/wounds/opening.html", form=form, person=desk.person, desk=desk, hints=HINTS
    )
    return shown, form.status


@page(blueprint, "/plaies/<uuid:wound_id>/evaluer", ASSESS)
def assessing(wound_id: uuid.UUID) -> Answer:
    desk, wound = reached(wound_id, ASSESS)
    last = wound.counted[-1].assessment if wound.counted else None
    form = AssessForm.about(wound.described.kind, last, desk.now, desk.zone)

    def act(session: Session) -> uuid.UUID:
        typed = form.to_typed(desk.now, desk.zone)
        vault = desk.house.vault
        return commands.assess(session, vault, desk.actor, wound_id, typed, now=desk.now)

    if carried(form, act):
        say("Évaluation enregistrée : les tablettes de l’unité la montrent.")
        return redirect(url_for("wounds.one", wound_id=wound_id))
    shown = render_template(
        "office/wounds/assessing.html", form=form, person=desk.person, wound=wound, last=last
    )
    return shown, form.status


@page(blueprint, "/plaies/<uuid:wound_id>/photos", NOTE)
def consenting(wound_id: uuid.UUID) -> Answer:
    desk, wound = reached(wound_id, NOTE)
    form = ConsentForm()

    def act(session: Session) -> None:
        said, vault = form.to_consent(), desk.house.vault
        commands.answer_consent(session, vault, desk.actor, wound_id, said, now=desk.now)

    if form.carry(act):
        say("Réponse notée : elle vaut pour les photos à venir.")
        return redirect(url_for("wounds.one", wound_id=wound_id))
    shown = render_template(
        "office/wounds/consenting.html",
        form=form,
        person=desk.person,
        wound=wound,
        staff=desk.staff,
        hints=HINTS,
    )
    return shown, form.status


@page(blueprint, "/plaies/<uuid:wound_id>/clore", ASSESS)
def closing(wound_id: uuid.UUID) -> Answer:
    desk, wound = reached(wound_id, ASSESS)
    form = ClosingForm()

    def act(session: Session) -> None:
        ending, note = form.ending.data or "", form.note.data
        vault = desk.house.vault
        commands.close(session, vault, desk.actor, wound_id, ending, note, now=desk.now)

    if form.carry(act):
        back = url_for("wounds.reopening", wound_id=wound_id)
        say("Plaie close : elle reste au dossier.", undo=back)
        return redirect(url_for("wounds.one", wound_id=wound_id))
    shown = render_template(
        "office/wounds/closing.html", form=form, person=desk.person, wound=wound
    )
    return shown, form.status


@button(blueprint, "/plaies/<uuid:wound_id>/rouvrir", ASSESS)
def reopening(wound_id: uuid.UUID) -> Response:
    desk, _ = reached(wound_id, ASSESS)
    vault = desk.house.vault
    return press(
        lambda session: commands.reopen(session, vault, desk.actor, wound_id, now=desk.now),
        back=url_for("wounds.one", wound_id=wound_id),
        said="Plaie rouverte : une évaluation est demandée aujourd’hui.",
    )


def carried(form: AssessForm, act: Callable[[Session], Any]) -> bool:
    """Whether it was kept; else `form.question` is what must be answered first, or its problems are shown."""
    if form.is_submitted():
        answer = request.form.get("answer")
        if answer is not None:
            form.take_answer(answer)
        form.question = form.open_question()
    if form.question is not None:
        return False
    try:
        return form.carry(act)
    except commands.Asked as asked_back:
        form.question = asked_back.questions[0]
        return False
