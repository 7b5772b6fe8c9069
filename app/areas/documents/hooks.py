"""Whoever must know at once that a document is whole, decided or withdrawn: called in the transaction that says so.

What is asked of the queue because of it is asked once the transaction is committed: before, nobody else sees the rows.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.models import Document, DocumentPart
from app.ground.house import House


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A document as listeners hear of it; `parts` are the ids of its parts, in order."""

    id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    author_id: uuid.UUID
    kind: str | None
    state: str
    source: str
    wound_id: uuid.UUID | None
    captured_at: datetime
    parts: tuple[uuid.UUID, ...]


Listener = Callable[[Session, House, Told], None]

WoundOwner = Callable[[Session, uuid.UUID], uuid.UUID | None]

_WOUNDS: list[WoundOwner] = []
_COMPLETE: list[Listener] = []
_CHECKED: list[Listener] = []
_WITHDRAWN: list[Listener] = []


def on_complete(listener: Listener) -> Listener:
    """From here on `listener` is told of each document all of whose parts are here, once."""
    return _add(_COMPLETE, listener)


def on_checked(listener: Listener) -> Listener:
    """From here on `listener` is told of each document that was checked or refused (`state`), once."""
    return _add(_CHECKED, listener)


def on_withdrawn(listener: Listener) -> Listener:
    """From here on `listener` is told of each document that is withdrawn, once."""
    return _add(_WITHDRAWN, listener)


def on_wound(owner: WoundOwner) -> WoundOwner:
    """From here on `owner` says whose a wound is that a picture names, as far as the server knows of it."""
    _WOUNDS[:] = [owner]
    return owner


def is_of_another(session: Session, wound_id: uuid.UUID | None, person_id: uuid.UUID) -> bool:
    """Whether that wound is known, and somebody else's; one that is still on its way is not."""
    if wound_id is None:
        return False
    return any(owner(session, wound_id) not in (None, person_id) for owner in _WOUNDS)


def tell_complete(session: Session, house: House, document: Document) -> None:
    _tell(_COMPLETE, session, house, document)


def tell_checked(session: Session, house: House, document: Document) -> None:
    _tell(_CHECKED, session, house, document)


def tell_withdrawn(session: Session, house: House, document: Document) -> None:
    _tell(_WITHDRAWN, session, house, document)


def _add(listeners: list[Listener], listener: Listener) -> Listener:
    if listener not in listeners:
        listeners.append(listener)
    return listener


def _tell(listeners: list[Listener], session: Session, house: House, document: Document) -> None:
    if not listeners:
        return
    told = _told(session, document)
    for listener in listeners:
        listener(session, house, told)


def _told(session: Session, document: Document) -> Told:
    parts = session.scalars(
        select(DocumentPart.id)
        .where(DocumentPart.document_id == document.id)
        .order_by(DocumentPart.no)
    )
    return Told(
        id=document.id,
        establishment_id=document.establishment_id,
        person_id=document.person_id,
        author_id=document.author_id,
        kind=document.kind,
        state=document.state,
        source=document.source,
        wound_id=document.wound_id,
        captured_at=document.captured_at,
        parts=tuple(parts),
    )
