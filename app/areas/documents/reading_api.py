"""/api/v1/documents: a document and its pictures, and the older documents of a person, for whoever may read them.

Pictures are asked for one by one and kept by no cache. Opening a document is told to the trail once a session.
"""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request
from pydantic import BaseModel
from sqlalchemy.orm import Session

from app.areas.documents import queries
from app.areas.documents.marked import PLACE
from app.areas.documents.queries import PAGE, Before
from app.areas.documents.telling import tell
from app.areas.marks.queries import marks_about
from app.areas.persons.queries import unit_of
from app.gate.audit.once import record_once
from app.gate.auth.access import Access, declare
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.sync import pace
from app.gate.sync.answers import json_answer
from app.ground import clock
from app.ground.errors import Invalid, NotFound
from app.ground.house import current_house
from app.ground.ids import parse_id

PERMISSION = "document.read_care"
"""What every role that holds a tablet has; which kinds it reads beyond is decided document by document."""

blueprint = Blueprint("documents_api", __name__, url_prefix="/api/v1")


class DocumentAnswer(BaseModel):
    """The row of the feed, and its pages in order."""

    now: str
    document: dict[str, Any]
    pages: list[dict[str, Any]]


class DocumentsAnswer(BaseModel):
    """Rows as the feed tells them, the latest first; `next` asks for the page after, and is null on the last one."""

    now: str
    documents: list[dict[str, Any]]
    next: str | None


@blueprint.get("/documents/<uuid:document_id>")
def document(document_id: uuid.UUID) -> Response:
    """One document, with the size of each page."""
    actor, house = _reader(document_id), current_house()
    with house.database.read() as session:
        found = queries.document_of(session, house.vault, actor, document_id)
        pages = queries.pages_of(session, house.vault, document_id)
        marked = marks_about(session, house.vault, PLACE, [found.person_id])
    _trace(actor, found.person_id, document_id)
    sizes = [
        {"id": str(page.id), "no": page.no, "width": page.width, "height": page.height}
        for page in pages
    ]
    row = tell(found, marked.get(found.id))
    return json_answer({"now": clock.to_text(clock.now()), "document": row, "pages": sizes})


@blueprint.get("/documents/<uuid:document_id>/pages/<uuid:page_id>/thumb")
def thumb(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    """A small picture of one page."""
    return _picture(document_id, page_id, "thumb")


@blueprint.get("/documents/<uuid:document_id>/pages/<uuid:page_id>/legible")
def legible(document_id: uuid.UUID, page_id: uuid.UUID) -> Response:
    """The page to read."""
    return _picture(document_id, page_id, "legible")


@blueprint.get("/persons/<uuid:person_id>/documents")
def of_person(person_id: uuid.UUID) -> Response:
    """The documents of a person, all the file, a page at a time."""
    house = current_house()
    with house.database.read() as session:
        unit_id = unit_of(session, require(PERMISSION).establishment_id, person_id)
    actor = _about(person_id, unit_id)
    with house.database.read() as session:
        before = _before(session, actor, person_id, request.args.get("before"))
        found = queries.documents_of(
            session, house.vault, actor, [person_id], before=before, limit=PAGE + 1
        )
        marked = marks_about(session, house.vault, PLACE, [person_id])
    _trace_list(actor, person_id)
    page, more = found[:PAGE], found[PAGE:]
    next_ = str(page[-1].id) if more else None
    rows = [tell(one, marked.get(one.id)) for one in page]
    return json_answer({"now": clock.to_text(clock.now()), "documents": rows, "next": next_})


def _reader(document_id: uuid.UUID) -> Actor:
    """The actor, with the emergency access that may open the file of that document's person. Raises NotFound."""
    actor = require(PERMISSION)
    pace.keep("documents", actor.session_id or actor.staff_id)
    house = current_house()
    with house.database.read() as session:
        person_id = queries.person_of(session, actor.establishment_id, document_id)
        unit_id = unit_of(session, actor.establishment_id, person_id)
    return _about(person_id, unit_id)


def _about(person_id: uuid.UUID, unit_id: uuid.UUID | None) -> Actor:
    """Raises NotFound for a person of a unit that the actor does not cover, unless in an emergency."""
    actor = require(PERMISSION)
    if unit_id is None and actor.unit_ids is not None:
        raise NotFound()  # who has left is known to those of the whole home
    return require(PERMISSION, Subject(actor.establishment_id, unit_id, person_id))


def _picture(document_id: uuid.UUID, page_id: uuid.UUID, which: queries.Which) -> Response:
    actor, house = _reader(document_id), current_house()
    with house.database.read() as session:
        found = queries.document_of(session, house.vault, actor, document_id)
    if page_id not in {page.id for page in found.pages}:
        raise NotFound()
    if which == "legible":
        _trace(actor, found.person_id, document_id)
    else:
        _trace_list(actor, found.person_id)
    response = Response(queries.page_picture(house, actor, page_id, which), mimetype="image/webp")
    response.headers["Cache-Control"] = "no-store"
    return response


def _trace(actor: Actor, person_id: uuid.UUID, document_id: uuid.UUID) -> None:
    record_once(
        current_house().database,
        "document.read",
        actor=actor,
        person_id=person_id,
        subject_id=document_id,
        now=clock.now(),
    )


def _trace_list(actor: Actor, person_id: uuid.UUID) -> None:
    """Small pictures are looked at by the dozen: one event a person and session tells of all of them."""
    database, now = current_house().database, clock.now()
    record_once(database, "document.listed", actor=actor, person_id=person_id, now=now)


def _before(
    session: Session, actor: Actor, person_id: uuid.UUID, text: str | None
) -> Before | None:
    """Where the page goes on: after that document of that person. Raises Invalid."""
    if not text:
        return None
    id = parse_id(text)
    found = queries.place_of(session, actor.establishment_id, person_id, id) if id else None
    if found is None:
        raise Invalid({"before": "Cette valeur n’est pas lisible."})
    return found


declare(
    "documents_api.document",
    Access.session(PERMISSION),
    answers=DocumentAnswer,
    summary="Un document et ses pages",
)
for _which, _words in (("thumb", "La vignette d’une page"), ("legible", "Une page, à lire")):
    declare(f"documents_api.{_which}", Access.session(PERMISSION), summary=_words)
declare(
    "documents_api.of_person",
    Access.session(PERMISSION),
    answers=DocumentsAnswer,
    summary="Les documents d’une personne, page par page",
)
