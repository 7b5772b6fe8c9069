"""What a person says of themself, from their own space: what they expect, in their words, version after version.

Nobody else writes under their name, and nobody rewrites what they wrote: professionals write down what those who have
no access of their own tell them, and that bears the professional's name.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.persons.file.kinds import EXPECTATION, KINDS
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE, WITHDRAWN, Fact, facts_of
from app.areas.persons.file.rules import checked_fact
from app.areas.persons.file.writing import opened, standing, tell, write
from app.areas.persons.places import tell_tablets
from app.gate.audit.record import Doer
from app.gate.audit.themself import themself
from app.ground.errors import NotFound, TooMuch
from app.ground.vault import Vault

A_DAY: Final = 30
"""How many times a person writes in a day."""


def expectations_of(session: Session, vault: Vault, person_id: uuid.UUID) -> list[Fact]:
    """What the person expects now, whoever wrote it down, the oldest first."""
    return facts_of(session, vault, [person_id], [EXPECTATION]).get(person_id, [])


def say_expectation(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    said: Mapping[str, Any],
    *,
    chain_id: uuid.UUID | None = None,
    today: date,
    now: datetime,
) -> uuid.UUID:
    """A new expectation, or another version of one's own. Raises NotFound, Invalid, Conflict, TooMuch."""
    me = themself(establishment_id)
    kept = checked_fact(KINDS[EXPECTATION], said, today)
    before = _own(session, me, person_id, chain_id) if chain_id else None
    if before is not None and not _differs(vault, before, kept):
        return before.chain_id
    tell_tablets(session, establishment_id, person_id)
    _check_pace(session, person_id, now)
    told = (person_id, EXPECTATION, IN_FORCE)
    row = write(session, vault, me, told, {**kept, "reason": None}, before=before, now=now)
    tell(session, me, row, "own.expectation_said", sorted(kept), now)
    return row.chain_id


def withdraw_expectation(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    chain_id: uuid.UUID,
    *,
    now: datetime,
) -> None:
    """What the person expects no more; what they wrote stays among its versions. Raises NotFound, Conflict."""
    me = themself(establishment_id)
    before = _own(session, me, person_id, chain_id)
    kept = {**opened(vault, before), "reason": None}
    told = (person_id, EXPECTATION, WITHDRAWN)
    row = write(session, vault, me, told, kept, before=before, now=now)
    tell(session, me, row, "own.expectation_withdrawn", [], now)


def _own(session: Session, me: Doer, person_id: uuid.UUID, chain_id: uuid.UUID) -> PersonFact:
    """What the person wrote and stands. Raises NotFound, also for what a professional wrote down; Conflict."""
    row = standing(session, me, person_id, chain_id, None)
    if row.kind != EXPECTATION or row.author_id is not None:
        raise NotFound()
    return row


def _differs(vault: Vault, before: PersonFact, kept: Mapping[str, Any]) -> bool:
    was = opened(vault, before)
    return any(was.get(name) != value for name, value in kept.items())


def _check_pace(session: Session, person_id: uuid.UUID, now: datetime) -> None:
    written = session.scalar(
        select(func.count())
        .select_from(PersonFact)
        .where(
            PersonFact.person_id == person_id,
            PersonFact.kind == EXPECTATION,
            PersonFact.author_id.is_(None),
            PersonFact.written_at > now - timedelta(days=1),
        )
    )
    if (written or 0) >= A_DAY:
        raise TooMuch("Vous avez beaucoup écrit aujourd’hui. Parlez-en aussi à l’équipe.")
