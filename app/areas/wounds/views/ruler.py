"""The card that lies beside a wound in a picture: ten centimetres, and patches of known colours."""

from __future__ import annotations

from flask import render_template
from werkzeug.wrappers import Response

from app.areas.wounds.views.blueprint import READ, blueprint
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.ground.pages.pdf import TYPEFACE, pdf_of

PATCHES = (
    ("#ffffff", "Blanc"),
    ("#8c8c8c", "Gris"),
    ("#1a1a1a", "Noir"),
    ("#c8383c", "Rouge"),
    ("#e8a0a0", "Rose"),
    ("#e3c34b", "Jaune"),
    ("#3f8f5b", "Vert"),
    ("#3a68b0", "Bleu"),
)
CARDS = 4


@reading(blueprint, "/plaies/reglette.pdf", READ)
def ruler() -> Response:
    require(READ)
    html = render_template(
        "office/wounds/ruler.html", patches=PATCHES, cards=CARDS, typeface=TYPEFACE
    )
    answer = Response(pdf_of(html), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = 'attachment; filename="reglette-plaies.pdf"'
    return answer
