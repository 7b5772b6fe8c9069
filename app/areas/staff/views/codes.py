"""Personal codes of the tablets' own passkeys: a block is lifted, and nothing else is done to them."""

from __future__ import annotations

import uuid

from flask import url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.staff.views.blueprint import blueprint
from app.gate.auth import code_blocks, confirming
from app.gate.auth.actors import require
from app.gate.auth.models import Credential
from app.gate.auth.routes import button
from app.gate.directory.finding import find
from app.gate.directory.team import member_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import press


@button(blueprint, "/cles/<uuid:credential_id>/debloquer", "staff.manage")
def code_lifting(credential_id: uuid.UUID) -> Response:
    actor, house = require("staff.manage"), current_house()

    def lift(session: Session) -> None:
        row = code_blocks.lift(session, actor, credential_id, now=clock.now())
        name = member_of(session, house, actor.establishment_id, row.staff_id).name
        confirming.demand(session, actor, f"Lever le blocage du code de {name}")

    with house.database.read() as session:
        staff_id = find(session, Credential, actor.establishment_id, credential_id).staff_id
    return press(
        lift,
        back=url_for("staff.member", staff_id=staff_id),
        said="Blocage levé. Le même code sert encore une fois, puis un nouveau sera demandé.",
    )
