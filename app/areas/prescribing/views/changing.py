"""…/traitement/<line>/modifier: the same form over a line as it is; what is saved is its next version.

Two who change a line at once: the second is told who wrote what, keeps what they typed, and may save it knowingly.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.documents.queries import DocumentValue
from app.areas.prescribing.commands import Overtaken, ReasonsNeeded, change
from app.areas.prescribing.drafting import line_of
from app.areas.prescribing.forms.drug import Chosen, of_line
from app.areas.prescribing.forms.line import fields_of_span
from app.areas.prescribing.forms.line_form import LineForm
from app.areas.prescribing.forms.schemes import fields_of
from app.areas.prescribing.values import Draft, Version
from app.areas.prescribing.views import form_steps as steps
from app.areas.prescribing.views.blueprint import WRITE, Desk, LineDesk, blueprint, reached_line
from app.areas.prescribing.views.paper import paper_of_line
from app.areas.prescribing.views.review import Review, reasons_in, review_of
from app.areas.prescribing.views.saying import said
from app.gate.auth.routes import page
from app.ground.errors import Conflict, Invalid
from app.ground.pages.undo import say
from medication.prescription import Line

_PAGE = "/personnes/<uuid:person_id>/traitement/<uuid:chain_id>/modifier"


@page(blueprint, _PAGE, WRITE)
def changing(person_id: uuid.UUID, chain_id: uuid.UUID) -> Response | steps.Shown:
    at = reached_line(person_id, chain_id, WRITE)
    desk, before = at.desk, at.line
    fields = None if before is None or at.head.stopped_at else _fields(at, before)
    if before is None or fields is None:
        page = render_template("office/prescribing/no_change.html", person=desk.person, at=at)
        return page, 200
    drug = of_line(steps.reference_of(desk), before.drug)
    if not request.form:
        form = LineForm.showing(steps.defaults(desk, drug, "") | fields, drug)
        return _show(at, drug, form)
    if "usual" in request.form:
        return _show(at, drug, steps.filled(desk, drug))
    form = LineForm.sent(drug)
    if request.form.get("go") in ("review", "save"):
        return _reviewed(at, before, drug, form)
    return _show(at, drug, form)


def _fields(at: LineDesk, before: Line) -> dict[str, Any] | None:
    """The fields of the line as it is: its next version begins now unless another day is said."""
    scheme = fields_of(before.scheme)
    if scheme is None:
        return None
    span = fields_of_span(at.desk.now, before.ends_at, at.desk.zone)
    if before.starts_at <= at.desk.now:
        span |= {"starts_on": at.desk.today.isoformat(), "starts_hour": ""}
    else:
        span |= fields_of_span(before.starts_at, before.ends_at, at.desk.zone)
    return {
        **scheme,
        **span,
        "seen": str(at.head.id),
        "unit": before.unit,
        "route": before.route,
        "strength": before.drug.strength,
        "drug_form": before.drug.form,
        "giver": before.giver,
        "wording": before.wording,
        "why": before.why,
        "prescriber": before.prescriber,
        "source": "verbal" if at.head.is_to_sign else "written",
        "same_paper": at.head.paper is not None and at.head.controlled_at is None,
    }


def _reviewed(at: LineDesk, before: Line, drug: Chosen, form: LineForm) -> Response | steps.Shown:
    desk = at.desk
    written = form.read(steps.about(desk, drug))
    if written is None or steps.is_doubted(desk, form, written, drug, before):
        return _show(at, drug, form)
    # The drug of a line never changes: another drug is another line.
    draft = replace(steps.draft_of(written, drug, form), drug=before.drug)
    if form.same_paper.data:
        draft = replace(draft, paper=at.head.paper)
    try:
        review = _review(at, draft)
        if request.form.get("go") == "save" and not review.stops:
            return _save(at, drug, form, draft, review)
    except Invalid as refusal:
        form.take(refusal)
        return _show(at, drug, form)
    return _show_review(at, drug, form, review)


def _review(at: LineDesk, draft: Draft) -> Review:
    desk, head = at.desk, at.head
    line = line_of(
        draft,
        person=desk.person.id,
        id=uuid.uuid4(),
        chain=head.chain,
        version=head.version + 1,
        starts_at=max(draft.starts_at or desk.now, desk.now),
        now=desk.now,
        reference=steps.reference_of(desk),
    )
    with desk.house.database.read() as session:
        return review_of(session, desk, line)


def _save(
    at: LineDesk, drug: Chosen, form: LineForm, draft: Draft, review: Review
) -> Response | steps.Shown:
    desk = at.desk
    try:
        with desk.house.database.write() as session:
            change(
                session,
                desk.house,
                desk.actor,
                at.head.chain,
                draft,
                seen=steps.seen_in(form, at.head.id),
                now=desk.now,
                overriding=reasons_in(request.form, review.alerts),
                reason=form.reason.data or "",
            )
    except ReasonsNeeded as needed:
        form.refuse("", needed.message)
        return _show_review(at, drug, form, review, reasons_missing=True)
    except Overtaken as other:
        form.seen.data, form.conflict = str(other.line.id), other
        return _show(at, drug, form, overtaken=other, theirs=_theirs(desk, other.line))
    except Invalid as refusal:
        return _show_review(at, drug, form, review, refused=form.take(refusal))
    except Conflict as conflict:
        form.refuse("", conflict.message)
        return _show_review(at, drug, form, review)
    say(
        "Modification enregistrée : les tablettes montrent ce qui change. Un second contrôle est attendu."
    )
    return redirect(url_for("prescribing.line", person_id=desk.person.id, chain_id=at.head.chain))


def _theirs(desk: Desk, version: Version) -> Any:
    return said(version.line, desk.today, desk.restriction) if version.line else None


def _show(at: LineDesk, drug: Chosen, form: LineForm, **more: Any) -> steps.Shown:
    return steps.show_form(at.desk, drug, form, at=at, document=_document(at), **more)


def _show_review(
    at: LineDesk, drug: Chosen, form: LineForm, review: Review, **more: Any
) -> steps.Shown:
    before = said(at.line, at.desk.today, at.desk.restriction) if at.line else None
    more["document"] = _document(at)
    return steps.show_review(at.desk, drug, form, review, at=at, before=before, **more)


def _document(at: LineDesk) -> DocumentValue | None:
    """What the line was copied from, to be read beside the form."""
    with at.desk.house.database.read() as session:
        return paper_of_line(session, at.desk.house, at.desk, at.head)
