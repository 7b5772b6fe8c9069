"""/bureau/messages: what relatives wrote to the boxes that the reader answers, what awaits an answer first."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.family import commands
from app.areas.family.boxes import BOXES
from app.areas.family.forms import MessageForm
from app.areas.family.queries import relative_of, threads_of, topics_at, waiting_of
from app.areas.family.views.blueprint import ANSWER, blueprint, reached
from app.areas.persons.queries import persons_of
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.policy import may
from app.gate.auth.routes import page, reading
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import say

Answer = Response | tuple[str, int]


@reading(blueprint, "/messages", ANSWER)
def messages() -> str:
    actor, house, now = require(ANSWER), current_house(), clock.now()
    record_once(house.database, "person.listed", actor=actor, now=now)
    mine = [code for code, box in BOXES.items() if may(actor, box.permission)]
    with house.database.read() as session:
        everybody = persons_of(session, house, actor.establishment_id, unit_ids=actor.unit_ids)
        here = {one.id: one for one in everybody}
        found = waiting_of(session, actor.establishment_id, list(here), mine)
        closed = {
            one.relative_id
            for one in found
            if one.answer_by and "messages" not in topics_at(session, house, one.relative_id, now)
        }
        lines = [
            (one, relative_of(session, house, one.relative_id), here[one.person_id])
            for one in found
        ]
    return render_template(
        "office/family/messages.html", lines=lines, boxes=BOXES, closed=closed, now=now
    )


@page(blueprint, "/proches/<uuid:relative_id>/messages/<box>", ANSWER)
def thread(relative_id: uuid.UUID, box: str) -> Answer:
    if box not in BOXES:
        raise NotFound()
    desk, relative = reached(relative_id, ANSWER)
    if not desk.may(BOXES[box].permission):
        raise NotFound()
    house = desk.house
    form = MessageForm()

    def act(session: Session) -> uuid.UUID:
        text = form.text.data or ""
        return commands.answer_message(
            session, house, desk.actor, relative_id, box, text, now=desk.now
        )

    if form.carry(act):
        say("Réponse envoyée : le proche la lit dans son espace.")
        return redirect(url_for("family.thread", relative_id=relative_id, box=box))
    about = {"person_id": desk.person.id, "subject_id": relative_id}
    record_once(house.database, "message.read", actor=desk.actor, **about, now=desk.now)
    with house.database.read() as session:
        found = [one for one in threads_of(session, house, relative_id) if one.box == box]
        is_open = "messages" in topics_at(session, house, relative_id, desk.now)
    shown = render_template(
        "office/family/thread.html",
        form=form,
        person=desk.person,
        relative=relative,
        box=BOXES[box],
        thread=found[0] if found else None,
        is_open=is_open,
    )
    return shown, form.status
