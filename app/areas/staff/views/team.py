"""/bureau/equipe: the list of those who work there, and adding somebody."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.areas.staff.commands import OPEN_ROLES, hire
from app.areas.staff.forms import EVERYWHERE, HiringForm
from app.areas.staff.queries import MemberLine, member_lines
from app.areas.staff.views.blueprint import blueprint
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import units_of
from app.gate.directory.team import team_of
from app.ground import clock
from app.ground.folding import matches
from app.ground.house import current_house
from app.ground.pages.fields import choices
from app.ground.pages.undo import say

STATES = {
    "de-service": "De service maintenant",
    "sans-cle": "Sans clé d’accès",
    "invitation": "Invitation en attente",
    "sans-affectation": "Sans affectation",
    "partis": "Partis",
}


@page(blueprint, "/equipe", "staff.manage")
def index() -> str:
    """A search comes by POST: names have no place in an address."""
    actor, house = require("staff.manage"), current_house()
    role, state = request.args.get("role", ""), request.args.get("etat", "")
    query = request.form.get("q", "")
    with house.database.read() as session:
        lines = member_lines(session, house, actor.establishment_id, now=clock.now())
        gone = team_of(session, house, actor.establishment_id, left=True)
    shown = [line for line in lines if _is_wanted(line, role, state, query)]
    return render_template(
        "office/team.html",
        lines=shown,
        gone=[each for each in gone if matches(each.name, query)] if state == "partis" else [],
        total=len(lines),
        role=role,
        roles=OPEN_ROLES,
        state=state,
        states=STATES,
        query=query,
    )


@page(blueprint, "/equipe/ajouter", "staff.manage")
def hiring() -> Response | tuple[str, int]:
    actor, house = require("staff.manage"), current_house()
    form = HiringForm()
    form.unit_id.choices = place_choices(actor)
    if form.carry(lambda session: hire(session, house, actor, **_asked(form), now=clock.now())):
        say("Ajouté·e à l’équipe : créez maintenant son invitation.")
        return redirect(url_for("staff.member", staff_id=form.outcome.id))
    return render_template("office/hiring.html", form=form), form.status


def place_choices(actor: Actor) -> list[SelectChoice]:
    """The units where somebody may be sent, and the whole home."""
    with current_house().database.read() as session:
        units = units_of(session, actor.establishment_id)
    places = [(EVERYWHERE, "Tout l’établissement"), *((unit.id, unit.name) for unit in units)]
    return choices(places, first="Choisir…")


def place_of(value: uuid.UUID | str | None) -> uuid.UUID | None:
    """The unit that was chosen; None for the whole home."""
    return value if isinstance(value, uuid.UUID) else None


def _asked(form: HiringForm) -> dict[str, Any]:
    chosen = form.unit_id.data
    return {**form.values, "unit_id": place_of(chosen), "is_everywhere": chosen == EVERYWHERE}


def _is_wanted(line: MemberLine, role: str, state: str, query: str) -> bool:
    by_state = {
        "de-service": line.is_on_duty,
        "sans-cle": not line.keys,
        "invitation": line.invited_until is not None,
        "sans-affectation": not line.is_assigned,
        "partis": False,
    }
    return (
        (not role or line.member.role == role)
        and by_state.get(state, True)
        and matches(line.member.name, query)
    )
