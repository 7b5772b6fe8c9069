"""/bureau/trace: what happened, filtered by the address."""

from __future__ import annotations

import re

from flask import render_template, request

from app.areas.steering import trail
from app.areas.steering.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_day, asked_id
from app.ground.pages.paging import page_number

_VERB = re.compile(r"[a-z_]{1,20}\.[a-z_]{1,20}")


@reading(blueprint, "/trace", "audit.read")
def trace() -> str:
    actor, house = require("audit.read"), current_house()
    record_once(house.database, "audit.read", actor=actor, now=clock.now())
    filters, number = _filters(), page_number(request.args.get("page"))
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
        page = trail.read(session, house, actor, filters, zone, number)
        verbs = trail.verbs_of(session, actor.establishment_id)
        staff = names_of(session, house, actor.establishment_id)
    team = sorted(staff.values(), key=lambda member: member.listed_name)
    return render_template(
        "office/trace.html",
        page=page,
        filters=filters,
        is_filtered=filters != trail.Filters(),
        verbs=verbs,
        team=team,
        reference=trail.reference,
    )


def _filters() -> trail.Filters:
    """What the address asks for; what makes no sense in it filters nothing."""
    verb = request.args.get("quoi", "")
    return trail.Filters(
        actor_id=asked_id("qui"),
        person_id=asked_id("personne"),
        verb=verb if _VERB.fullmatch(verb) else None,
        since=asked_day("du"),
        until=asked_day("au"),
    )
