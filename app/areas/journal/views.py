"""/bureau/personnes/<id>/transmissions: what was said about a person, to read at a desk."""

from __future__ import annotations

import re
import uuid

from flask import Blueprint, render_template, request

from app.areas.follow_ups.queries import of_entries, open_ones
from app.areas.journal.queries import Wanted, cibles_of, entries_of
from app.areas.persons.queries import person_of
from app.gate.audit.once import record_once
from app.gate.auth.actor import Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.asked import asked_day
from app.ground.pages.paging import page_number

blueprint = Blueprint("journal", __name__, url_prefix="/bureau")
_CIBLE = re.compile(r"[a-z0-9-]{1,60}")


@reading(blueprint, "/personnes/<uuid:person_id>/transmissions", "person.read")
def timeline(person_id: uuid.UUID) -> str:
    actor, house = require("person.read"), current_house()
    home = actor.establishment_id
    with house.database.read() as session:
        person = person_of(session, house, home, person_id)
    if person.unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    for permission in ("person.read", "journal.read"):
        require(permission, Subject(home, person.unit_id))
    record_once(house.database, "person.open", actor=actor, person_id=person_id, now=clock.now())
    wanted, number = _wanted(), page_number(request.args.get("page"))
    with house.database.read() as session:
        zone = zone_of(session, home)
        page = entries_of(session, house, person_id, wanted, zone, number)
        return render_template(
            "office/timeline.html",
            person=person,
            page=page,
            due=of_entries(session, house, person_id, (entry.id for entry in page.rows)),
            remaining=open_ones(session, house, home, person_id=person_id),
            cibles=cibles_of(session, house, person_id),
            staff=names_of(session, house, home),
            wanted=wanted,
            is_filtered=wanted != Wanted(),
        )


def _wanted() -> Wanted:
    cible = request.args.get("cible", "")
    return Wanted(
        cible=cible if _CIBLE.fullmatch(cible) else None,
        since=asked_day("du"),
        until=asked_day("au"),
    )
