"""Which box: the drug by its name, or the code that is on the box, typed or scanned."""

from __future__ import annotations

from datetime import date

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.drugs.finding import search
from app.areas.drugs.queries import current
from app.areas.drugs.recalls.drafts import batch_typed, pack_typed
from app.areas.drugs.recalls.views.blueprint import WRITE, blueprint, today_of
from app.gate.auth.actors import require
from app.gate.auth.routes import page
from app.ground.house import current_house
from medication.reference import Reference
from medication.scanned_text import LIMIT

_FEWEST_FIGURES = 7
"""A name holds fewer: what has as many is the code of a box."""


@page(blueprint, "/noter", WRITE)
def finding() -> Response | tuple[str, int]:
    return choosing_box()


def choosing_box() -> Response | tuple[str, int]:
    """The page that asks which box, or the way to the form about it."""
    day, reference = today_of(require(WRITE)), current(current_house())
    sent, asked = (request.form.get(name, "").strip()[:LIMIT] for name in ("code", "q"))
    refused = ""
    code = sent or (asked if sum(char.isdecimal() for char in asked) >= _FEWEST_FIGURES else "")
    if code:
        there, refused = _box(reference, code, day)
        if there is not None:
            return there
    found = search(reference, asked) if asked and not code else None
    shown = render_template(
        "office/recalls/finding.html",
        reference=reference,
        asked=asked,
        code=code,
        found=found,
        refused=refused,
    )
    return shown, 422 if refused else 200


def _box(reference: Reference, code: str, day: date) -> tuple[Response | None, str]:
    """To the form about the box of that code; else what is wrong with the code."""
    pack, refused = pack_typed(reference, code, day)
    if pack is None:
        return None, refused
    lot = batch_typed(reference, code, day) or None
    cis = reference.by_cip13.get(pack.cip13 or "")
    if cis is None:
        return redirect(url_for("recalls.writing_unknown", code=pack.gtin, lot=lot)), ""
    return redirect(url_for("recalls.writing", cis=cis, boite=pack.cip13, lot=lot)), ""
