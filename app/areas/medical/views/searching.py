"""What answers while something one may be allergic to is typed; it goes by POST, so that it is in no address."""

from __future__ import annotations

from typing import Any

from flask import request

from app.areas.drugs.queries import current
from app.areas.medical.allergens import Allergen, search
from app.areas.medical.views.blueprint import WRITE, blueprint
from app.gate.auth.routes import button
from app.ground.errors import Invalid
from app.ground.house import current_house


@button(blueprint, "/sante/allergenes", WRITE)
def allergens() -> dict[str, Any]:
    """In the shape that the search of drugs has, so that one script draws both."""
    sent = request.get_json(silent=True)
    asked = sent.get("q") if isinstance(sent, dict) else None
    if not isinstance(asked, str):
        raise Invalid({"q": "Écrivez le début d’un nom de substance, de famille ou de marque."})
    found, total = search(current(current_house()), asked)
    return {
        "substance": None,
        "total": total,
        "approximate": False,
        "results": [_line(one) for one in found],
    }


def _line(one: Allergen) -> dict[str, Any]:
    return {
        "cis": one.value,
        "name": one.label,
        "detail": one.detail,
        "routes": [],
        "marketed": True,
        "ingredients": [],
    }
