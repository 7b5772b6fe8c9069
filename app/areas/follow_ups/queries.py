"""Follow-ups read in the office: rows in, values out, the seals opened here."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp
from app.areas.follow_ups.rows import Subject
from app.areas.follow_ups.telling import COLUMNS, steps_of
from app.areas.follow_ups.values import FollowUpValue, value_of
from app.gate.sync.scope import parts
from app.ground.errors import NotFound
from app.ground.house import House
from app.ground.vault import KeyGone
from transmissions.follow_up_times import CLOSED_SHOWN, order

__all__ = [
    "FollowUpValue",
    "closed_ones",
    "count_escalated",
    "is_asked_since",
    "is_open_about",
    "known_ones",
    "of_entries",
    "one_of",
    "open_ones",
    "person_about",
]

_STANDS = FollowUp.withdrawn_at.is_(None)


def open_ones(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    person_id: uuid.UUID | None = None,
) -> list[FollowUpValue]:
    """What remains to be done in the home, or about one person: urgent first, then by the time it is due."""
    where = [_STANDS, FollowUp.closed_at.is_(None), FollowUp.establishment_id == establishment_id]
    if person_id is not None:
        where.append(FollowUp.person_id == person_id)
    return sorted(_values(session, house, *where), key=lambda one: order(one.listed))


def closed_ones(
    session: Session, house: House, establishment_id: uuid.UUID, *, now: datetime
) -> list[FollowUpValue]:
    """What was answered in the last seven days, the latest first."""
    where = (FollowUp.establishment_id == establishment_id, FollowUp.closed_at > now - CLOSED_SHOWN)
    found = _values(session, house, _STANDS, *where)
    return sorted(found, key=lambda one: (_closed_at(one), one.id), reverse=True)


def one_of(
    session: Session, house: House, establishment_id: uuid.UUID, follow_up_id: uuid.UUID
) -> FollowUpValue:
    """One follow-up of that home. Raises NotFound."""
    where = (FollowUp.establishment_id == establishment_id, FollowUp.id == follow_up_id)
    found = _values(session, house, _STANDS, *where)
    if not found:
        raise NotFound()
    return found[0]


def of_entries(
    session: Session, house: House, person_id: uuid.UUID, entry_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[FollowUpValue]]:
    """What was due after each of a person's transmissions, open and closed."""
    found: dict[uuid.UUID, list[FollowUpValue]] = {}
    for some in parts(entry_ids):
        where = (FollowUp.person_id == person_id, FollowUp.entry_id.in_(some))
        for one in _values(session, house, _STANDS, *where):
            assert one.entry_id is not None
            found.setdefault(one.entry_id, []).append(one)
    return found


def count_escalated(
    session: Session, persons: Collection[uuid.UUID], *, now: datetime
) -> tuple[int, int]:
    """How many about these persons waited past the time when nurses are told; and how many of them are urgent."""
    late = urgent = 0
    for some in parts(persons):
        rows = session.execute(
            select(FollowUp.is_urgent, func.count())
            .where(
                FollowUp.person_id.in_(some),
                FollowUp.closed_at.is_(None),
                FollowUp.escalates_at <= now,
                _STANDS,
            )
            .group_by(FollowUp.is_urgent)
        )
        for is_urgent, number in rows:
            late += number
            urgent += number if is_urgent else 0
    return late, urgent


def person_about(
    session: Session, establishment_id: uuid.UUID, follow_up_id: uuid.UUID
) -> uuid.UUID:
    """Whom a follow-up of that home is about. Raises NotFound."""
    person_id = session.scalar(
        select(FollowUp.person_id).where(
            FollowUp.id == follow_up_id, FollowUp.establishment_id == establishment_id, _STANDS
        )
    )
    if person_id is None:
        raise NotFound()
    return person_id


def is_open_about(session: Session, establishment_id: uuid.UUID, subject: Subject) -> bool:
    """Whether something remains to be done about a subject of that home."""
    where = (
        FollowUp.establishment_id == establishment_id,
        FollowUp.subject_area == subject.area,
        FollowUp.subject_id == subject.id,
        FollowUp.closed_at.is_(None),
    )
    return session.scalar(select(FollowUp.id).where(*where, _STANDS).limit(1)) is not None


def known_ones(session: Session, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these were ever opened, answered or not."""
    found: set[uuid.UUID] = set()
    for some in parts(ids):
        found |= set(session.scalars(select(FollowUp.id).where(FollowUp.id.in_(some))))
    return found


def is_asked_since(session: Session, person_id: uuid.UUID, kind: str, at: datetime) -> bool:
    """Whether one of that kind was opened about the person since then, answered or not."""
    return (
        session.scalar(
            select(FollowUp.id)
            .where(
                FollowUp.person_id == person_id,
                FollowUp.kind == kind,
                FollowUp.opened_at >= at,
                _STANDS,
            )
            .limit(1)
        )
        is not None
    )


def _values(session: Session, house: House, *where: Any) -> list[FollowUpValue]:
    """Those of erased persons say nothing any more."""
    rows = session.execute(select(*COLUMNS).where(*where)).all()
    house.vault.warm({row.person_id for row in rows})
    steps = steps_of(session, (row.id for row in rows))
    found = []
    for row in rows:
        try:
            found.append(value_of(house.vault, row, steps.get(row.id, [])))
        except KeyGone:
            continue
    return found


def _closed_at(one: FollowUpValue) -> datetime:
    assert one.answer is not None
    return one.answer.at
