"""Assignments of one professional: giving one, ending one."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.staff.commands import end_assignment
from app.areas.staff.forms import AssignmentForm
from app.areas.staff.views.blueprint import blueprint
from app.areas.staff.views.team import place_choices, place_of
from app.gate.auth import confirming
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page
from app.gate.directory.commands import assign, reopen_assignment
from app.gate.directory.finding import find
from app.gate.directory.models import Assignment, Staff
from app.gate.directory.structure import zone_of
from app.gate.directory.team import member_of
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.pages.moments import start_of
from app.ground.pages.undo import press, say


@page(blueprint, "/equipe/<uuid:staff_id>/affectations", "staff.manage")
def assigning(staff_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house, now = require("staff.manage"), current_house(), clock.now()
    with house.database.read() as session:
        shown = member_of(session, house, actor.establishment_id, staff_id)
        zone = zone_of(session, actor.establishment_id)
    form = AssignmentForm(data={"starts_on": now.astimezone(zone).date()})
    form.unit_id.choices = place_choices(actor)

    def act(session: Session) -> None:
        _assign(session, actor, staff_id, form)
        confirming.demand(session, actor, f"Affecter {shown.name}")

    if form.carry(act):
        say("Affectation ajoutée.")
        return redirect(url_for("staff.member", staff_id=staff_id))
    return render_template("office/assigning.html", member=shown, form=form), form.status


def _assign(
    session: Session, actor: Actor, staff_id: uuid.UUID, form: AssignmentForm
) -> Assignment:
    """Days become instants: from the first minute of one to the last of the other; from now on when it is today."""
    if form.unit_id.data is None:
        raise Invalid({"unit_id": "Choisissez une unité, ou tout l’établissement."})
    zone, now = zone_of(session, actor.establishment_id), clock.now()
    first, last = form.starts_on.data, form.ends_on.data
    is_today = first == now.astimezone(zone).date()
    return assign(
        session,
        actor,
        staff=find(session, Staff, actor.establishment_id, staff_id),
        unit_id=place_of(form.unit_id.data),
        starts_at=now if is_today else start_of(first, zone),
        ends_at=start_of(last + timedelta(days=1), zone) if last else None,
        now=now,
    )


@button(blueprint, "/affectations/<uuid:assignment_id>/terminer", "staff.manage")
def assignment_ending(assignment_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: end_assignment(session, actor, assignment_id, now=clock.now()),
        back=_back(actor, assignment_id),
        said="Affectation terminée.",
        undo=url_for("staff.assignment_reopening", assignment_id=assignment_id),
    )


@button(blueprint, "/affectations/<uuid:assignment_id>/reprendre", "staff.manage")
def assignment_reopening(assignment_id: uuid.UUID) -> Response:
    actor = require("staff.manage")

    def reopen(session: Session) -> None:
        reopen_assignment(session, actor, assignment_id, now=clock.now())
        confirming.demand(session, actor, "Reprendre une affectation terminée")

    return press(
        reopen,
        back=_back(actor, assignment_id),
        said="Affectation reprise.",
    )


def _back(actor: Actor, assignment_id: uuid.UUID) -> Any:
    with current_house().database.read() as session:
        row = find(session, Assignment, actor.establishment_id, assignment_id)
        return url_for("staff.member", staff_id=row.staff_id)
