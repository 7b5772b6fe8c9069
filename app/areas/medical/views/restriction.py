"""Who may give to a person: the form, over the decision in force."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.medical.commands import set_restriction
from app.areas.medical.file import Chain, MedicalFile
from app.areas.medical.forms import RestrictionForm
from app.areas.medical.views.blueprint import WRITE, blueprint, file_about, reached
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say


@page(blueprint, "/personnes/<uuid:person_id>/sante/qui-donne", WRITE)
def restriction(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, WRITE)
    house, file = current_house(), file_about(person)
    with house.database.read() as session:
        today = clock.now().astimezone(zone_of(session, actor.establishment_id)).date()
    form = RestrictionForm.over(_shown(file.restriction, today), stamped=_version(file))
    if form.carry(
        lambda session: set_restriction(
            session,
            house.vault,
            actor,
            person_id,
            form.draft(),
            today=today,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        say("Noté : les tablettes disent qui donne dès leur prochain échange.")
        return redirect(url_for("medical.health", person_id=person_id))
    return render_template("office/medical/restriction.html", person=person, form=form), form.status


def _version(file: MedicalFile) -> dict[str, int]:
    return {"version": file.restriction.last.row.version if file.restriction else 0}


def _shown(chain: Chain | None, today: date) -> dict[str, object]:
    """The decision in force, to be decided otherwise: by whom, why and when are asked again."""
    level = None if chain is None or chain.is_broken else chain.said["level"]
    return {"level": level, "why": None, "decided_by": None, "on": today}
