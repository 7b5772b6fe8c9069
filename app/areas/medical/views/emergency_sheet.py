"""/bureau/personnes/<id>/fiche-urgence: the emergency sheet, to be read and to be printed in two pages."""

from __future__ import annotations

import uuid
from datetime import datetime

from flask import render_template
from werkzeug.wrappers import Response

from app.areas.medical.sheet.paper import sheet_pdf
from app.areas.medical.sheet.whole import sheet_about
from app.areas.medical.views.blueprint import blueprint
from app.areas.persons.queries import PersonValue, person_of
from app.gate.audit.once import record_once
from app.gate.audit.record import record
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from transmissions.emergency import Sheet

READ = "sheet.read"


@reading(blueprint, "/personnes/<uuid:person_id>/fiche-urgence", READ)
def emergency_sheet(person_id: uuid.UUID) -> str:
    actor, person = _reached(person_id)
    house, now = current_house(), clock.now()
    record_once(house.database, "sheet.read", actor=actor, person_id=person_id, now=now)
    return render_template(
        "office/medical/emergency_sheet.html", person=person, sheet=_sheet(actor, person, now)
    )


@reading(blueprint, "/personnes/<uuid:person_id>/fiche-urgence.pdf", READ)
def emergency_sheet_paper(person_id: uuid.UUID) -> Response:
    actor, person = _reached(person_id)
    house, now = current_house(), clock.now()
    sheet = _sheet(actor, person, now)
    with house.database.read() as session:
        staff = names_of(session, house, actor.establishment_id)
        made_at = now.astimezone(zone_of(session, actor.establishment_id))
    by = staff[actor.staff_id].name if actor.staff_id in staff else ""
    made = sheet_pdf(sheet, name=person.listed_name, made_at=made_at, made_by=by)
    with house.database.write() as session:
        record(session, "sheet.printed", at=now, actor=actor, person_id=person_id)
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="fiche-urgence.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _reached(person_id: uuid.UUID) -> tuple[Actor, PersonValue]:
    """The actor, and the person whose sheet they may read: of their units, or opened in an emergency. Raises NotFound,
    Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person = person_of(session, house, actor.establishment_id, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    require(READ, Subject(actor.establishment_id, person.unit_id, person_id))
    return actor, person


def _sheet(actor: Actor, person: PersonValue, now: datetime) -> Sheet:
    house = current_house()
    with house.database.read() as session:
        return sheet_about(session, house, actor.establishment_id, person, now=now)
