"""Filing: who is to do it, what a document is, from when and until when it holds, which one it replaces.

Each gesture is kept, with what it replaced: the last one can be undone. Whoever calls has judged who may.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents import lasting
from app.areas.documents.filing_gestures import say, state_of
from app.areas.documents.filing_models import DocumentFiling
from app.areas.documents.kinds import KINDS
from app.areas.documents.masks import leaves_nobody
from app.areas.documents.models import Document
from app.gate.audit.record import Doer
from app.gate.directory.finding import find
from app.gate.directory.structure import zone_of
from app.ground.checks import Checks
from app.ground.database import take_revision
from app.ground.errors import Conflict
from app.ground.house import House
from app.ground.stamps import check_unchanged

NOBODY_LEFT: Final = (
    "Un masquage le cacherait alors à tous ceux qui peuvent le lever : faites-le lever d’abord."
)
NOT_REPLACED: Final = "Ce document ne peut pas être remplacé : choisissez-en un autre."
TITLE_LIMIT: Final = 120
_FAR: Final = timedelta(days=365 * 60)


@dataclass(frozen=True, slots=True)
class Filing:
    """What somebody says that a document is. `supersedes` is the one that holds no more because of it."""

    kind: str | None
    title: str | None = None
    dated_on: date | None = None
    valid_until: date | None = None
    supersedes: uuid.UUID | None = None


def file_document(
    session: Session,
    house: House,
    actor: Doer,
    document_id: uuid.UUID,
    filing: Filing,
    *,
    seen: str | None = None,
    now: datetime,
) -> uuid.UUID:
    """Files it, or files it otherwise; returns the gesture, which `undo_filing` takes. Raises NotFound, Invalid,
    Conflict when it was withdrawn, or is not filed as `seen` any more.
    """
    document = held(session, actor, document_id)
    check_unchanged(stamped(document), seen)
    said = _checked(session, document, filing, now)
    before = state_of(house, document)
    return say(session, house, actor, document, said, before, what="filed", now=now)


def undo_filing(
    session: Session, house: House, actor: Doer, filing_id: uuid.UUID, *, now: datetime
) -> uuid.UUID:
    """Puts the document back as it was before the last gesture; returns its id. Raises NotFound, Conflict when
    another one came since.
    """
    gesture = find(session, DocumentFiling, actor.establishment_id, filing_id)
    document = held(session, actor, gesture.document_id)
    last = session.scalar(
        select(DocumentFiling.id)
        .where(DocumentFiling.document_id == document.id)
        .order_by(DocumentFiling.at.desc(), DocumentFiling.id.desc())
        .limit(1)
    )
    if last != gesture.id or gesture.what != "filed":
        raise Conflict("Ce document a été classé autrement depuis : la page le montre.")
    before = house.vault.open(gesture.person_id, "document_filing", gesture.id, gesture.sealed)[
        "before"
    ]
    older = _id(before["supersedes"])
    if older and not may_supersede(session, document, older):
        older = None  # moved, withdrawn, or replaced by another meanwhile
    told = Filing(
        before["kind"],
        before["title"],
        _day(before["dated_on"]),
        _day(before["valid_until"]),
        older,
    )
    if leaves_nobody(document.hidden_from or (), told.kind):
        raise Conflict(NOBODY_LEFT)
    state = state_of(house, document)
    say(session, house, actor, document, told, state, what="undone", now=now)
    if before["filed_at"] is None:
        document.filed_at = document.filed_by = None
        lasting.settle(document)
    return document.id


def held(session: Session, actor: Doer, document_id: uuid.UUID) -> Document:
    """The document, which nobody else changes before the commit. Raises NotFound, Conflict when it was withdrawn."""
    take_revision(session, actor.establishment_id)
    document = find(session, Document, actor.establishment_id, document_id)
    if document.withdrawn_at is not None:
        raise Conflict("Ce document a été retiré entre-temps : rien n’a été changé.")
    return document


def stamped(document: Any) -> dict[str, object]:
    """What a form over the document shows: another filing meanwhile is noticed."""
    names = ("kind", "dated_on", "valid_until", "supersedes", "filed_at", "person_id")
    return {name: getattr(document, name) for name in names}


def _checked(session: Session, document: Document, filing: Filing, now: datetime) -> Filing:
    """What was said, clean. Raises Invalid."""
    checks = Checks()
    kind = KINDS.get(filing.kind or "")
    if kind is None or not (kind.is_offered or kind.code == document.kind):
        checks.refuse("kind", "Choisissez ce qu’est ce document.")
    elif leaves_nobody(document.hidden_from or (), kind.code):
        checks.refuse("kind", NOBODY_LEFT)
    title = checks.optional_line("title", filing.title, limit=TITLE_LIMIT)
    today = now.astimezone(_zone(session, document)).date()
    if filing.dated_on and filing.dated_on > today:
        checks.refuse("dated_on", "Cette date est à venir : donnez celle qui est sur le document.")
    if filing.valid_until and filing.dated_on and filing.valid_until < filing.dated_on:
        checks.refuse("valid_until", "La validité finirait avant la date du document.")
    if filing.valid_until and filing.valid_until > today + _FAR:
        checks.refuse("valid_until", "Vérifiez l’année.")
    if filing.supersedes and not may_supersede(session, document, filing.supersedes):
        checks.refuse("supersedes", NOT_REPLACED)
    checks.end()
    return Filing(filing.kind, title, filing.dated_on, filing.valid_until, filing.supersedes)


def _zone(session: Session, document: Document) -> ZoneInfo:
    return zone_of(session, document.establishment_id)


def may_supersede(session: Session, document: Document, other_id: uuid.UUID) -> bool:
    """Another of the same person that nothing else replaces, and that this one does not follow from."""
    other = session.get(Document, other_id)
    return (
        other is not None
        and other.id != document.id
        and other.person_id == document.person_id
        and other.withdrawn_at is None
        and other.supersedes != document.id
        and other.superseded_by in (None, document.id)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _id(text: str | None) -> uuid.UUID | None:
    return uuid.UUID(text) if text else None
