"""/bureau/a-lire: what the reader is asked to read about the persons of their units, to mark as read."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.journal.commands import read_entries
from app.areas.journal.queries import entries_told, unread_ids
from app.areas.journal.telling import PLACE
from app.areas.journal.views.blueprint import blueprint
from app.areas.journal.views.marking import marking
from app.areas.journal.wording import FLAGS
from app.areas.marks.queries import marks_beside
from app.areas.persons.queries import PersonValue, persons_of
from app.gate.audit.once import record_each_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.undo import say
from app.ground.pages.words import count

AT_ONCE = 50
"""Entries on the page: reading is done by looking, not by scrolling."""


@reading(blueprint, "/a-lire", "journal.read")
def to_read() -> str:
    actor, house = require("journal.read"), current_house()
    with house.database.read() as session:
        persons = _persons(session, actor)
        ids = unread_ids(session, actor.staff_id, persons.keys(), now=clock.now())
        entries = entries_told(session, house, ids[:AT_ONCE])
        shown = render_template(
            "office/to_read.html",
            entries=entries,
            total=len(ids),
            persons=persons,
            flags=FLAGS,
            marked=marking(()),
            marks=marks_beside(session, house.vault, PLACE, {one.id: one.ids for one in entries}),
            staff=names_of(session, house, actor.establishment_id),
        )
    persons_shown = {
        entry.person_id for entry in entries
    }  # what is shown of each is part of their file
    record_each_once(
        house.database, "person.open", actor=actor, person_ids=persons_shown, now=clock.now()
    )
    return shown


@button(blueprint, "/a-lire/lu", "journal.read")
def mark_as_read() -> Response:
    """Marks those that the page listed and the reader is still asked to read; others are passed over."""
    actor, house, now = require("journal.read"), current_house(), clock.now()
    chosen = {parse_id(text) for text in request.form.getlist("entries")[:AT_ONCE]}
    with house.database.read() as session:
        persons = _persons(session, actor)
        asked = unread_ids(session, actor.staff_id, persons.keys(), now=now)
    entries = [id for id in asked if id in chosen]
    if entries:
        with house.database.write() as session:
            read_entries(session, actor, entries, now=now)
        say(
            count(
                len(entries),
                "transmission marquée comme lue.",
                "transmissions marquées comme lues.",
            )
        )
    return redirect(url_for("journal.to_read"))


def _persons(session: Session, actor: Actor) -> dict[uuid.UUID, PersonValue]:
    """Those who live where the actor's rights hold."""
    found = persons_of(session, current_house(), actor.establishment_id, unit_ids=actor.unit_ids)
    return {person.id: person for person in found}
