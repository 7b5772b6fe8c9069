"""/bureau/equipe/remplacement: somebody comes for a few hours; one form, one key, one code to scan."""

from __future__ import annotations

from flask import render_template
from sqlalchemy.orm import Session

from app.areas.staff.forms import EVERYWHERE, ReplacementForm
from app.areas.staff.replacements import Welcomed, usual_end, welcome
from app.areas.staff.views.blueprint import blueprint
from app.areas.staff.views.team import place_choices, place_of
from app.gate.auth import confirming
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.gate.directory.team import member_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.links import one_time_link
from app.ground.pages.moments import instant_of


@page(blueprint, "/equipe/remplacement", "staff.manage")
def replacing() -> str | tuple[str, int]:
    """The invitation is in the answer: nobody has to look for it while somebody waits at the desk."""
    actor, house, now = require("staff.manage"), current_house(), clock.now()
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    end = usual_end(now, zone)
    form = ReplacementForm(data={"until_on": end.date(), "until": end.time()})
    form.unit_id.choices = place_choices(actor)

    def act(session: Session) -> Welcomed:
        chosen = form.unit_id.data
        welcomed = welcome(
            session,
            house,
            actor,
            given_name=form.given_name.data or "",
            family_name=form.family_name.data or "",
            role=form.role.data,
            unit_id=place_of(chosen),
            is_everywhere=chosen == EVERYWHERE,
            until=instant_of(form.until_on.data, form.until.data, zone),
            now=now,
        )
        name = f"{form.given_name.data} {form.family_name.data}"
        confirming.demand(session, actor, f"Accueillir {name} et l’inviter à enregistrer une clé")
        return welcomed

    if not form.carry(act):
        return render_template("office/replacing.html", form=form), form.status
    made: Welcomed = form.outcome
    with house.database.read() as session:
        shown = member_of(session, house, actor.establishment_id, made.staff.id)
    link = one_time_link(f"/invitation/{made.token}")
    return render_template(
        "office/invitation_link.html", member=shown, link=link, invitation=made.invitation
    )
