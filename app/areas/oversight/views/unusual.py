"""/bureau/acces: openings that somebody should ask about, each with its reason."""

from __future__ import annotations

from datetime import timedelta

from flask import render_template, request

from app.areas.oversight.queries import unusual_of
from app.areas.oversight.unusual import KINDS
from app.areas.oversight.views.blueprint import READ, blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.plan import shifts_between
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.paging import cut, page_number

PERIODS = {"7": "7 jours", "30": "30 jours", "90": "90 jours"}
USUAL = "30"
PER_PAGE = 50


@reading(blueprint, "/acces", READ)
def index() -> str:
    actor, house, now = require(READ), current_house(), clock.now()
    record_once(house.database, "audit.read", actor=actor, now=now)
    period = request.args.get("jours", USUAL)
    period = period if period in PERIODS else USUAL
    kind = request.args.get("quoi")
    number = page_number(request.args.get("page"))
    since, home = now - timedelta(days=int(period)), actor.establishment_id
    with house.database.read() as session:
        found = unusual_of(session, home, since=since, until=now + timedelta(seconds=1))
        staff = names_of(session, house, home)
        is_planned = bool(shifts_between(session, home, since, now))
    shown = [one for one in found if kind not in KINDS or one.kind == kind]
    first = (number - 1) * PER_PAGE
    return render_template(
        "oversight/unusual.html",
        page=cut(shown[first : first + PER_PAGE + 1], number, PER_PAGE),
        staff=staff,
        periods=list(PERIODS.items()),
        period=period,
        kind=kind if kind in KINDS else None,
        is_planned=is_planned,
    )
