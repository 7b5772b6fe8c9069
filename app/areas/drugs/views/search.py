"""Finding a drug: a form that works alone, and the answers that a script asks for as one types."""

from __future__ import annotations

from typing import Any

from flask import render_template, request

from app.areas.drugs import telling
from app.areas.drugs.finding import search, substance
from app.areas.drugs.queries import current
from app.areas.drugs.views.blueprint import READ, blueprint
from app.gate.auth.routes import button, page
from app.ground.errors import Invalid
from app.ground.house import current_house


@page(blueprint, "", READ)
def index() -> str:
    reference, asked = current(current_house()), request.form.get("q", "").strip()
    return render_template(
        "office/drugs.html",
        reference=reference,
        asked=asked,
        found=search(reference, asked) if asked else None,
    )


@button(blueprint, "/reponses", READ)
def answers() -> dict[str, Any]:
    """What answers to the letters typed so far."""
    sent = request.get_json(silent=True)
    asked = sent.get("q") if isinstance(sent, dict) else None
    if not isinstance(asked, str):
        raise Invalid({"q": "Écrivez le début d’un nom, d’une substance ou d’un dosage."})
    reference = current(current_house())
    found, named = search(reference, asked), substance(reference, asked)
    return {
        "substance": {"key": named.key, "label": named.label} if named else None,
        "total": found.total,
        "approximate": found.approximate,
        "results": [telling.line(each) for each in found.products],
    }
