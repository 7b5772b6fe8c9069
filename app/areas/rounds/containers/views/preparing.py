"""Filling a container for somebody: the doses due are ticked, read again slot by slot, then kept."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.rounds.containers.commands import create, prepare
from app.areas.rounds.containers.forms import NEW, PreparingForm
from app.areas.rounds.containers.offering import Choice, offered, slots, totals
from app.areas.rounds.containers.queries import containers_of
from app.areas.rounds.containers.values import ContainerValue
from app.areas.rounds.containers.views.blueprint import (
    PREPARE,
    Days,
    Desk,
    blueprint,
    days_asked,
    desk,
    reached,
)
from app.gate.auth.routes import page
from app.ground.errors import Invalid
from app.ground.pages.fields import choices as field_choices
from app.ground.pages.undo import say
from app.ground.pages.words import count

Answer = Response | tuple[str, int]


@page(blueprint, "/personnes/<uuid:person_id>/preparer", PREPARE)
def preparing(person_id: uuid.UUID) -> Answer:
    of = desk()
    person, days = reached(of, person_id), days_asked(of)
    with of.house.database.read() as session:
        due = offered(session, of.house, [person_id], days.since, days.until)[person_id]
        vacant = [
            one
            for one in containers_of(session, of.house.vault, [person_id])
            if one.state == "empty" and not one.is_broken
        ]
    form = _form(due, vacant)
    go = request.form.get("go")
    if go == "save" and form.carry(lambda session: _prepare(session, of, person_id, form)):
        say(
            f"Pilulier préparé : {count(len(form.ticked), 'prise')}. Il ne manque que son étiquette."
        )
        back: dict[str, Any] = {"unite": person.unit_id, **days.asked}
        return redirect(url_for("containers.choosing", **back))
    if go == "review" and form.validate_on_submit() and _is_ready(form):
        picked = [one for one in due if one.dose.id in set(form.ticked)]
        return _shown("review", form, days, due=picked, person=person, vacant=vacant)
    return _shown("preparing", form, days, due=due, person=person, vacant=vacant)


def _form(due: list[Choice], vacant: list[ContainerValue]) -> PreparingForm:
    """The form, everything that may be prepared ticked at first."""
    ticked = [str(one.dose.id) for one in due if one.is_free and not one.dose.is_absent]
    first = f"{vacant[0].id}/{vacant[0].preparation or ''}" if vacant else NEW
    form = PreparingForm(data={"doses": ticked, "container": first})
    known = [(f"{one.id}/{one.preparation or ''}", one.name) for one in vacant]
    form.container.choices = field_choices([*known, (NEW, "Un nouveau pilulier")])
    return form


def _is_ready(form: PreparingForm) -> bool:
    """Whether there is something to read again; what is missing is shown."""
    try:
        if not form.ticked:
            raise Invalid({"doses": "Choisissez au moins une prise."})
        if form.chosen is None and not (form.name.data or "").strip():
            raise Invalid({"name": "Nommez ce pilulier."})
    except Invalid as refusal:
        for name, why in refusal.fields.items():
            form.refuse(name, why)
        return False
    return True


def _prepare(session: Session, of: Desk, person_id: uuid.UUID, form: PreparingForm) -> uuid.UUID:
    """One transaction: a container that could not be filled is not made. Sent twice, its doses are held already."""
    chosen = form.chosen
    if chosen is None:
        name, seen = form.name.data or "", None
        id = create(session, of.house, of.actor, person_id, name, now=of.now)
    else:
        id, seen = chosen
    prepare(session, of.house, of.actor, id, form.ticked, seen=seen, now=of.now)
    return id


def _shown(template: str, form: PreparingForm, days: Days, **about: object) -> Answer:
    due = about["due"]
    shown = render_template(
        f"office/containers/{template}.html",
        form=form,
        days=days,
        slots=slots(due),  # type: ignore[arg-type]
        totals=totals(due),  # type: ignore[arg-type]
        ticked=set(form.doses.data or ()),
        **about,
    )
    return shown, form.status
