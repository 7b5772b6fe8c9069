"""Which version of the reference is in use, the others, and how each import went.

A version serves every home of the installation: it is changed by whoever hosts it
(`chevet drugs import`, `chevet drugs versions`), never from here.
"""

from __future__ import annotations

from flask import render_template

from app.areas.drugs import queries
from app.areas.drugs.report import CHANGED, FOUND_BY
from app.areas.drugs.views.blueprint import READ, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.ground.errors import NotFound
from app.ground.house import current_house
from app.ground.pages.asked import asked_id


@reading(blueprint, "/referentiel", READ)
def reference() -> str:
    require(READ)
    wanted = asked_id("version")
    with current_house().database.read() as session:
        used, kept = queries.in_use(session), queries.versions(session)
        shown = next((one for one in kept if one.id == wanted), None) if wanted else used
        if shown is None:
            raise NotFound("Cette version n’est plus gardée.")
        report = queries.report_of(session, shown.id) if shown.id else None
    return render_template(
        "office/drug_reference.html",
        used=used,
        shown=shown,
        kept=kept,
        report=report,
        found_by=FOUND_BY,
        changed=CHANGED,
    )
