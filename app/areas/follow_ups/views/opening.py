"""Adding something to be done about a person, from a desk."""

from __future__ import annotations

import uuid
from datetime import timedelta

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.follow_ups.commands import Asked, open_task
from app.areas.follow_ups.forms import OpeningForm
from app.areas.follow_ups.views.blueprint import REVIEW, WRITE, about, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.house import current_house
from app.ground.pages.undo import say


@page(blueprint, "/personnes/<uuid:person_id>/a-faire", REVIEW)
def opening(person_id: uuid.UUID) -> Response | tuple[str, int]:
    person, actor = about(person_id, WRITE), require(REVIEW)
    house, now = current_house(), clock.now()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    proposed = now.astimezone(zone).replace(minute=0, second=0, microsecond=0) + timedelta(hours=2)
    form = OpeningForm(
        data={"kind": "task", "due_on": proposed.date(), "due_hour": proposed.time()}
    )

    def act(session: Session) -> uuid.UUID:
        if not (form.what.data or "").strip():
            raise Invalid({"what": "Dites en quelques mots ce qui est à faire."})
        asked = Asked(
            due_at=form.due_at(now, zone),
            kind=form.kind.data,
            what=form.what.data,
            role=form.role.data or None,
            urgent=form.is_urgent.data,
        )
        return open_task(session, house.vault, actor, asked, person_id=person_id, now=now)

    if form.carry(act):
        say("Ajouté : les tablettes de l’unité le montrent à son heure.")
        return redirect(url_for("follow_ups.index", personne=person_id))
    return render_template("office/follow_up_opening.html", person=person, form=form), form.status
