"""Saying that a recall is over."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.drugs.recalls.commands import end_recall
from app.areas.drugs.recalls.forms import EndForm
from app.areas.drugs.recalls.models import BatchRecall
from app.areas.drugs.recalls.views.blueprint import WRITE, blueprint, today_of
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.finding import find
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import complain, say


@page(blueprint, "/<uuid:recall_id>/terminer", WRITE)
def ending(recall_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house = require(WRITE), current_house()
    with house.database.read() as session:
        recall = find(session, BatchRecall, actor.establishment_id, recall_id)
    form = EndForm(data={"ended_on": today_of(actor)})

    def act(session: Session) -> None:
        end_recall(
            session,
            actor,
            recall_id,
            ended_on=form.ended_on.data,
            why=form.why.data or "",
            now=clock.now(),
        )

    if form.carry(act):
        say("Rappel terminé : ces boîtes peuvent de nouveau être données.")
        return redirect(url_for("recalls.index"))
    if form.conflict is not None:
        complain(form.conflict.message)
        return redirect(url_for("recalls.index", etat="termines"))
    return render_template("office/recalls/ending.html", form=form, recall=recall), form.status
