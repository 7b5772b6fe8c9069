"""Disagreements about doses, for the desk: those that wait, those that ended lately, and how."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.areas.rounds.kept import Settled, settled_of
from app.areas.rounds.models import DoseConflict
from app.gate.sync.scope import parts
from app.ground.errors import NotFound
from app.ground.vault import Vault

SETTLED_SHOWN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Conflict:
    """A dose of which two outcomes were recorded. `settled` is the nurse's word; one that ended because an outcome was
    taken back has none."""

    dose_id: uuid.UUID
    person_id: uuid.UUID
    opened_at: datetime
    closed_at: datetime | None
    settled: Settled | None


def conflicts_of(
    session: Session, vault: Vault, person_ids: Collection[uuid.UUID], *, now: datetime
) -> list[Conflict]:
    """Those that wait, the oldest first, then those that ended within seven days, the latest first."""
    rows = [
        row
        for some in parts(person_ids)
        for row in session.scalars(
            select(DoseConflict).where(
                DoseConflict.person_id.in_(some),
                or_(
                    DoseConflict.closed_at.is_(None),
                    DoseConflict.closed_at > now - SETTLED_SHOWN,
                ),
            )
        )
    ]
    settled = settled_of(session, vault, [row.id for row in rows if row.closed_at is not None])
    found = [_conflict(row, settled.get(row.id)) for row in rows]
    waiting = sorted((one for one in found if one.closed_at is None), key=_opened_at)
    ended = sorted((one for one in found if one.closed_at is not None), key=_opened_at)
    return [*waiting, *reversed(ended)]


def count_open(session: Session, person_ids: Collection[uuid.UUID]) -> int:
    """How many disagreements about doses of those persons wait for a nurse; nothing is opened."""
    waiting = (
        session.scalar(
            select(func.count())
            .select_from(DoseConflict)
            .where(DoseConflict.person_id.in_(some), DoseConflict.closed_at.is_(None))
        )
        for some in parts(person_ids)
    )
    return sum(number or 0 for number in waiting)


def conflict_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, dose_id: uuid.UUID
) -> Conflict:
    """The disagreement about a dose of that home. Raises NotFound."""
    row = session.scalars(
        select(DoseConflict).where(
            DoseConflict.id == dose_id, DoseConflict.establishment_id == establishment_id
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    is_open = row.closed_at is None
    return _conflict(row, None if is_open else settled_of(session, vault, [dose_id]).get(dose_id))


def _conflict(row: DoseConflict, settled: Settled | None) -> Conflict:
    return Conflict(row.id, row.person_id, row.opened_at, row.closed_at, settled)


def _opened_at(one: Conflict) -> tuple[datetime, int]:
    return one.opened_at, one.dose_id.int
