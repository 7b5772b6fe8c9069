"""The pictures of pages, one by one, kept by no cache."""

from __future__ import annotations

import uuid

from werkzeug.wrappers import Response

from app.areas.documents.queries import Which, page_picture
from app.areas.documents.views.blueprint import OPEN, blueprint, reached, trace_opening
from app.gate.auth.routes import reading
from app.ground.errors import NotFound


@reading(blueprint, "/documents/<uuid:document_id>/pages/<uuid:page_id>/vignette", OPEN)
def thumb(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    return _picture(document_id, page_id, "thumb")


@reading(blueprint, "/documents/<uuid:document_id>/pages/<uuid:page_id>/lisible", OPEN)
def legible(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    return _picture(document_id, page_id, "legible")


def _picture(document_id: uuid.UUID, page_id: uuid.UUID, which: Which) -> Response:
    of, _person, document = reached(document_id)
    if page_id not in {page.id for page in document.pages}:
        raise NotFound()
    if which == "legible":
        trace_opening(of, document)
    answer = Response(page_picture(of.house, of.actor, page_id, which), mimetype="image/webp")
    answer.headers["Cache-Control"] = "no-store"
    return answer
