"""/bureau/tournees/prises/<id>: one dose, everything recorded of it, and what somebody declares afterwards."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.queries import PersonValue
from app.areas.prescribing.queries import dose_named
from app.areas.rounds.board import Taking, taking_of
from app.areas.rounds.bodies import AdministerBody
from app.areas.rounds.commands import administer
from app.areas.rounds.views import telling
from app.areas.rounds.views.blueprint import (
    GIVE,
    READ,
    Desk,
    blueprint,
    desk,
    devices_of,
    reached,
    ward,
)
from app.areas.rounds.views.forms import DeclaringForm
from app.areas.rounds.views.records import records
from app.gate.auth.routes import page
from app.ground.pages.undo import say

OPEN = ("open", "late", "untraced", "perhaps_given", "absent")
"""How a dose stands when somebody may still say what became of it."""


@page(blueprint, "/tournees/prises/<uuid:dose_id>", READ)
def dose(dose_id: uuid.UUID) -> Response | tuple[str, int]:
    here = desk()
    with here.house.database.read() as session:
        person_id, due = dose_named(session, here.home, dose_id)
    person = reached(here, person_id)
    silent = ward(here, person.unit_id).silent if person.unit_id else ()
    known_until = min((one.at for one in silent), default=None)
    with here.house.database.read() as session:
        one = taking_of(session, here.house, person_id, due, now=here.now, known_until=known_until)
        devices = devices_of(session, here.home)
    form = DeclaringForm.over(one, here.zone)
    if form.is_submitted():
        reached(here, person_id, GIVE)
    if form.carry(lambda session: _declare(session, here, person, one, form)):
        say("Enregistré, avec votre nom et l’heure : les tablettes de l’unité le montrent.")
        return redirect(url_for("rounds.dose", dose_id=dose_id))
    return render_template(
        "office/rounds/dose.html",
        one=one,
        person=person,
        records=records(one.facts),
        form=form,
        may_declare=one.state in OPEN,
        silent=[each for each in silent if each.at < one.at],
        devices=devices,
        staff=here.staff,
        telling=telling,
    ), form.status


def _declare(
    session: Session, here: Desk, person: PersonValue, one: Taking, form: DeclaringForm
) -> uuid.UUID:
    assert one.dose is not None
    offered = 1 + max((each.administration.offered for each in one.facts), default=0)
    told = {
        "dose": str(one.id),
        "chain": str(one.dose.chain),
        "line": str(one.dose.line),
        "act": one.act,
        "offered": offered,
        **form.to_body(one, here.now, here.zone),
    }
    body = AdministerBody.model_validate(told)
    made, _ = administer(session, here.house, here.actor, person.id, body, now=here.now)
    return made
