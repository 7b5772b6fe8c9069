"""Whether an author held a right at the bedside, judged at the time it happened and not when it arrived.

One query for all authors of a batch; the assignments are then read by instant in memory.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor, Subject
from app.gate.auth.policy import may
from app.gate.directory.models import Assignment, Staff
from app.gate.sync.verdicts import Refusal
from transmissions.visibility import CLOCK_TOLERANCE

RIGHTS_ENDED = "rights_ended"
PERSON_MOVED = "person_moved"


@dataclass(frozen=True, slots=True)
class _Assigned:
    unit_id: uuid.UUID | None
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)


@dataclass(frozen=True, slots=True)
class Author:
    """A staff member with every assignment they ever had."""

    id: uuid.UUID
    establishment_id: uuid.UUID
    role: str
    left_at: datetime | None
    assigned: tuple[_Assigned, ...]

    def actor_at(self, at: datetime) -> Actor | None:
        """As assigned at `at`; None when they had left, or had no assignment then."""
        if self.left_at is not None and self.left_at <= at:
            return None
        return self._actor([one for one in self.assigned if one.holds(at)])

    def to_act(self, at: datetime, device_id: uuid.UUID, session_id: uuid.UUID) -> Actor:
        """Whoever acted at `at` on that device, even when their assignments had all ended by then."""
        then = self.actor_at(at)
        units = then.unit_ids if then else frozenset()
        return Actor(self.id, self.establishment_id, self.role, units, device_id, session_id)

    def actor_until(self, at: datetime) -> Actor | None:
        """With every assignment that had begun by `at`, ended or not."""
        return self._actor([one for one in self.assigned if one.starts_at <= at])

    def _actor(self, assigned: list[_Assigned]) -> Actor | None:
        if not assigned:
            return None
        units = {one.unit_id for one in assigned}
        everywhere = None in units
        held = None if everywhere else frozenset(unit for unit in units if unit is not None)
        return Actor(self.id, self.establishment_id, self.role, held)


_STAFF, _ASSIGNMENT = Staff.__table__, Assignment.__table__
_AUTHORS = (
    select(
        _STAFF.c.id,
        _STAFF.c.establishment_id,
        _STAFF.c.role,
        _STAFF.c.left_at,
        _ASSIGNMENT.c.unit_id,
        _ASSIGNMENT.c.starts_at,
        _ASSIGNMENT.c.ends_at,
    )
    .select_from(_STAFF.outerjoin(_ASSIGNMENT, _ASSIGNMENT.c.staff_id == _STAFF.c.id))
    .where(_STAFF.c.id.in_(bindparam("ids", expanding=True)))
)


def authors(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Author]:
    """The authors among `ids`, in one query."""
    rows = session.connection().execute(_AUTHORS, {"ids": list(ids)}).all()
    assigned: dict[uuid.UUID, list[_Assigned]] = {}
    for row in rows:
        mine = assigned.setdefault(row[0], [])
        if row[5] is not None:
            mine.append(_Assigned(*row[4:]))
    return {row[0]: Author(*row[:4], tuple(assigned[row[0]])) for row in rows}


def judge(
    author: Author,
    permission: str,
    subject: Subject | None,
    *,
    at: datetime,
    received_at: datetime,
    earlier_units: Callable[[], Iterable[uuid.UUID]],
) -> tuple[str, ...]:
    """The flags with which a fact stands. Raises Refusal (`never_allowed`).

    A right that has ended, or a person who has changed unit meanwhile, leaves the fact in place with a flag.
    Without a subject the role alone is judged. `earlier_units` says where the person has been by then; it is
    asked only when needed.
    """
    then, by_then = author.actor_at(at), author.actor_until(at + CLOCK_TOLERANCE)
    if _allowed(then, permission, subject):
        held_still = _allowed(author.actor_at(received_at), permission, subject)
        return () if held_still else (RIGHTS_ENDED,)
    if _allowed(by_then, permission, subject):
        return (RIGHTS_ENDED,)
    for unit_id in earlier_units() if subject else ():
        assert subject is not None
        there = Subject(subject.establishment_id, unit_id)
        if _allowed(then, permission, there):
            return (PERSON_MOVED,)
        if _allowed(by_then, permission, there):
            return (PERSON_MOVED, RIGHTS_ENDED)
    raise Refusal("never_allowed")


def _allowed(actor: Actor | None, permission: str, subject: Subject | None) -> bool:
    return actor is not None and may(actor, permission, subject)
