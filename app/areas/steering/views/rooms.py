"""Rooms of a unit: adding, naming, ordering, closing."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.steering.commands import (
    close_room,
    create_rooms,
    place_room,
    rename_room,
    room_names,
)
from app.areas.steering.forms import RoomForm, RoomsForm
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page
from app.gate.directory.commands import reopen_room
from app.gate.directory.structure import room_of, rooms_of, unit_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press, say
from app.ground.pages.words import count


@page(blueprint, "/unites/<uuid:unit_id>/chambres", "structure.manage")
def rooms(unit_id: uuid.UUID) -> Response | tuple[str, int]:
    actor = require("structure.manage")
    with current_house().database.read() as session:
        shown = unit_of(session, actor.establishment_id, unit_id)
    form = RoomsForm()
    if form.carry(
        lambda session: create_rooms(
            session, actor, unit_id, room_names(form.names.data or ""), now=clock.now()
        )
    ):
        say(f"{count(len(form.outcome), 'chambre')} de plus.")
        return redirect(url_for("steering.unit", unit_id=unit_id))
    return render_template("office/rooms.html", unit=shown, form=form), form.status


@page(blueprint, "/chambres/<uuid:room_id>", "structure.manage")
def room(room_id: uuid.UUID) -> Response | tuple[str, int]:
    actor = require("structure.manage")
    with current_house().database.read() as session:
        shown = room_of(session, actor.establishment_id, room_id)
        unit = unit_of(session, actor.establishment_id, shown.unit_id)
        ids = [each.id for each in rooms_of(session, actor.establishment_id, unit_id=unit.id)]
    rank = ids.index(room_id) + 1 if room_id in ids else None
    form = RoomForm(data={"name": shown.name, "rank": rank})
    if form.carry(lambda session: _save(session, actor, room_id, form, rank)):
        say("Chambre enregistrée.")
        return redirect(url_for("steering.unit", unit_id=unit.id))
    return render_template(
        "office/room.html", room=shown, unit=unit, form=form, last=len(ids)
    ), form.status


def _save(
    session: Session, actor: Actor, room_id: uuid.UUID, form: RoomForm, rank: int | None
) -> None:
    rename_room(session, actor, room_id, name=form.name.data, now=clock.now())
    if form.rank.data is not None and form.rank.data != rank:
        place_room(session, actor, room_id, rank=form.rank.data, now=clock.now())


@button(blueprint, "/chambres/<uuid:room_id>/rang", "structure.manage")
def room_rank(room_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    rank = request.form.get("rank", 1, type=int)
    return press(
        lambda session: place_room(session, actor, room_id, rank=rank, now=clock.now()),
        back=_back(actor, room_id),
    )


@button(blueprint, "/chambres/<uuid:room_id>/fermer", "structure.manage")
def room_closing(room_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    return press(
        lambda session: close_room(session, actor, room_id, now=clock.now()),
        back=_back(actor, room_id),
        said=lambda row: f"Chambre {row.name} fermée.",
        undo=url_for("steering.room_opening", room_id=room_id),
    )


@button(blueprint, "/chambres/<uuid:room_id>/rouvrir", "structure.manage")
def room_opening(room_id: uuid.UUID) -> Response:
    actor = require("structure.manage")
    return press(
        lambda session: reopen_room(session, actor, room_id, now=clock.now()),
        back=_back(actor, room_id),
        said=lambda row: f"Chambre {row.name} rouverte.",
    )


def _back(actor: Actor, room_id: uuid.UUID) -> str:
    with current_house().database.read() as session:
        unit_id = room_of(session, actor.establishment_id, room_id).unit_id
    return url_for("steering.unit", unit_id=unit_id)
