"""What one gesture of filing leaves: the document as it stands by it, the gesture itself, and the way back."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any, Protocol

from sqlalchemy.orm import Session

from app.areas.documents import lasting
from app.areas.documents.expiring import settle_reminders
from app.areas.documents.filing_models import DocumentFiling
from app.areas.documents.models import Document
from app.gate.audit.record import Doer, record
from app.ground.house import House
from app.ground.ids import new_id


class Said(Protocol):
    """What somebody says that a document is: `filing.Filing` fits."""

    @property
    def kind(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def dated_on(self) -> date | None: ...
    @property
    def valid_until(self) -> date | None: ...
    @property
    def supersedes(self) -> uuid.UUID | None: ...


def say(
    session: Session,
    house: House,
    actor: Doer,
    document: Document,
    said: Said,
    before: dict[str, Any],
    *,
    what: str,
    now: datetime,
) -> uuid.UUID:
    """Keeps the gesture, and the document as it is filed by it."""
    link(session, document, said.supersedes)
    document.kind, document.dated_on, document.valid_until = (
        said.kind,
        said.dated_on,
        said.valid_until,
    )
    document.filed_at, document.filed_by = now, actor.staff_id
    about = (document.person_id, "document", document.id)
    content = house.vault.open(*about, document.sealed)
    document.sealed = house.vault.seal(*about, {**content, "title": said.title})
    lasting.settle(document)
    gesture = keep(
        session, house, actor, document, what, {"title": said.title, "before": before}, now
    )
    settle_reminders(session, house.vault, actor, document, now=now)
    record(
        session,
        "document.filed" if what == "filed" else "document.filing_undone",
        at=now,
        actor=actor,
        person_id=document.person_id,
        subject_id=document.id,
        detail={"kind": said.kind},
    )
    return gesture


def keep(
    session: Session,
    house: House,
    actor: Doer,
    document: Document,
    what: str,
    content: dict[str, Any],
    now: datetime,
) -> uuid.UUID:
    """One gesture about the document, as it is after it; returns its id."""
    id = new_id()
    session.add(
        DocumentFiling(
            id=id,
            document_id=document.id,
            establishment_id=document.establishment_id,
            person_id=document.person_id,
            author_id=actor.staff_id,
            at=now,
            what=what,
            kind=document.kind,
            dated_on=document.dated_on,
            valid_until=document.valid_until,
            supersedes=document.supersedes,
            sealed=house.vault.seal(document.person_id, "document_filing", id, content),
        )
    )
    session.flush()
    return id


def link(session: Session, document: Document, other_id: uuid.UUID | None) -> None:
    """The document replaces `other_id`, and nothing else: what it replaced until then holds again."""
    if document.supersedes == other_id:
        return
    if document.supersedes and (old := session.get(Document, document.supersedes)):
        old.superseded_by = None
    if other_id and (other := session.get(Document, other_id)):
        other.superseded_by = document.id
    document.supersedes = other_id


def title_of(house: House, document: Document) -> str | None:
    """How people called it. Raises KeyGone, SealBroken."""
    found: str | None = house.vault.open(
        document.person_id, "document", document.id, document.sealed
    ).get("title")
    return found


def state_of(house: House, document: Document) -> dict[str, Any]:
    """How it is filed, to be put back."""
    told = {name: getattr(document, name) for name in ("dated_on", "valid_until", "supersedes")}
    return {
        "kind": document.kind,
        "title": title_of(house, document),
        "filed_at": document.filed_at.isoformat() if document.filed_at else None,
        **{name: str(value) if value else None for name, value in told.items()},
    }
