"""Writing a request down: whoever represents the person under a measure is known from the file, not from the form."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.persons.queries import ground_of, measures_of, person_of
from app.areas.privacy.asking import Asked, record_request
from app.areas.privacy.forms import RequestForm
from app.areas.privacy.models import RightsRequest
from app.areas.privacy.rules import RIGHTS
from app.areas.privacy.views.blueprint import REQUEST, blueprint, desk
from app.gate.auth.actor import Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground.errors import NotFound, Refused
from app.ground.pages.undo import say


@page(blueprint, "/personnes/<uuid:person_id>/demande-de-droits", REQUEST)
def recording(person_id: uuid.UUID) -> Response | tuple[str, int]:
    of = desk()
    with of.house.database.read() as session:
        person = person_of(session, of.house, of.home, person_id)
        measures = measures_of(session, of.house.vault, person_id, of.now)
    try:
        require(REQUEST, Subject(of.home, person.unit_id))
    except Refused as refusal:
        raise NotFound() from refusal
    form = RequestForm(data={"received_on": of.today})

    def write(session: Session) -> RightsRequest:
        right = form.right.data or ""
        who = ground_of(right, measures).who if right in RIGHTS else "person"
        asked = Asked(
            right=right,
            asker=form.asker.data or "",
            asker_name=form.asker_name.data or "",
            words=form.words.data or "",
            received_on=form.received_on.data or of.today,
            who=who,
            subject=form.subject.data or None,
        )
        return record_request(
            session, of.house.vault, of.actor, person_id, asked, today=of.today, now=of.now
        )

    if form.carry(write):
        say("Demande notée. Ses échéances courent depuis le jour où elle a été reçue.")
        return redirect(url_for("privacy.one", request_id=form.outcome.id))
    grounds = {right: ground_of(right, measures) for right in RIGHTS}
    return (
        render_template("privacy/recording.html", form=form, person=person, grounds=grounds),
        form.status,
    )
