"""What stands of a gesture and of a dose, worked out again whenever something about it arrives, in whatever order.

Every function here runs in a transaction that has taken the revision already, so that what it reads stays true until
the commit.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from app.areas.rounds.models import Administration, DoseConflict, DoseResolution
from app.areas.rounds.rows import Row, fact_of
from app.ground.database import take_revision
from medication.administration import Administration as Fact
from medication.administration import Standing, effective, standing

COLUMNS: Final = (
    Administration.id,
    Administration.establishment_id,
    Administration.person_id,
    Administration.author_id,
    Administration.dose_id,
    Administration.chain_id,
    Administration.line_id,
    Administration.act,
    Administration.outcome,
    Administration.offered,
    Administration.at,
    Administration.occurred_at,
    Administration.expires_at,
    Administration.amends,
    Administration.root_id,
    Administration.stands,
    Administration.withdraws,
    Administration.doubtful,
    Administration.retracted_at,
    Administration.identified,
    Administration.scan_how,
    Administration.no_scan,
    Administration.container_id,
    Administration.basis,
    Administration.is_patch,
    Administration.sealed,
)


@dataclass(frozen=True, slots=True)
class Settled:
    """How a disagreement was settled: by the last word, whichever arrived first. `judged` are those that were seen."""

    id: uuid.UUID
    keeps: uuid.UUID
    judged: frozenset[uuid.UUID]
    by: uuid.UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class OfDose:
    """What a dose's records say together."""

    rows: Sequence[Any]
    stands: Standing
    settled: Settled | None

    @property
    def facts(self) -> list[Fact]:
        """What counts of them, each as it was last amended."""
        return effective(map(fact_of, self.rows))


def find(session: Session, id: uuid.UUID) -> Any | None:
    """What decides about a record, or None for one that is unknown."""
    return session.execute(select(*COLUMNS).where(Administration.id == id)).one_or_none()


_OTHERS: Final = select(
    select(Administration.id).where(Administration.dose_id == bindparam("dose")).exists()
    | select(DoseResolution.id).where(DoseResolution.dose_id == bindparam("dose")).exists()
)


def has_others(session: Session, dose_id: uuid.UUID) -> bool:
    """Whether something is recorded of that dose, or was settled about it."""
    return bool(session.connection().execute(_OTHERS, {"dose": dose_id}).scalar())


def of_dose(session: Session, dose_id: uuid.UUID) -> OfDose:
    """Everything that was recorded of a dose, and what holds."""
    rows = session.execute(select(*COLUMNS).where(Administration.dose_id == dose_id)).all()
    settled = settled_by_dose(session, [dose_id]).get(dose_id)
    return OfDose(rows, stands_of(rows, settled), settled)


def stands_of(rows: Iterable[Any], settled: Settled | None) -> Standing:
    """What holds of one dose."""
    facts = [fact_of(row) for row in rows]
    if settled is None:
        return standing(facts)
    return standing(facts, settled.keeps, judged=_with_roots(facts, settled.judged))


def _with_roots(facts: Sequence[Fact], seen: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Whoever saw an amendment saw what it amends."""
    amended = {one.id: one.amends for one in facts}
    found: set[uuid.UUID] = set()
    waiting: list[uuid.UUID | None] = list(seen)
    while waiting:
        one = waiting.pop()
        if one is not None and one not in found:
            found.add(one)
            waiting.append(amended.get(one))
    return found


def settled_by_dose(session: Session, dose_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Settled]:
    """The last word about each of these doses; of several of one instant, the one with the highest id."""
    rows = session.execute(
        select(
            DoseResolution.id,
            DoseResolution.dose_id,
            DoseResolution.keeps,
            DoseResolution.seen,
            DoseResolution.author_id,
            DoseResolution.at,
        ).where(DoseResolution.dose_id.in_(list(dose_ids)))
    ).all()
    ordered = sorted(rows, key=lambda row: (row.at, row.id.int))
    return {
        row.dose_id: Settled(
            row.id,
            row.keeps,
            frozenset(map(uuid.UUID, row.seen)) | {row.keeps},
            row.author_id,
            row.at,
        )
        for row in ordered
    }


def settle_group(session: Session, establishment_id: uuid.UUID, root: uuid.UUID) -> None:
    """Of a record and what amends it, marks the one that holds; none where it was undone, or another person's."""
    rows = session.execute(select(*COLUMNS).where(_of_root(root))).all()
    held = {one.id for one in effective(map(fact_of, rows))}
    for stands in (True, False):
        wrong = [row.id for row in rows if row.stands is not stands and (row.id in held) is stands]
        if wrong:
            _mark(session, establishment_id, wrong, stands=stands)


def held_of(session: Session, root: uuid.UUID) -> Any | None:
    """Of a record and what amends it, the one that holds."""
    query = select(*COLUMNS).where(_of_root(root), Administration.stands)
    return session.execute(query).one_or_none()


def retract(session: Session, found: Any, at: datetime) -> None:
    """Its author undid it; the first undo holds, whichever arrives first."""
    if found.retracted_at is None or at < found.retracted_at:
        _mark(session, found.establishment_id, [found.id], retracted_at=at)


def open_conflict(session: Session, id: uuid.UUID) -> Any | None:
    """The disagreement about a dose, open or closed; None where there never was one."""
    return session.execute(
        select(
            DoseConflict.id,
            DoseConflict.establishment_id,
            DoseConflict.person_id,
            DoseConflict.opened_at,
            DoseConflict.closed_at,
            DoseConflict.resolution_id,
        ).where(DoseConflict.id == id)
    ).one_or_none()


def is_open(session: Session, dose_id: uuid.UUID) -> bool:
    """Whether a nurse has yet to settle a disagreement about that dose."""
    found = open_conflict(session, dose_id)
    return found is not None and found.closed_at is None


def flag(session: Session, id: uuid.UUID, flags: list[str]) -> None:
    """What only the lock could show of a record that was just written, under the same revision."""
    session.connection().execute(
        update(Administration).where(Administration.id == id).values(flags=flags)
    )


def put_conflict(session: Session, before: Any | None, row: Row) -> None:
    """Keeps how the disagreement about a dose stands now."""
    revision = take_revision(session, row["establishment_id"])
    stamped = {**row, "revision": revision}
    if before is None:
        session.connection().execute(insert(DoseConflict), [stamped])
    else:
        where = DoseConflict.id == row["id"]
        session.connection().execute(update(DoseConflict).where(where).values(stamped))


def _mark(
    session: Session, establishment_id: uuid.UUID, ids: list[uuid.UUID], **values: Any
) -> None:
    revision = take_revision(session, establishment_id)
    session.connection().execute(
        update(Administration).where(Administration.id.in_(ids)).values(**values, revision=revision)
    )


def _of_root(root: uuid.UUID) -> ColumnElement[bool]:
    return or_(Administration.id == root, Administration.root_id == root)
