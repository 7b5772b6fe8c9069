"""Writing a measure at a desk, and another version of one. The bedside's questions come back in the form."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.observations.commands import Asked, correct_observation, record_observation
from app.areas.observations.forms import MeasureForm, measure_form
from app.areas.observations.queries import ObservationValue, observation_of
from app.areas.observations.views.blueprint import WRITE, blueprint, reached
from app.areas.observations.views.tables import line_of
from app.areas.persons.queries import PersonValue
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice
from app.ground.pages.undo import say
from transmissions.observations import BY_NAME, KINDS
from transmissions.observations.kinds import FAMILIES

Answer = Response | tuple[str, int]


@page(blueprint, "/personnes/<uuid:person_id>/mesures/nouvelle", WRITE)
def writing(person_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, now = current_house(), clock.now()
    kind = BY_NAME.get(asked_choice("sorte", BY_NAME))
    if kind is None:
        return _choosing(person)
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    form = measure_form(kind, now, zone)

    def act(session: Session) -> uuid.UUID:
        typed = form.to_typed(now, zone)
        return record_observation(session, house.vault, actor, typed, person_id=person_id, now=now)

    if _carried(form, act):
        say("Mesure enregistrée : les tablettes de l’unité la montrent.")
        return redirect(url_for("observations.measures", person_id=person_id))
    return _shown(form, person)


@page(blueprint, "/personnes/<uuid:person_id>/mesures/<uuid:observation_id>", WRITE)
def correcting(person_id: uuid.UUID, observation_id: uuid.UUID) -> Answer:
    actor, person = reached(person_id, WRITE)
    house, now = current_house(), clock.now()
    with house.database.read() as session:
        home = actor.establishment_id
        one = observation_of(session, house.vault, home, observation_id, actor.staff_id)
        zone, staff = zone_of(session, home), names_of(session, house, home)
    kind = BY_NAME.get(one.kind)
    if one.person_id != person_id or kind is None or one.measure is None:
        raise NotFound()
    form = measure_form(kind, one.taken_at, zone, corrected=one.measure)

    def act(session: Session) -> uuid.UUID:
        typed = form.to_typed(now, zone)
        reason = form["reason"].data or ""
        return correct_observation(
            session, house.vault, actor, observation_id, typed, reason, now=now
        )

    if _carried(form, act):
        say("Correction enregistrée : l’ancienne version reste lisible.")
        return redirect(url_for("observations.measures", person_id=person_id))
    return _shown(form, person, one, staff)


def _carried(form: MeasureForm, act: Callable[[Session], Any]) -> bool:
    """Whether it was kept; else `form.question` is what must be answered first, or its problems are shown."""
    if form.is_submitted():
        answer, asked = request.form.get("answer"), request.form.get("asked", "")
        if answer is not None and form.kind.part(asked) is not None:
            form.take_answer(answer, asked)
        form.question = form.open_question()
    if form.question is not None:
        return False
    try:
        return form.carry(act)
    except Asked as asked_back:
        form.question = asked_back.questions[0]
        return False


def _choosing(person: PersonValue) -> Answer:
    families = [
        (label, [kind for kind in KINDS if kind.family == family])
        for family, label in FAMILIES.items()
    ]
    return render_template("office/observations/kinds.html", person=person, families=families), 200


def _shown(
    form: MeasureForm, person: PersonValue, one: ObservationValue | None = None, staff: Any = None
) -> Answer:
    versions = [line_of(each) for each in (one, *one.older)] if one else []
    shown = render_template(
        "office/observations/measure.html",
        form=form,
        person=person,
        one=one,
        versions=versions,
        staff=staff,
    )
    return shown, form.status
