"""/bureau/charte/acceptations: who accepted the charter, which version, when and where."""

from __future__ import annotations

from flask import render_template

from app.areas.charter.queries import signatures
from app.areas.charter.views.blueprint import REVIEW, blueprint
from app.gate.auth.actors import require
from app.gate.auth.charter.texts import CURRENT, charter
from app.gate.auth.routes import reading
from app.ground import clock
from app.ground.house import current_house


@reading(blueprint, "/acceptations", REVIEW)
def accepted() -> str:
    actor, house = require(REVIEW), current_house()
    with house.database.read() as session:
        people = signatures(session, house, actor.establishment_id, clock.now())
    return render_template(
        "charter/accepted.html",
        people=people,
        waiting=sum(not one.is_current for one in people),
        current=CURRENT,
        digest=charter().digest,
    )
