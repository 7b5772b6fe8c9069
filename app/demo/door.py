"""The demo world's door: "entrer comme …", without a passkey. No other world has one.

It opens in a database made by `chevet demo` only, for a browser on this very machine (Host localhost, no
proxy's header), never in production; an installation without this folder has no such door at all.
"""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, jsonify, render_template
from flask.typing import ResponseReturnValue

from app.demo import entering
from app.demo.fence import keep_out
from app.demo.guests import HOME, guests
from app.gate.auth import actors, b64, bodies, cookies
from app.gate.auth.access import Access, declare
from app.gate.auth.actor import Actor
from app.gate.auth.bodies import Body
from app.gate.auth.keys import PublicJwk, checked
from app.gate.auth.policy import may
from app.ground import clock, tenancy
from app.ground.errors import NotFound
from app.ground.house import current_house

blueprint = Blueprint("demo", __name__, template_folder="templates")
declare("demo.door", Access.public())
declare("demo.enter", Access.public())


class Entering(Body):
    """Whom to enter as, and the session key that the page just made."""

    staff: uuid.UUID
    session: uuid.UUID
    jwk: PublicJwk


@blueprint.before_request
def _fence() -> None:
    keep_out("localhost")


@blueprint.get("/demo")
def door() -> ResponseReturnValue:
    house = current_house()
    family = house.settings.family_origin
    return render_template("demo/door.html", guests=guests(house), family=family)


@blueprint.post("/demo/entrer")
def enter() -> ResponseReturnValue:
    body = bodies.read(Entering)
    jwk = checked(body.jwk, "jwk")
    with current_house().database.read() as session:
        actor = actors.actor_at(session, body.staff, clock.now())
    if actor is None or actor.establishment_id != HOME:
        raise NotFound()
    tenancy.set_establishment(actor.establishment_id)
    return (_at_bedside if may(actor, "bedside.use") else _at_desk)(actor, body.session, jwk)


def _at_bedside(actor: Actor, session_id: uuid.UUID, jwk: dict[str, str]) -> Response:
    house, now = current_house(), clock.now()
    with house.database.write() as session:
        device, device_secret = entering.this_tablet(session, actor, now=now)
        secret = entering.open_session(session, actor, session_id, device.id, jwk, now=now)
        keys = entering.keys_for(session, house, device, actor, now=now)
    response = jsonify(
        device=str(device.id),
        staff=str(actor.staff_id),
        session=str(session_id),
        store_keys=[
            {"unit": str(one.unit_id), "version": one.version, "key": b64.encode(one.key)}
            for one in keys
        ],
        offline=True,
        next="/personnes",
    )
    if device_secret is not None:
        cookies.set_device(response, device.id, device_secret)
    cookies.set_session(response, session_id, secret)
    return response


def _at_desk(actor: Actor, session_id: uuid.UUID, jwk: dict[str, str]) -> Response:
    with current_house().database.write() as session:
        secret = entering.open_session(session, actor, session_id, None, jwk, now=clock.now())
    response = jsonify(
        staff=str(actor.staff_id), session=str(session_id), offline=False, next="/bureau"
    )
    cookies.set_session(response, session_id, secret)
    return response
