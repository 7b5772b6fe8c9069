"""The check of a part that arrived: opened in memory, verified, decoded in a process apart, its pages sealed again.

A part moves from received to checked or refused in one transaction, with all its pages or none. Whatever else happens
(no room, no database, a worker that is killed) leaves it received, and the sweep begins again. What twice ends the
worker, or is beyond the decoder's limits, is refused: it is not tried for ever. Nothing here runs in a web process.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from rq.timeouts import JobTimeoutException
from sqlalchemy import ColumnElement, CursorResult, or_, select, update
from sqlalchemy.orm import Session

from app.areas.documents import judging
from app.areas.documents.commands import Checked, Rejected, decide_part
from app.areas.documents.judging import NotNow
from app.areas.documents.models import Document, DocumentPart
from app.ground import clock
from app.ground.house import House
from app.ground.logs import logger
from app.ground.vault import KeyGone

LEASE: Final = timedelta(minutes=20)
"""How long a check may take: after that whoever began it is gone."""

MOST_TRIES: Final = 2
_TOO_HEAVY: Final = "too_heavy"

_log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Begun:
    """A part whose check is ours: nobody else begins it until the lease is over."""

    id: uuid.UUID
    person_id: uuid.UUID
    name: str
    sealed: bytes
    tries: int


def check_part(house: House, part_id: uuid.UUID, *, now: Callable[[], datetime] = clock.now) -> str:
    """Checks one part; answers what it is now: checked, refused, or received when it was not its time."""
    begun = _begin(house, part_id, now())
    if begun is None:
        return _state(house, part_id)
    try:
        verdict = _verdict(house, begun)
        if verdict is None:
            _let_go(house, begun, counts=True)
            return check_part(house, part_id, now=now)
        with house.database.write() as session:
            decide_part(session, house, part_id, verdict, now=now())
    except (NotNow, KeyGone) as reason:
        _log.warning("part_not_checked", part=str(part_id), reason=type(reason).__name__)
        _let_go(house, begun, counts=False)
    except Exception as error:
        _let_go(house, begun, counts=isinstance(error, JobTimeoutException))
        raise
    return _state(house, part_id)


def check_due(house: House, *, now: Callable[[], datetime] = clock.now) -> int:
    """Checks here and now whatever waits for it; returns how many were decided."""
    return sum(check_part(house, id, now=now) != "received" for id in waiting(house, now=now()))


def waiting(house: House, *, now: datetime) -> list[uuid.UUID]:
    """The parts that are here and that nobody is checking, oldest first."""
    with house.database.read() as session:
        return list(
            session.scalars(
                select(DocumentPart.id)
                .join(Document, Document.id == DocumentPart.document_id)
                .where(_is_free(now), Document.withdrawn_at.is_(None))
                .where(Document.state == "received")
                .order_by(DocumentPart.received_at, DocumentPart.no)
            )
        )


def _begin(house: House, part_id: uuid.UUID, now: datetime) -> Begun | None:
    """Takes the part for ourselves and counts the try; None when it is not its time, or another's."""
    with house.database.write() as session:
        done: CursorResult[Any] = session.execute(  # type: ignore[assignment]
            update(DocumentPart)
            .where(DocumentPart.id == part_id, _is_free(now))
            .values(begun_at=now, tries=DocumentPart.tries + 1)
        )
        if done.rowcount == 0:
            return None
        part = session.get_one(DocumentPart, part_id, populate_existing=True)
        document = session.get_one(Document, part.document_id)
        if document.withdrawn_at is not None or document.state != "received":
            part.begun_at, part.tries = None, part.tries - 1
            return None
        return Begun(part.id, part.person_id, part.name, part.sealed, part.tries)


def _is_free(now: datetime) -> ColumnElement[bool]:
    return (DocumentPart.state == "received") & or_(
        DocumentPart.begun_at.is_(None), DocumentPart.begun_at < now - LEASE
    )


def _verdict(house: House, begun: Begun) -> Checked | Rejected | None:
    """What becomes of it; None when it is to be tried once more. Raises NotNow or KeyGone."""
    if begun.tries > MOST_TRIES:
        return Rejected(_TOO_HEAVY)
    verdict = judging.judge(house, begun.person_id, begun.id, begun.name, begun.sealed)
    is_heavy = isinstance(verdict, Rejected) and verdict.reason == _TOO_HEAVY
    return None if is_heavy and begun.tries < MOST_TRIES else verdict


def _let_go(house: House, begun: Begun, *, counts: bool) -> None:
    """Whoever comes next may begin; a try that came to no end of ours does not count."""
    values: dict[str, Any] = {"begun_at": None}
    if not counts:
        values["tries"] = begun.tries - 1
    with house.database.write() as session:
        session.execute(
            update(DocumentPart)
            .where(DocumentPart.id == begun.id, DocumentPart.tries == begun.tries)
            .values(**values)
        )


def _state(house: House, part_id: uuid.UUID) -> str:
    with house.database.read() as session:
        return session.scalar(_state_of(part_id)) or "gone"


def _state_of(part_id: uuid.UUID) -> Any:
    return select(DocumentPart.state).where(DocumentPart.id == part_id)


def held_up(session: Session, *, before: datetime) -> int:
    """How many parts came before that instant and are still not decided."""
    found = session.scalars(
        select(DocumentPart.id)
        .join(Document, Document.id == DocumentPart.document_id)
        .where(DocumentPart.state == "received", DocumentPart.received_at < before)
        .where(Document.withdrawn_at.is_(None), Document.state == "received")
    )
    return len(found.all())
