"""/bureau/unites: the units in their order, and one unit with its rooms."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.persons.queries import count_by_unit
from app.areas.steering.commands import close_unit
from app.areas.steering.forms import RoomsForm, UnitEdit, UnitForm
from app.areas.steering.queries import room_lines
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page
from app.gate.directory.commands import create_unit, edit_unit, place_unit, reopen_unit
from app.gate.directory.structure import rooms_of, unit_of, units_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press, say


@page(blueprint, "/unites", "structure.manage")
def units() -> Response | tuple[str, int]:
    actor = require("structure.manage")
    form = UnitForm()
    if form.carry(lambda session: create_unit(session, actor, **form.values, now=clock.now())):
        say(f"Unité « {form.outcome.name} » créée : ajoutez ses chambres.")
        return redirect(url_for("steering.unit", unit_id=form.outcome.id))
    home = actor.establishment_id
    with current_house().database.read() as session:
        return render_template(
            "office/units.html",
            form=form,
            units=units_of(session, home),
            closed=units_of(session, home, closed=True),
            rooms=rooms_of(session, home),
            persons=count_by_unit(session, home),
        ), form.status


@page(blueprint, "/unites/<uuid:unit_id>", "structure.manage")
def unit(unit_id: uuid.UUID) -> Response | tuple[str, int]:
    actor = require("structure.manage")
    with current_house().database.read() as session:
        shown = unit_of(session, actor.establishment_id, unit_id)
        lines = room_lines(session, current_house(), actor, unit_id)
        closed = rooms_of(session, actor.establishment_id, unit_id=unit_id, closed=True)
        persons = count_by_unit(session, actor.establishment_id).get(unit_id, 0)
    form = UnitEdit.over({"name": shown.name, "kind": shown.kind})
    if form.carry(
        lambda session: edit_unit(
            session, actor, unit_id, **form.values, seen=form.seen.data, now=clock.now()
        )
    ):
        say("Unité enregistrée.")
        return redirect(url_for("steering.unit", unit_id=unit_id))
    return render_template(
        "office/unit.html",
        unit=shown,
        form=form,
        new_rooms=RoomsForm(formdata=None),
        lines=lines,
        closed=closed,
        persons=persons,
    ), form.status


@button(blueprint, "/unites/<uuid:unit_id>/rang", "structure.manage")
def unit_rank(unit_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    rank = request.form.get("rank", 1, type=int)
    return press(
        lambda session: place_unit(session, actor, unit_id, rank=rank, now=clock.now()),
        back=url_for("steering.units"),
    )


@button(blueprint, "/unites/<uuid:unit_id>/fermer", "structure.manage")
def unit_closing(unit_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    return press(
        lambda session: close_unit(session, actor, unit_id, now=clock.now()),
        back=url_for("steering.units"),
        said=lambda row: f"Unité « {row.name} » fermée.",
        undo=url_for("steering.unit_opening", unit_id=unit_id),
    )


@button(blueprint, "/unites/<uuid:unit_id>/rouvrir", "structure.manage")
def unit_opening(unit_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    return press(
        lambda session: reopen_unit(session, actor, unit_id, now=clock.now()),
        back=url_for("steering.units"),
        said=lambda row: f"Unité « {row.name} » rouverte.",
    )
