"""A label that was lost: what it opened is taken from it, and another is printed."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.persons.queries import person_of
from app.areas.rounds.labels.commands import replace_lost
from app.areas.rounds.labels.queries import live_labels
from app.areas.rounds.labels.views.blueprint import PRINT, blueprint
from app.gate.auth.actor import Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.forms import Form
from app.ground.pages.undo import say


class LosingForm(Form):
    """Nothing to fill: pressing it says it."""


@page(blueprint, "/<uuid:person_id>/perdue", PRINT)
def losing(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, house = require(PRINT), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
        has_label = person_id in live_labels(session, actor.establishment_id, [person_id])
    if person.unit_id is None:
        raise NotFound()  # tablets know the labels of those who live there
    require(PRINT, Subject(actor.establishment_id, person.unit_id))
    form = LosingForm()
    if has_label and form.carry(
        lambda session: replace_lost(session, house.vault, actor, person_id, now=clock.now())
    ):
        say("L’ancienne étiquette ne désigne plus personne. Imprimez la nouvelle et posez-la.")
        return redirect(url_for("labels.index", personne=person_id))
    shown = render_template(
        "office/labels/losing.html", form=form, person=person, has_label=has_label
    )
    return shown, form.status
