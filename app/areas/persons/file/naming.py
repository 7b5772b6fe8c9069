"""Who a person was said to be: the row of the person says what holds, its versions are kept beside it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.changes import Change, tell_change
from app.areas.persons.file.kinds import IDENTITY, KINDS
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE
from app.areas.persons.file.writing import write
from app.areas.persons.models import Movement, Person
from app.gate.audit.record import Doer
from app.ground.vault import Vault

FIELDS: Final = KINDS[IDENTITY].fields


@dataclass(frozen=True, slots=True)
class _Admitter:
    """Whoever wrote the first identity: the author of the admission."""

    staff_id: uuid.UUID
    establishment_id: uuid.UUID
    role: str = ""
    device_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None


def keep_version(
    session: Session,
    vault: Vault,
    actor: Doer,
    person: Person,
    before: Mapping[str, Any] | None,
    values: Mapping[str, Any],
    *,
    reason: str | None,
    now: datetime,
) -> PersonFact:
    """The identity as it is said from now on, after the one `before` it; None when that one could not be read."""
    told = (person.id, IDENTITY, IN_FORCE)
    last = session.scalars(
        select(PersonFact).where(
            PersonFact.person_id == person.id,
            PersonFact.kind == IDENTITY,
            PersonFact.superseded_at.is_(None),
        )
    ).one_or_none()
    if last is None and before is not None:
        first = {**before, "reason": None}
        admitter = _admitter(session, person, actor)
        last = write(session, vault, admitter, told, first, now=person.created_at)
    row = write(session, vault, actor, told, {**values, "reason": reason}, before=last, now=now)
    tell_change(session, Change(person.establishment_id, person.id, "file", now))
    return row


def _admitter(session: Session, person: Person, actor: Doer) -> Doer:
    author_id = session.scalars(
        select(Movement.author_id)
        .where(Movement.person_id == person.id, Movement.kind == "admission")
        .order_by(Movement.id)
        .limit(1)
    ).one_or_none()
    return _Admitter(author_id, person.establishment_id) if author_id else actor
