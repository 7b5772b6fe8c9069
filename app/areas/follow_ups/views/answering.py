"""Forms about one follow-up: the answer that closes it, and the time it is put off to."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.follow_ups.commands import close_follow_up, postpone_follow_up
from app.areas.follow_ups.forms import ClosingForm, PostponingForm
from app.areas.follow_ups.views.blueprint import REVIEW, WRITE, blueprint, reached
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.ids import new_id
from app.ground.pages.undo import say

Answer = Response | tuple[str, int]


@page(blueprint, "/a-faire/<uuid:follow_up_id>/clore", REVIEW)
def closing(follow_up_id: uuid.UUID) -> Answer:
    actor, person, one = reached(follow_up_id, WRITE)
    vault, close_id = current_house().vault, new_id()
    form = ClosingForm(data={"outcome": "done"})
    if form.carry(
        lambda session: close_follow_up(
            session,
            vault,
            actor,
            follow_up_id,
            outcome=form.outcome.data,
            result=form.result.data or None,
            now=clock.now(),
            id=close_id,
        )
    ):
        undo = url_for("follow_ups.reopening", follow_up_id=follow_up_id)
        said = "Clos : la réponse est sur les tablettes, et reste dans le dossier."
        say(said, undo=undo, fields={"close": str(close_id)})
        return redirect(url_for("follow_ups.index"))
    return _shown("office/follow_up_closing.html", form, person=person, one=one)


@page(blueprint, "/a-faire/<uuid:follow_up_id>/reporter", REVIEW)
def postponing(follow_up_id: uuid.UUID) -> Answer:
    actor, person, one = reached(follow_up_id, WRITE)
    vault, now = current_house().vault, clock.now()
    with current_house().database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    proposed = max(one.due_at, now).astimezone(zone) + timedelta(hours=1)
    form = PostponingForm(data={"due_on": proposed.date(), "due_hour": proposed.time()})
    if form.carry(
        lambda session: postpone_follow_up(
            session,
            vault,
            actor,
            follow_up_id,
            due_at=form.due_at(now, zone),
            reason=form.reason.data or None,
            now=now,
        )
    ):
        say("Reporté : les tablettes montrent la nouvelle heure.")
        return redirect(url_for("follow_ups.follow_up", follow_up_id=follow_up_id))
    return _shown("office/follow_up_postponing.html", form, person=person, one=one)


def _shown(template: str, form: ClosingForm | PostponingForm, **about: object) -> Answer:
    return render_template(template, form=form, **about), form.status
