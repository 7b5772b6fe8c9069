"""/bureau/etablissement: what the home says of itself."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.areas.steering.forms import ZONES, EstablishmentForm
from app.areas.steering.views.blueprint import blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.commands import edit_establishment
from app.gate.directory.commands.establishments import settings_of
from app.gate.directory.structure import establishment_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.fields import choices
from app.ground.pages.undo import say


@page(blueprint, "/etablissement", "structure.manage")
def establishment() -> Response | tuple[str, int]:
    actor = require("structure.manage")
    with current_house().database.read() as session:
        settings = settings_of(establishment_of(session, actor.establishment_id))
    form = EstablishmentForm.over(settings)
    form.timezone.choices = choices([*ZONES.items(), *_other_zone(str(settings["timezone"]))])
    if form.carry(
        lambda session: edit_establishment(
            session, actor, **form.values, seen=form.seen.data, now=clock.now()
        )
    ):
        say("Établissement enregistré.")
        return redirect(url_for("steering.establishment"))
    return render_template("office/establishment.html", form=form), form.status


def _other_zone(timezone: str) -> list[tuple[str, str]]:
    return [] if timezone in ZONES else [(timezone, timezone)]
