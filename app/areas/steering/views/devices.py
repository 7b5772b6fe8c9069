"""/bureau/appareils: tablets and phones, their one-time links, their withdrawal."""

from __future__ import annotations

import uuid

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from app.areas.steering.forms import DeviceEdit, DeviceForm
from app.areas.steering.tablets import STATES, device_line, device_lines
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth import devices as tablets
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import button, page, reading
from app.gate.directory.structure import units_of
from app.gate.directory.team import names_of
from app.gate.sync import missing
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.fields import choices
from app.ground.pages.links import one_time_link
from app.ground.pages.undo import press, say


@reading(blueprint, "/appareils", "device.manage")
def devices() -> str:
    actor = require("device.manage")
    with current_house().database.read() as session:
        lines = device_lines(session, actor.establishment_id, now=clock.now())
    state = request.args.get("etat", "")
    shown = [line for line in lines if not state or state in line.states]
    return render_template(
        "office/devices.html",
        lines=shown,
        total=len(lines),
        state=state,
        states=STATES,
        current=_current_version(),
    )


@page(blueprint, "/appareils/ajouter", "device.manage")
def device_adding() -> str | tuple[str, int]:
    actor = require("device.manage")
    form = DeviceForm()
    form.unit_ids.choices = _unit_choices(actor)
    if form.carry(lambda session: tablets.create(session, actor, **form.values, now=clock.now())):
        device, token = form.outcome
        link = one_time_link(f"/appareil/{token}")
        return render_template("office/device_link.html", device=device, link=link)
    return render_template("office/device_adding.html", form=form), form.status


@page(blueprint, "/appareils/<uuid:device_id>", "device.manage")
def device(device_id: uuid.UUID) -> Response | tuple[str, int]:
    actor = require("device.manage")
    house, home = current_house(), actor.establishment_id
    with house.database.read() as session:
        line = device_line(session, home, device_id, now=clock.now())
        stores = missing.stores_of(session, house, home, device_id)
        names = {one.id: one.name for one in names_of(session, house, home).values()}
    form = DeviceEdit(data={"name": line.name, "unit_ids": list(line.unit_ids)})
    form.unit_ids.choices = _unit_choices(actor)
    if form.carry(
        lambda session: tablets.edit(session, actor, device_id, **form.values, now=clock.now())
    ):
        say("Appareil enregistré.")
        return redirect(url_for("steering.devices"))
    return render_template(
        "office/device.html",
        line=line,
        form=form,
        states=STATES,
        stores=stores,
        names=names,
        current=_current_version(),
    ), form.status


@button(blueprint, "/appareils/<uuid:device_id>/manquantes/<uuid:store_id>", "device.manage")
def device_missing(device_id: uuid.UUID, store_id: uuid.UUID) -> Response:
    actor, house = require("device.manage"), current_house()
    reason = request.form.get("reason")
    return press(
        lambda session: missing.acknowledge(
            session, house, actor, device_id, store_id, reason=reason, now=clock.now()
        ),
        back=url_for("steering.device", device_id=device_id),
        said="Noté, avec votre nom. Les saisies arrivées sont toutes en sécurité.",
    )


@button(blueprint, "/appareils/<uuid:device_id>/lien", "device.manage")
def device_link(device_id: uuid.UUID) -> str:
    actor = require("device.manage")
    with current_house().database.write() as session:
        token = tablets.renew_link(session, actor, device_id, now=clock.now())
        line = device_line(session, actor.establishment_id, device_id, now=clock.now())
    link = one_time_link(f"/appareil/{token}")
    return render_template("office/device_link.html", device=line, link=link)


@button(blueprint, "/appareils/<uuid:device_id>/revoquer", "device.manage")
def device_revoking(device_id: uuid.UUID) -> Response:
    actor = require("device.manage")
    return press(
        lambda session: tablets.revoke(session, current_house(), actor, device_id, now=clock.now()),
        back=url_for("steering.devices"),
        said=lambda row: (
            f"« {row.name} » ne montre plus rien ; ce qu’il tient encore peut arriver."
        ),
    )


def _current_version() -> str:
    """The version that the server hands out: tablets that say another one have not taken it yet."""
    return str(current_app.config["FRONT_VERSION"]())


def _unit_choices(actor: Actor) -> list[SelectChoice]:
    with current_house().database.read() as session:
        units = units_of(session, actor.establishment_id)
    return choices((unit.id, unit.name) for unit in units)
