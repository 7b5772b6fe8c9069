"""…/controler: a second professional reads the line beside its source, and what it raises, and finds it right."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.prescribing.commands import control
from app.areas.prescribing.forms.ending import ControllingForm
from app.areas.prescribing.overrides import NEED_WORDS, REASONS
from app.areas.prescribing.queries import may_control
from app.areas.prescribing.values import PIECES
from app.areas.prescribing.views.blueprint import CONTROL, blueprint, reached_line
from app.areas.prescribing.views.paper import paper_of_line
from app.areas.prescribing.views.review import note_review, read_id, reasons_in, review_of
from app.areas.prescribing.views.saying import said
from app.areas.prescribing.views.versions import versions_said
from app.gate.auth.routes import page
from app.gate.directory.team import names_of
from app.ground.pages.undo import say

_PAGE = "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>/controler"


@page(blueprint, _PAGE, CONTROL)
def controlling(person_id: uuid.UUID, chain_id: uuid.UUID) -> Response | tuple[str, int]:
    at = reached_line(person_id, chain_id, CONTROL)
    desk, form = at.desk, ControllingForm(data={"seen": str(at.head.id)})
    with desk.house.database.read() as session:
        review = review_of(session, desk, at.line, "validation") if at.line else None
        staff = names_of(session, desk.house, desk.home)
        document = paper_of_line(session, desk.house, desk, at.head)

    def act(session: Session) -> Any:
        given = reasons_in(request.form, review.alerts) if review else []
        seen = read_id(form.seen.data) or at.head.id
        more: dict[str, Any] = {"seen": seen, "now": desk.now, "overriding": given}
        more["read"] = [piece for piece in PIECES if request.form.get(f"same-{piece}")]
        return control(session, desk.house, desk.actor, chain_id, **more)

    if form.do(act):
        say("Contrôlée : la ligne n’est plus marquée « non contrôlée ».")
        if document is not None:
            return redirect(url_for("prescribing.reading_back", document_id=document.id))
        return redirect(url_for("prescribing.to_control"))
    if form.conflict is not None:
        form.seen.data = str(at.head.id)
    is_own = not may_control(at.versions, desk.actor.staff_id)
    if review and not is_own:
        note_review(desk, review, "validation")
    page = render_template(
        "office/prescribing/controlling.html",
        person=desk.person,
        at=at,
        form=form,
        review=review,
        said=said(at.line, desk.today, desk.restriction) if at.line else None,
        versions=versions_said(at.versions, desk.today),
        is_own=is_own,
        document=document,
        pieces=PIECES,
        staff=staff,
        now=desk.now,
        reasons=REASONS,
        need_words=NEED_WORDS,
        given=request.form,
    )
    return page, form.status
