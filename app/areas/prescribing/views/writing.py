"""/bureau/personnes/<id>/traitement/nouvelle: find the drug, fill its line, read it again, save it.

Every step goes by POST to the same address: which drug is meant for whom is in no address and no log. A line carries
the id that it will have, so that a form sent twice writes once.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.areas.drugs.queries import find_drugs, find_substance
from app.areas.prescribing.commands import ReasonsNeeded, prescribe
from app.areas.prescribing.drafting import line_of
from app.areas.prescribing.forms.drug import FREE, NAME_LIMIT, Chosen, chosen
from app.areas.prescribing.forms.line_form import LineForm
from app.areas.prescribing.values import Draft
from app.areas.prescribing.views import form_steps as steps
from app.areas.prescribing.views.blueprint import WRITE, Desk, blueprint, reached
from app.areas.prescribing.views.review import Review, read_id, reasons_in, review_of
from app.gate.auth.routes import page
from app.gate.directory.team import member_of
from app.ground.errors import Conflict, Invalid
from app.ground.ids import new_id
from app.ground.pages.undo import say


@dataclass(frozen=True, slots=True)
class Beside:
    """What goes with the writing of a line: how it is written and where that leads, what is kept of it half typed, what
    it begins with, and what its pages show beside the form."""

    write: Callable[..., Any] = prescribe
    done: Callable[[uuid.UUID], Response] | None = None
    search: Callable[[Mapping[str, Any]], steps.Shown] | None = None
    hold: Callable[[LineForm], None] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)


@page(blueprint, "/personnes/<uuid:person_id>/traitement/nouvelle", WRITE)
def writing(person_id: uuid.UUID) -> Response | steps.Shown:
    return write_line(reached(person_id, WRITE), Beside())


def write_line(desk: Desk, beside: Beside) -> Response | steps.Shown:
    """One step of a line, as this request sent it."""
    sent = request.form
    is_new = "add" in sent or "add_free" in sent
    drug = chosen(steps.reference_of(desk), _code(is_new))
    if drug is None or "search" in sent:
        return _search(desk, beside)
    if is_new:
        own = {"line_id": str(new_id()), **beside.defaults}
        fresh = steps.defaults(desk, drug, _my_name(desk)) | own
        return _form(desk, drug, LineForm.showing(fresh, drug), beside)
    if "usual" in sent:
        return _form(desk, drug, steps.filled(desk, drug), beside)
    form = LineForm.sent(drug)
    if sent.get("go") in ("review", "save"):
        return _reviewed(desk, drug, form, beside)
    return _form(desk, drug, form, beside)


def _form(desk: Desk, drug: Chosen, form: LineForm, beside: Beside) -> steps.Shown:
    if beside.hold is not None:
        beside.hold(form)
    return steps.show_form(desk, drug, form, **beside.shown)


def _code(is_new: bool) -> str:
    """The drug that the form names: the answer that was pressed, the name that was typed, or what it carries."""
    if not is_new:
        return request.form.get("drug", "")
    return request.form.get("add") or FREE + request.form.get("named", "")


def _search(desk: Desk, beside: Beside) -> steps.Shown:
    """The search of the drug reference, whose answers are buttons of this form."""
    asked, reference = request.form.get("q", "").strip()[:NAME_LIMIT], steps.reference_of(desk)
    found = {
        "reference": reference,
        "asked": asked,
        "found": find_drugs(reference, asked) if asked else None,
        "substance": find_substance(reference, asked),
    }
    if beside.search is not None:
        return beside.search(found)
    page = render_template("office/prescribing/drug.html", person=desk.person, **found)
    return page, 200


def _reviewed(desk: Desk, drug: Chosen, form: LineForm, beside: Beside) -> Response | steps.Shown:
    """The line read again, and saved when that is what was asked; the form, when something must be mended."""
    written = form.read(steps.about(desk, drug))
    if written is None or steps.is_doubted(desk, form, written, drug):
        return _form(desk, drug, form, beside)
    draft = steps.draft_of(written, drug, form)
    try:
        review = _review(desk, form, draft)
        if request.form.get("go") == "save" and not review.stops:
            return _save(desk, drug, form, Reviewed(draft, review), beside)
    except Invalid as refusal:
        form.take(refusal)
        return _form(desk, drug, form, beside)
    if beside.hold is not None:
        beside.hold(form)
    return steps.show_review(desk, drug, form, review, **beside.shown)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is about to be saved, and how it was read again."""

    draft: Draft
    review: Review


def _review(desk: Desk, form: LineForm, draft: Draft) -> Review:
    id = read_id(form.line_id.data) or new_id()
    starts_at = draft.starts_at or desk.now
    line = line_of(
        draft,
        person=desk.person.id,
        id=id,
        chain=id,
        version=1,
        starts_at=starts_at,
        now=desk.now,
        reference=steps.reference_of(desk),
    )
    with desk.house.database.read() as session:
        return review_of(session, desk, line)


def _save(
    desk: Desk, drug: Chosen, form: LineForm, read: Reviewed, beside: Beside
) -> Response | steps.Shown:
    review = read.review
    given = reasons_in(request.form, review.alerts)
    more = {"now": desk.now, "overriding": given, "id": review.line.chain}

    def again(**about: Any) -> steps.Shown:
        return steps.show_review(desk, drug, form, review, **about, **beside.shown)

    try:
        with desk.house.database.write() as session:
            beside.write(session, desk.house, desk.actor, desk.person.id, read.draft, **more)
    except ReasonsNeeded as needed:
        form.refuse("", needed.message)
        return again(reasons_missing=True)
    except Invalid as refusal:
        return again(refused=form.take(refusal))
    except Conflict as conflict:
        if conflict.code != "written_already":
            form.refuse("", conflict.message)
            return again()
        # Sent twice, or sent again after « précédent » with another dose: which of the two is not known here.
        say(
            "Cette ligne était déjà enregistrée : la voici, comme elle est. Pour la changer, modifiez-la."
        )
    else:
        if beside.done is not None:
            return beside.done(review.line.chain)
        say(
            "Ligne enregistrée. Elle attend le contrôle d’un second professionnel ; les tablettes la montrent."
        )
    return redirect(
        url_for("prescribing.line", person_id=desk.person.id, chain_id=review.line.chain)
    )


def _my_name(desk: Desk) -> str:
    with desk.house.database.read() as session:
        return member_of(session, desk.house, desk.home, desk.actor.staff_id).name
