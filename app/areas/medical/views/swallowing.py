"""How a person swallows: the form, over the answer in force."""

from __future__ import annotations

import uuid
from datetime import date

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.medical.commands import set_swallowing
from app.areas.medical.file import Chain, MedicalFile
from app.areas.medical.forms import SwallowingForm
from app.areas.medical.views.blueprint import WRITE, blueprint, file_about, reached
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.undo import say


@page(blueprint, "/personnes/<uuid:person_id>/sante/deglutition", WRITE)
def swallowing(person_id: uuid.UUID) -> Response | tuple[str, int]:
    actor, person = reached(person_id, WRITE)
    house, file = current_house(), file_about(person)
    with house.database.read() as session:
        today = clock.now().astimezone(zone_of(session, actor.establishment_id)).date()
    words = next((mark.text for mark in person.marks if mark.kind == "swallowing"), None)
    form = SwallowingForm.over(_shown(file.swallowing, words, today), stamped=_version(file))
    if form.carry(
        lambda session: set_swallowing(
            session,
            house.vault,
            actor,
            person_id,
            form.draft(words),
            today=today,
            seen=form.seen.data,
            now=clock.now(),
        )
    ):
        say("Déglutition notée : les tablettes la montrent.")
        return redirect(url_for("medical.health", person_id=person_id))
    shown = render_template(
        "office/medical/swallowing.html", person=person, form=form, words=file.swallowing_words
    )
    return shown, form.status


def _version(file: MedicalFile) -> dict[str, int]:
    return {"version": file.swallowing.last.row.version if file.swallowing else 0}


def _shown(chain: Chain | None, words: str | None, today: date) -> dict[str, object]:
    """The answer in force, else the words of the mark, to be completed."""
    if chain is None or chain.is_broken:
        return {"level": None, "text": words, "on": today}
    return {"level": chain.said["level"], "text": chain.said["text"], "on": today}
