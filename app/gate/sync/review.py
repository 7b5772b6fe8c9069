"""Quarantine, read: what waits to be judged, and of it only what the reader may know.

What was never verified is nobody's word: it has no author, no person and no text, whoever asks. The rest is read by its
author, and by whoever may judge it where the person is.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.gate.auth import b64
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.intake import private
from app.gate.auth.models import AuthSession, Device
from app.gate.auth.policy import may
from app.gate.sync.claims import Claims
from app.gate.sync.envelope import open_sealed, strict_json
from app.gate.sync.models import Quarantine
from app.gate.sync.registry import Place, persons
from app.gate.sync.verdicts import Held
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import KeyGone

REVIEW = "quarantine.review"
LARGEST_LIST = 200


@dataclass(frozen=True, slots=True)
class Item:
    """One quarantined envelope. `claims` are what its author signed, when the reader may know it and it still opens;
    `is_judge` says whether the reader may settle it as somebody in charge.
    """

    id: uuid.UUID
    command_id: uuid.UUID | None
    code: str
    reason: str
    received_at: datetime
    device_id: uuid.UUID
    device: str
    author_id: uuid.UUID | None
    person_id: uuid.UUID | None
    claims: Claims | None
    is_judge: bool
    outcome: str | None
    settled_at: datetime | None
    settled_by: uuid.UUID | None
    sealed: bytes | None


def mine(session: Session, house: House, actor: Actor) -> list[Item]:
    """What the reader wrote and is not settled, newest first; what only claims to be theirs comes without its text."""
    theirs = or_(
        Quarantine.author_id == actor.staff_id,
        and_(Quarantine.author_id.is_(None), AuthSession.staff_id == actor.staff_id),
    )
    return _items(session, house, actor, _query(actor).where(theirs, _waits()))


def waiting(session: Session, house: House, actor: Actor) -> list[Item]:
    """Everything of the home that is not settled, newest first."""
    return _items(session, house, actor, _query(actor).where(_waits()))


def settled(session: Session, house: House, actor: Actor) -> list[Item]:
    """What was settled, the last first."""
    query = _query(actor).where(Quarantine.settled_at.is_not(None)).order_by(None)
    return _items(session, house, actor, query.order_by(Quarantine.settled_at.desc()))


def item(session: Session, house: House, actor: Actor, row_id: uuid.UUID) -> Item:
    """One of the home's. Raises NotFound."""
    found = _items(session, house, actor, _query(actor).where(Quarantine.id == row_id))
    if not found:
        raise NotFound()
    return found[0]


def count_waiting(session: Session, establishment_id: uuid.UUID) -> int:
    """How many wait to be judged in the home."""
    query = select(func.count()).select_from(Quarantine)
    return (
        session.scalar(query.where(Quarantine.establishment_id == establishment_id, _waits())) or 0
    )


def is_judge(actor: Actor, person_id: uuid.UUID | None, places: Mapping[uuid.UUID, Place]) -> bool:
    """Whether the actor may judge what is about that person; what is about nobody known is the whole home's."""
    place = places.get(person_id) if person_id else None
    subject = Subject(place.establishment_id, place.unit_id) if place else None
    return may(actor, REVIEW, subject or Subject(actor.establishment_id))


def content(house: House, row: Any) -> Claims | None:
    """What its author signed; None when it was emptied, or its key is gone with its 13 months."""
    if row.author_id is None or hashlib.sha256(row.envelope).digest() != row.digest:
        return None
    try:
        text = row.envelope.decode("ascii")
        kid = strict_json(b64.decode(text.partition(".")[0]))["kid"]
        signed = open_sealed(text, private(house, row.establishment_id, kid))
        return Claims.model_validate(strict_json(b64.decode(signed.split(b".")[1].decode())))
    except (KeyGone, Held, ValidationError, ValueError, KeyError, IndexError, TypeError):
        return None


def _waits() -> Any:
    return Quarantine.settled_at.is_(None)


def _query(actor: Actor) -> Select[Any]:
    return (
        select(*Quarantine.__table__.c, Device.name.label("device"))
        .join(Device, Device.id == Quarantine.device_id)
        .outerjoin(
            AuthSession,
            and_(
                AuthSession.id == Quarantine.session_id,
                AuthSession.device_id == Quarantine.device_id,
            ),
        )
        .where(Quarantine.establishment_id == actor.establishment_id)
        .order_by(Quarantine.received_at.desc(), Quarantine.id.desc())
        .limit(LARGEST_LIST)
    )


def _items(session: Session, house: House, actor: Actor, query: Select[Any]) -> list[Item]:
    rows = session.execute(query).all()
    places = _places(session, rows)
    return [_item(house, actor, row, places) for row in rows]


def _places(session: Session, rows: Iterable[Any]) -> Mapping[uuid.UUID, Place]:
    named = {row.person_id for row in rows if row.author_id and row.person_id}
    return persons().places(session, named) if named else {}


def _item(house: House, actor: Actor, row: Any, places: Mapping[uuid.UUID, Place]) -> Item:
    is_known = row.author_id is not None
    judges = is_judge(actor, row.person_id if is_known else None, places)
    may_read = is_known and (judges or row.author_id == actor.staff_id)
    return Item(
        id=row.id,
        command_id=row.command_id,
        code=row.code,
        reason=row.reason,
        received_at=row.received_at,
        device_id=row.device_id,
        device=row.device,
        author_id=row.author_id,
        person_id=row.person_id if may_read else None,
        claims=content(house, row) if may_read else None,
        is_judge=judges,
        outcome=row.outcome,
        settled_at=row.settled_at,
        settled_by=row.settled_by,
        sealed=row.sealed,
    )
