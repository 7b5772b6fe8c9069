"""/bureau/equipe/cles: what happened to everybody's keys, the agreements that are awaited, what somebody disputes."""

from __future__ import annotations

import uuid

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.areas.staff.own_keys import home_notices, waiting_links
from app.areas.staff.views.blueprint import blueprint
from app.gate.auth import notices
from app.gate.auth.actors import require
from app.gate.auth.routes import button, reading
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press


@reading(blueprint, "/equipe/cles", "staff.manage")
def key_moves() -> str:
    actor, house, now = require("staff.manage"), current_house(), clock.now()
    with house.database.read() as session:
        return render_template(
            "office/key_moves.html",
            links=waiting_links(session, house, actor.establishment_id, now=now),
            notices=home_notices(session, house, actor.establishment_id),
            me_id=actor.staff_id,
        )


@button(blueprint, "/equipe/cles/<uuid:notice_id>/reglee", "staff.manage")
def dispute_settling(notice_id: uuid.UUID) -> Response:
    actor = require("staff.manage")
    return press(
        lambda session: notices.settle(session, actor, notice_id, now=clock.now()),
        back=url_for("staff.key_moves"),
        said="Contestation réglée.",
    )
