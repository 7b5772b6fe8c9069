"""One specialty: what it is made of, how it is given, its packs, what may stand for it."""

from __future__ import annotations

from flask import render_template

from app.areas.drugs.finding import substitutes
from app.areas.drugs.queries import current
from app.areas.drugs.telling import dose_of
from app.areas.drugs.views.blueprint import READ, blueprint
from app.gate.auth.routes import reading
from app.ground.errors import NotFound
from app.ground.house import current_house


@reading(blueprint, "/<cis>", READ)
def specialty(cis: str) -> str:
    reference = current(current_house())
    product = reference.products.get(cis)
    if product is None:
        raise NotFound()
    return render_template(
        "office/drug.html",
        reference=reference,
        product=product,
        substitutes=substitutes(reference, product),
        dose_of=dose_of,
    )
