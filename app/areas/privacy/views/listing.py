"""The requests of the home, those to answer first; and one of them with all that was done about it."""

from __future__ import annotations

import uuid

from flask import render_template, request

from app.areas.persons.queries import persons_of
from app.areas.privacy.queries import copies_of, requests_of, steps_of
from app.areas.privacy.rules import deadlines, may_extend
from app.areas.privacy.views.blueprint import REQUEST, blueprint, desk, reached
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading


@reading(blueprint, "/demandes-de-droits", REQUEST)
def index() -> str:
    of = desk()
    answered = request.args.get("etat") == "repondues"
    with of.house.database.read() as session:
        found = requests_of(session, of.house.vault, of.home, answered=answered)
        persons = {
            one.id: one
            for left in (False, True)
            for one in persons_of(session, of.house, of.home, left=left)
            if one.unit_id is None or of.actor.covers(one.unit_id)
        }
    shown = [one for one in found if one.person_id in persons]
    return render_template(
        "privacy/index.html", asked=shown, persons=persons, answered=answered, of=of
    )


@reading(blueprint, "/demandes-de-droits/<uuid:request_id>", REQUEST)
def one(request_id: uuid.UUID) -> str:
    of, asked, person = reached(request_id)
    with of.house.database.read() as session:
        steps = steps_of(session, of.house.vault, asked.id)
        copies = copies_of(session, asked.id)
    record_once(
        of.house.database,
        "rights.opened",
        actor=of.actor,
        person_id=person.id,
        subject_id=asked.id,
        now=of.now,
    )
    limits = deadlines(asked.right, asked.received_on, is_extended=asked.is_extended)
    return render_template(
        "privacy/one.html",
        asked=asked,
        person=person,
        steps=steps,
        copies=copies,
        limits=limits,
        of=of,
        may_extend=not asked.is_extended and may_extend(asked.received_on, of.today),
    )
