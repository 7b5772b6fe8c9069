"""The list of what has come to its end, its destruction, and the reports of those that were done."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.retention.forms import PurgeForm
from app.areas.retention.purging import Purged, purge, run_of, shred
from app.areas.retention.reckoning import due_now
from app.areas.retention.views.blueprint import KEEP, blueprint
from app.gate.audit.once import record_once
from app.gate.auth import confirming
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.routes import page, reading
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.backup.writing import KEYS_KEPT
from app.ground.errors import Invalid
from app.ground.folding import fold
from app.ground.house import current_house
from app.ground.pages.undo import say

WORD = "DÉTRUIRE"


@page(blueprint, "/conservation/liste", KEEP)
def due() -> Response | tuple[str, int]:
    actor, house, now = require(KEEP), current_house(), clock.now()
    record_once(house.database, "retention.reckoned", actor=actor, now=now)
    form = PurgeForm()
    if form.carry(lambda session: _purge(session, actor, form)):
        shred(house, form.outcome)
        say(
            "Détruit. Le rapport dit ce qui est parti, et à partir de quand c’est illisible partout."
        )
        return redirect(url_for("retention.report", run_id=form.outcome.run.id))
    with house.database.read() as session:
        found = due_now(session, house, actor.establishment_id, now)
    form.list.data = found.mark
    return render_template(
        "retention/due.html", form=form, due=found, until=now + KEYS_KEPT, word=WORD
    ), form.status


@reading(blueprint, "/conservation/rapports/<uuid:run_id>", KEEP)
def report(run_id: uuid.UUID) -> str:
    actor, house = require(KEEP), current_house()
    with house.database.read() as session:
        run = run_of(session, actor.establishment_id, run_id)
        staff = names_of(session, house, actor.establishment_id)
        return render_template("retention/report.html", run=run, staff=staff)


def _purge(session: Session, actor: Actor, form: PurgeForm) -> Purged:
    if fold(form.confirmation.data or "").strip() != fold(WORD):
        raise Invalid({"confirmation": f"Écrivez {WORD} pour confirmer, ou quittez cette page."})
    done = purge(
        session,
        current_house(),
        actor,
        seen=form.list.data or "",
        visa=form.visa.data,
        now=clock.now(),
    )
    confirming.demand(session, actor, "Détruire ce qui est arrivé à son terme")
    return done
