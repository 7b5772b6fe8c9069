"""What leaves: the pages as PDF/A, under a name that says nothing of anybody. The trail tells who took it."""

from __future__ import annotations

import uuid

from werkzeug.wrappers import Response

from app.areas.documents.pdfa import pdfa
from app.areas.documents.queries import page_picture
from app.areas.documents.views.blueprint import OPEN, blueprint, reached
from app.gate.audit.record import record
from app.gate.auth.routes import reading
from app.ground.errors import NotFound


@reading(blueprint, "/documents/<uuid:document_id>/pdf", OPEN)
def pdf(document_id: uuid.UUID) -> Response:
    here, _person, one = reached(document_id)
    if not one.pages:
        raise NotFound()
    pages = [page_picture(here.house, here.actor, page.id, "legible") for page in one.pages]
    day = (one.dated_on or one.captured_at.astimezone(here.zone).date()).isoformat()
    answer = Response(pdfa(pages, f"Document du {day}"), mimetype="application/pdf")
    with here.house.database.write(tells=True) as session:
        about = {"person_id": one.person_id, "subject_id": one.id}
        record(session, "document.downloaded", at=here.now, actor=here.actor, **about)
    answer.headers["Content-Disposition"] = f'attachment; filename="document-{day}.pdf"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
