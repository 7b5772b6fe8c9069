"""/bureau/documents/<id>: its pages beside what it is. Filing it is the form of this page."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Final

from flask import redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.areas.documents.filing import NOT_REPLACED, file_document, stamped
from app.areas.documents.forms import FilingForm
from app.areas.documents.kinds import KINDS
from app.areas.documents.marked import PLACE
from app.areas.documents.proposing import names_somebody_else, proposed
from app.areas.documents.queries import DocumentValue, document_of, documents_of, pages_of
from app.areas.documents.suggesting import Suggestion
from app.areas.documents.views.blueprint import (
    FILE,
    MASK,
    OPEN,
    Desk,
    blueprint,
    reached,
    trace_opening,
    ward,
)
from app.areas.documents.views.done import about
from app.areas.marks.queries import marks_beside
from app.areas.persons.queries import PersonValue
from app.gate.auth.routes import button, page
from app.ground.errors import Invalid, NotFound
from app.ground.pages.asked import asked_choice, asked_id
from app.ground.pages.undo import press, say
from app.ground.pages.words import short_day

ZOOMS: Final = {"": "Lisible", "entiere": "Page entière", "double": "Grand"}
_ALONE: Final = frozenset(
    ("compte_rendu", "lettre_liaison", "biologie", "imagerie", "courrier", "autre")
)
"""Kinds of which a newer one replaces no other, unless it is of the same kind."""


@page(blueprint, "/documents/<uuid:document_id>", OPEN)
def document(document_id: uuid.UUID) -> Response | tuple[str, int]:
    here, person, one = reached(document_id, withdrawn=True)
    trace_opening(here, one)
    with here.house.database.read() as session:
        pages = pages_of(session, here.house.vault, one.id)
        others = documents_of(session, here.house.vault, here.actor, [person.id])
        told = about(session, here, one)
        marks = marks_beside(session, here.house.vault, PLACE, {one.id: [one.id]}).get(one.id, ())
    texts = [page.text or "" for page in pages]
    suggestion = Suggestion() if one.is_filed else proposed(one, texts, here.zone)
    may_file = one.withdrawn_at is None and here.may_about(FILE, person)
    renewed = asked_id("remplace")
    form = _form(one, suggestion, others, renewed)
    if may_file and form.carry(lambda session: _file(session, here, one, form)):
        undo = url_for("documents.unfiling", document_id=one.id)
        said = (
            "Document classé."
            if form.said().kind == one.kind or not one.is_filed
            else "Document reclassé."
        )
        say(said, undo=undo, fields={"filing": str(form.outcome)})
        return redirect(url_for("documents.document", document_id=one.id))
    shown = render_template(
        "documents/document.html",
        person=person,
        one=one,
        pages=pages,
        form=form if may_file and one.state != "refused" else None,
        is_renewing=any(each.id == renewed for each in others) and one.supersedes is None,
        suggestion=suggestion,
        somebody=_somebody(here, texts, person) if may_file else None,
        versions=_versions(others, one),
        may_see_newer=any(each.id == one.superseded_by for each in others),
        marks=[each for each in marks if each.person_id == person.id],
        has_text=any(text.strip() for text in texts),
        zoom=asked_choice("zoom", ZOOMS),
        zooms=ZOOMS,
        may_file=may_file,
        may_mask=one.withdrawn_at is None and here.may_about(MASK, person),
        local_today=here.today,
        here_desk=here,
        staff=here.staff,
        **told,
    )
    return shown, form.status if may_file else 200


@button(blueprint, "/documents/<uuid:document_id>/accepter", FILE)
def accepting(document_id: uuid.UUID) -> Response:
    """Files it as it was proposed: what was on the page is what is kept."""
    here, _person, one = reached(document_id, FILE)
    form = _form(one, Suggestion(), ())
    return press(
        lambda session: _file(session, here, one, form),
        back=url_for("documents.index"),
        said=lambda _id: f"Classé : {KINDS[form.said().kind or ''].label}.",
        undo=url_for("documents.unfiling", document_id=document_id),
        fields=lambda filing_id: {"filing": str(filing_id)},
    )


def _form(
    one: DocumentValue,
    suggestion: Suggestion,
    others: Iterable[DocumentValue],
    renewed: uuid.UUID | None = None,
) -> FilingForm:
    """Filled with how it is filed, and where it is not, with what is proposed; over the one that it renews."""
    now = {name: getattr(one, name) for name in ("kind", "title", "dated_on", "valid_until")}
    now["supersedes"] = str(one.supersedes or renewed or "")
    if not one.is_filed:
        said = (suggestion.kind, suggestion.dated_on, suggestion.valid_until)
        for name, found in zip(("kind", "dated_on", "valid_until"), said, strict=True):
            now[name] = now[name] or (found.value if found else None)
    form = FilingForm.over(now, stamped=stamped(one))
    form.offer(
        one.kind, [(each.id, _called(each)) for each in _replaceable(others, one, now["kind"])]
    )
    return form


def _file(session: Session, here: Desk, one: DocumentValue, form: FilingForm) -> uuid.UUID:
    said = form.said()
    if said.supersedes not in (None, one.supersedes):
        try:  # what the actor may not know of, they replace by nothing
            document_of(session, here.house.vault, here.actor, said.supersedes)
        except NotFound as error:
            raise Invalid({"supersedes": NOT_REPLACED}) from error
    return file_document(
        session,
        here.house,
        here.actor,
        one.id,
        said,
        seen=form.seen.data or "",
        now=here.now,
    )


def _replaceable(
    others: Iterable[DocumentValue], one: DocumentValue, kind: str | None
) -> list[DocumentValue]:
    """Those that a newer one may take the place of; of the same kind first."""
    found = [
        each
        for each in others
        if each.id != one.id
        and each.is_filed
        and each.superseded_by in (None, one.id)
        and each.supersedes != one.id
        and (each.kind == kind or each.kind not in _ALONE)
        and each.wound_id is None
    ]
    return sorted(found, key=lambda each: (each.kind != kind, each.kind_label))


def _called(one: DocumentValue) -> str:
    name = f"{one.kind_label} : {one.title}" if one.title else one.kind_label
    return f"{name}, {short_day(one.dated_on or one.captured_at.date())}"


def _versions(others: list[DocumentValue], one: DocumentValue) -> list[DocumentValue]:
    """The chain of those that replaced each other, the newest first, when there are several."""
    by_id = {each.id: each for each in others} | {one.id: one}
    newest = one
    for _ in by_id:
        newest = (
            by_id.get(newest.superseded_by or one.id, newest) if newest.superseded_by else newest
        )
    chain = [newest]
    while (older := by_id.get(chain[-1].supersedes or uuid.UUID(int=0))) and older not in chain:
        chain.append(older)
    return chain if len(chain) > 1 else []


def _somebody(here: Desk, texts: list[str], person: PersonValue) -> PersonValue | None:
    _units, persons = ward(here)
    return names_somebody_else(texts, person, persons.values())
