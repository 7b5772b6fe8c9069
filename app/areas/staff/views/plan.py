"""/bureau/service: the duty plan of a week."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.staff.commands import cancel_shift
from app.areas.staff.forms import EVERYWHERE, ShiftForm
from app.areas.staff.queries import HOURS, MOMENTS, told, week_of
from app.areas.staff.views.blueprint import blueprint
from app.areas.staff.views.team import place_choices, place_of
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.policy import ROLES
from app.gate.auth.routes import button, page, reading
from app.gate.directory.commands import plan_shift
from app.gate.directory.finding import find
from app.gate.directory.models import Shift, Staff
from app.gate.directory.structure import units_of, zone_of
from app.gate.directory.team import team_of
from app.ground import clock
from app.ground.checks import Checks
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.ids import parse_id
from app.ground.pages.asked import asked_day
from app.ground.pages.fields import choices
from app.ground.pages.moments import span
from app.ground.pages.undo import press, say


@reading(blueprint, "/service", "staff.manage")
def plan() -> str:
    actor, house = require("staff.manage"), current_house()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        today = clock.now().astimezone(zone).date()
        monday = _monday(asked_day("semaine") or today)
        units = units_of(session, actor.establishment_id)
        week = week_of(session, house, actor.establishment_id, monday, zone)
    return render_template(
        "office/plan.html",
        days=[monday + timedelta(days=number) for number in range(7)],
        today=today,
        before=monday - timedelta(days=7),
        after=monday + timedelta(days=7),
        units=units,
        week=week,
        moments=MOMENTS,
        usual={moment: told(hours) for moment, hours in HOURS.items()},
        roles=ROLES,
    )


@page(blueprint, "/service/ajouter", "staff.manage")
def planning() -> Response | tuple[str, int]:
    actor, house = require("staff.manage"), current_house()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        team = team_of(session, house, actor.establishment_id)
    form = ShiftForm(data=_proposed(clock.now().astimezone(zone).date()))
    people = ((each.id, each.listed_name) for each in team)
    form.staff_id.choices = choices(people, first="Choisir…")
    form.unit_id.choices = place_choices(actor)
    if form.carry(lambda session: _plan(session, actor, form)):
        say("Présence ajoutée.")
        return redirect(url_for("staff.plan", semaine=_monday(form.on.data).isoformat()))
    return render_template("office/planning.html", form=form), form.status


def _plan(session: Session, actor: Actor, form: ShiftForm) -> Shift:
    checks = Checks()
    if form.staff_id.data is None:
        checks.refuse("staff_id", "Choisissez qui est de service.")
    if form.unit_id.data is None:
        checks.refuse("unit_id", "Choisissez une unité, ou tout l’établissement.")
    checks.end()
    zone = zone_of(session, actor.establishment_id)
    starts_at, ends_at = span(form.on.data, form.starts.data, form.ends.data, zone)
    return plan_shift(
        session,
        actor,
        staff=find(session, Staff, actor.establishment_id, form.staff_id.data),
        unit_id=place_of(form.unit_id.data),
        starts_at=starts_at,
        ends_at=ends_at,
        now=clock.now(),
    )


@button(blueprint, "/service/<uuid:shift_id>/retirer", "staff.manage")
def shift_cancelling(shift_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: cancel_shift(session, actor, shift_id, now=clock.now()),
        back=url_for("staff.plan", semaine=request.form.get("semaine", "")),
        said="Présence retirée.",
        undo=url_for("staff.shift_restoring"),
        fields=lambda kept: {**kept, "semaine": request.form.get("semaine", "")},
    )


@button(blueprint, "/service/remettre", "staff.manage")
def shift_restoring() -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: _restore(session, actor, request.form),
        back=url_for("staff.plan", semaine=request.form.get("semaine", "")),
        said="Présence remise.",
    )


def _restore(session: Session, actor: Actor, kept: Any) -> Shift:
    """Puts a cancelled line back as it was. What the button carries is judged like anything typed."""
    starts_at, ends_at = (
        clock.from_text(kept.get("starts_at")),
        clock.from_text(kept.get("ends_at")),
    )
    if starts_at is None or ends_at is None:
        raise Invalid({"starts_at": "Cette présence ne peut plus être remise."})
    return plan_shift(
        session,
        actor,
        staff=find(session, Staff, actor.establishment_id, parse_id(kept.get("staff_id"))),
        unit_id=parse_id(kept.get("unit_id")),
        starts_at=starts_at,
        ends_at=ends_at,
        now=clock.now(),
    )


def _proposed(today: date) -> dict[str, object]:
    """What the cell that was clicked says: unit, day and moment."""
    starts, ends = HOURS.get(request.args.get("moment", ""), HOURS["matin"])
    unit = request.args.get("unite", "")
    return {
        "on": asked_day("jour") or today,
        "unit_id": parse_id(unit) or (EVERYWHERE if unit == EVERYWHERE else None),
        "starts": starts,
        "ends": ends,
    }


def _monday(on: date) -> date:
    return on - timedelta(days=on.weekday())
