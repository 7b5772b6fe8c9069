"""Who may still read an entry: limited to a few at the person's request, and lifted once they were told."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.marks.commands import Voice, lift, limit
from app.areas.marks.forms import LiftForm, LimitForm
from app.areas.marks.queries import limit_of
from app.areas.marks.views.blueprint import LIMIT, Desk, blueprint, reached
from app.areas.persons.queries import person_of
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.policy import allows
from app.gate.auth.routes import page
from app.gate.directory.team import Member, names_of, team_of
from app.ground import clock
from app.ground.errors import NotFound, Refused
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.undo import say


@page(blueprint, "/elements/<place>/<uuid:subject_id>/limitation", LIMIT)
def limiting(place: str, subject_id: uuid.UUID) -> Response | tuple[str, int]:
    of = reached(place, subject_id, LIMIT)
    with of.house.database.read() as session:
        team = _may_be_named(session, of)
    form = LimitForm(data={"voice": "person", "name": of.person.name})
    form.readers.choices = [(str(one.id), one.name) for one in team]

    def write(session: Session) -> uuid.UUID:
        chosen = [id for text in form.readers.data or () if (id := parse_id(text))]
        return limit(
            session,
            of.house,
            of.actor,
            place,
            of.subject.id,
            form.text.data or "",
            ground=form.ground.data or "",
            readers=chosen,
            team=[one.id for one in team],
            voice=Voice(form.voice.data or "", form.name.data or "", None, of.actor.staff_id),
            now=of.now,
        )

    if not of.subject.unlimitable and form.carry(write):
        say("L’accès est limité : l’élément a quitté les tablettes à leur prochain contact.")
        return redirect(url_for("privacy.of_person", person_id=of.person.id))
    shown = render_template("marks/limiting.html", of=of, form=form, team=team)
    return shown, form.status


@page(blueprint, "/limitations/<uuid:mark_id>/levee", LIMIT)
def lifting(mark_id: uuid.UUID) -> Response | tuple[str, int]:
    """Whoever answers requests lifts a limit, named in it or not: else nobody could, once those named have left."""
    house, now = current_house(), clock.now()
    actor = require(LIMIT)
    with house.database.read() as session:
        mark = limit_of(session, house.vault, actor.establishment_id, mark_id)
        person = person_of(session, house, actor.establishment_id, mark.person_id)
        staff = names_of(session, house, actor.establishment_id)
    try:
        require(LIMIT, Subject(actor.establishment_id, person.unit_id, person.id))
    except Refused as refusal:
        raise NotFound() from refusal
    form = LiftForm()
    if form.carry(
        lambda session: lift(session, house, actor, mark_id, why=form.why.data or "", now=now)
    ):
        say("La limitation est levée : l’élément se lit de nouveau comme les autres.")
        return redirect(url_for("privacy.of_person", person_id=person.id))
    shown = render_template("marks/lifting.html", form=form, mark=mark, person=person, staff=staff)
    return shown, form.status


def _may_be_named(session: Session, of: Desk) -> list[Member]:
    """Those of the team who read such an entry at a desk."""
    home = of.actor.establishment_id
    return [
        one
        for one in team_of(session, of.house, home)
        if allows(one.role, "office.use")
        and of.place.reads(session, Actor(one.id, home, one.role, None), of.subject)
    ]
