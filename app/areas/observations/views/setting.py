"""From where on a nurse is told: what the home says, and what is said for one person."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.observations import thresholds
from app.areas.observations.commands import set_home_thresholds, set_person_thresholds
from app.areas.observations.forms import thresholds_form
from app.areas.observations.views.blueprint import blueprint, reached
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say
from transmissions.observations.thresholds import DEFAULTS, merged

Answer = Response | tuple[str, int]


@page(blueprint, "/reglages/seuils", "medication.settings")
def home_thresholds() -> Answer:
    actor, house = require("medication.settings"), current_house()
    with house.database.read() as session:
        set_here = thresholds.of_home(session, actor.establishment_id)
    form = thresholds_form(merged(set_here))

    def act(session: Session) -> None:
        set_home_thresholds(session, actor, form.to_thresholds(DEFAULTS), now=clock.now())

    if form.carry(act):
        say("Seuils enregistrés : ils valent dès la prochaine mesure.")
        return redirect(url_for("observations.home_thresholds"))
    return render_template("office/observations/thresholds.html", form=form), form.status


@page(blueprint, "/personnes/<uuid:person_id>/mesures/seuils", "medical.write")
def person_thresholds(person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, "medical.write")
    house = current_house()
    with house.database.read() as session:
        of_home = thresholds.of_home(session, actor.establishment_id)
        set_here = thresholds.of_person(session, house.vault, person_id)
    beneath = merged(of_home)
    form = thresholds_form(merged(of_home, set_here))

    def act(session: Session) -> None:
        said = form.to_thresholds(beneath)
        set_person_thresholds(session, house.vault, actor, person_id, said, now=clock.now())

    if form.carry(act):
        say("Seuils enregistrés pour cette personne.")
        return redirect(url_for("observations.measures", person_id=person_id))
    return render_template(
        "office/observations/thresholds.html", form=form, person=person
    ), form.status
