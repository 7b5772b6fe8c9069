"""A document beside the treatment of its person: reached under the rights of both, and told to the trail."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import request
from sqlalchemy.orm import Session

from app.areas.documents.queries import DocumentValue, PageValue, document_of
from app.areas.documents.queries import person_of as person_of_document
from app.areas.prescribing.transcribing import copies
from app.areas.prescribing.transcribing.copies import Copying
from app.areas.prescribing.values import Paper, Version
from app.areas.prescribing.views.blueprint import READ, Desk, reached
from app.areas.prescribing.views.review import read_id
from app.areas.prescribing.views.saying import Said, said
from app.gate.audit.once import record_once
from app.gate.auth.actors import require
from app.gate.directory.team import Member, names_of
from app.ground.errors import NotFound
from app.ground.house import House, current_house


@dataclass(frozen=True, slots=True)
class LineOn:
    """A line that was copied from the document; `is_still` that its last version names it."""

    version: Version
    said: Said | None
    is_still: bool


@dataclass(frozen=True, slots=True)
class PaperDesk:
    """The desk with the document on it, who copies it, and the lines that were copied from it so far."""

    desk: Desk
    document: DocumentValue
    copying: Copying | None
    lines: tuple[LineOn, ...]
    staff: Mapping[uuid.UUID, Member]

    @property
    def is_mine(self) -> bool:
        return self.copying is not None and self.copying.author_id == self.desk.actor.staff_id

    @property
    def is_others(self) -> bool:
        return self.copying is not None and not self.is_mine

    @property
    def can_be_read(self) -> bool:
        return bool(self.document.pages) and self.document.state == "checked"

    @property
    def name(self) -> str:
        """How it is called; not by where it waits."""
        return self.document.title or (
            self.document.kind_label if self.document.kind else "le document"
        )

    @property
    def page(self) -> PageValue:
        """The page that was chosen; the first one where none was."""
        wanted = read_id(request.values.get("page"))
        pages = self.document.pages
        return next((one for one in pages if one.id == wanted), pages[0])

    @property
    def source(self) -> Paper:
        return Paper(self.document.id, self.page.id)


def reached_paper(document_id: uuid.UUID, permission: str) -> PaperDesk:
    """The document, for somebody who may do `permission` to its person's treatment. Raises NotFound, Refused."""
    actor, house = require(READ), current_house()
    with house.database.read() as session:
        person_id = person_of_document(session, actor.establishment_id, document_id)
    desk = reached(person_id, permission)
    with house.database.read() as session:
        document = document_of(session, house.vault, desk.actor, document_id)
        found = copies.copying(session, house.vault, desk.home, document_id)
        lines = copies.lines_from(session, house, document_id)
        staff = names_of(session, house, desk.home)
    record_once(
        house.database,
        "document.read",
        actor=desk.actor,
        person_id=person_id,
        subject_id=document_id,
        now=desk.now,
    )
    shown = tuple(_line(one, document_id, desk) for one in lines if one.person_id == person_id)
    return PaperDesk(desk, document, found, shown, staff)


def paper_of_line(
    session: Session, house: House, desk: Desk, version: Version
) -> DocumentValue | None:
    """What that version was copied from, where it stands in this person's file and the actor may read it."""
    if version.paper is None:
        return None
    try:
        found = document_of(session, house.vault, desk.actor, version.paper.document)
    except NotFound:
        return None
    return found if found.person_id == desk.person.id and found.pages else None


def _line(one: Version, document_id: uuid.UUID, desk: Desk) -> LineOn:
    told = said(one.line, desk.today, desk.restriction) if one.line else None
    return LineOn(one, told, one.document_id == document_id)
