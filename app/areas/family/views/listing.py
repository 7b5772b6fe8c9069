"""The relatives of a person, what each of them has open, and what is written for them."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.family import commands
from app.areas.family.forms import RelativeForm
from app.areas.family.queries import items_of, own_access_of, relatives_of, topics_at
from app.areas.family.views.blueprint import GRANT, READ, blueprint, reached, reached_person
from app.areas.persons.queries import contacts_of
from app.gate.audit.once import record_once
from app.gate.auth.routes import page, reading
from app.ground.pages.undo import say

Answer = Response | tuple[str, int]


@reading(blueprint, "/personnes/<uuid:person_id>/proches", READ)
def of_person(person_id: uuid.UUID) -> str:
    desk = reached_person(person_id)
    house, home = desk.house, desk.actor.establishment_id
    record_once(house.database, "person.open", actor=desk.actor, person_id=person_id, now=desk.now)
    with house.database.read() as session:
        found = relatives_of(session, house, home, person_id)
        own = own_access_of(session, house, person_id)
        lines = [(one, topics_at(session, house, one.id, desk.now)) for one in found]
        items = items_of(session, house, home, person_id) if desk.reads_words else []
    waiting = [one for one in items if one.validated_at is None and one.withdrawn_at is None]
    open_ = [one for one in items if one.validated_at is not None and one.withdrawn_at is None]
    return render_template(
        "office/family/person.html",
        desk=desk,
        person=desk.person,
        lines=lines,
        own=own,
        waiting=waiting,
        shared=open_,
    )


@page(blueprint, "/personnes/<uuid:person_id>/proches/nouveau", GRANT)
def adding(person_id: uuid.UUID) -> Answer:
    desk = reached_person(person_id, GRANT)
    house = desk.house
    with house.database.read() as session:
        form = RelativeForm.offering(contacts_of(session, house.vault, person_id, desk.now))

    def act(session: Session) -> uuid.UUID:
        named = form.to_named()
        return commands.add_relative(session, house, desk.actor, person_id, named, now=desk.now)

    if form.carry(act):
        say("Proche ajouté : il ne voit encore rien.")
        return redirect(url_for("family.relative", relative_id=form.outcome))
    shown = render_template(
        "office/family/naming.html", form=form, person=desk.person, relative=None
    )
    return shown, form.status


@page(blueprint, "/proches/<uuid:relative_id>/modifier", GRANT)
def editing(relative_id: uuid.UUID) -> Answer:
    desk, relative = reached(relative_id, GRANT)
    house = desk.house
    with house.database.read() as session:
        contacts = contacts_of(session, house.vault, desk.person.id, desk.now)
    form = RelativeForm.offering(contacts, relative)

    def act(session: Session) -> None:
        named = form.to_named()
        commands.edit_relative(session, house, desk.actor, relative_id, named, now=desk.now)

    if form.carry(act):
        say("Identité du proche modifiée.")
        return redirect(url_for("family.relative", relative_id=relative_id))
    shown = render_template(
        "office/family/naming.html", form=form, person=desk.person, relative=relative
    )
    return shown, form.status
