"""Who a person is, and what must be known at once."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.persons.commands import edit_identity, edit_marks
from app.areas.persons.forms import IdentityForm, MarksForm
from app.areas.persons.identity import MARKS
from app.areas.persons.queries import PersonValue
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say


@page(blueprint, "/personnes/<uuid:person_id>/identite", "person.manage")
def identity(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, "person.manage")
    now = identity_of(person)
    form = IdentityForm.over(now, stamped={**now, "born_on": _iso(person)})
    if form.carry(
        lambda session: edit_identity(
            session,
            current_house(),
            actor,
            person_id,
            form.identity,
            reason=form.reason.data,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        say("Identité enregistrée : ce qui était écrit avant reste lisible.")
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("office/identity.html", person=person, form=form), form.status


@page(blueprint, "/personnes/<uuid:person_id>/reperes", "person.manage")
def marks(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, "person.manage")
    kept = [{"kind": mark.kind, "text": mark.text} for mark in person.marks]
    form = MarksForm.over(_boxes(person), stamped={"marks": kept})
    if form.carry(
        lambda session: edit_marks(
            session,
            current_house(),
            actor,
            person_id,
            form.marks,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        say("Repères enregistrés : les tablettes les montrent.")
        return redirect(url_for("persons.person", person_id=person_id))
    return render_template("office/marks.html", person=person, form=form, kinds=MARKS), form.status


def _iso(person: PersonValue) -> str | None:
    return person.born_on.isoformat() if person.born_on else None


def identity_of(person: PersonValue) -> dict[str, Any]:
    """The identity as its form shows it."""
    if person.is_broken:
        return dict.fromkeys(
            ("family_name", "given_name", "used_name", "birth_name", "born_on", "sex")
        )
    return {
        "family_name": person.family_name,
        "given_name": person.given_name,
        "used_name": person.used_name,
        "birth_name": person.birth_name,
        "born_on": person.born_on,
        "sex": person.sex,
    }


def _boxes(person: PersonValue) -> dict[str, Any]:
    texts = {mark.kind: mark.text for mark in person.marks}
    boxes = {f"has_{kind}": kind in texts for kind in MARKS}
    return {**boxes, **{kind: texts.get(kind, "") for kind in MARKS}}
