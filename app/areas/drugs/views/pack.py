"""What a pack says: a scanner in keyboard mode types it into a field and ends with Enter."""

from __future__ import annotations

from flask import render_template, request

from app.areas.drugs.finding import scanned
from app.areas.drugs.queries import current
from app.areas.drugs.views.blueprint import READ, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.gate.directory.structure import zone_of
from app.ground import clock
from app.ground.house import current_house
from medication.datamatrix import WORDS
from medication.scanned_text import LIMIT


@page(blueprint, "/boite", READ)
def pack() -> str:
    actor, house = require(READ), current_house()
    reference, sent = current(house), request.form.get("code", "")[:LIMIT]
    with house.database.read() as session:
        zone = zone_of(session, actor.establishment_id)
    day = clock.now().astimezone(zone).date()
    return render_template(
        "office/drug_pack.html",
        reference=reference,
        found=scanned(reference, sent, today=day) if sent.strip() else None,
        day=day,
        words=WORDS,
    )
