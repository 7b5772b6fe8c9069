"""/bureau/conservation: how long everything is kept, what is held, what was destroyed."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.retention.durations import decide_duration, durations_of
from app.areas.retention.forms import DurationForm
from app.areas.retention.holds import holds_of
from app.areas.retention.purging import runs_of
from app.areas.retention.rules import RULES
from app.areas.retention.views.blueprint import KEEP, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import page, reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.undo import say


@reading(blueprint, "/conservation", KEEP)
def index() -> str:
    actor, house = require(KEEP), current_house()
    home = actor.establishment_id
    with house.database.read() as session:
        return render_template(
            "retention/index.html",
            durations=durations_of(session, home),
            holds=holds_of(session, house.vault, home),
            lifted=holds_of(session, house.vault, home, lifted=True),
            runs=runs_of(session, home),
            staff=names_of(session, house, home),
        )


@page(blueprint, "/conservation/durees/<code>", KEEP)
def duration(code: str) -> Response | tuple[str, int]:
    actor, rule = require(KEEP), RULES.get(code)
    if rule is None:
        raise NotFound()
    with current_house().database.read() as session:
        found = durations_of(session, actor.establishment_id)
    now = next(one for one in found if one.rule == rule)
    form = DurationForm(data={"months": now.months})
    if form.carry(
        lambda session: decide_duration(
            session,
            actor,
            code,
            months=form.months.data or 0,
            reason=form.reason.data,
            now=clock.now(),
        )
    ):
        say("Durée enregistrée : la prochaine liste en tient compte.")
        return redirect(url_for("retention.index"))
    return render_template("retention/duration.html", form=form, duration=now), form.status
