"""How a follow-up stands, made anew from all its steps each time one arrives.

Every function here runs in a transaction that has taken the revision already, so that what it reads stays true
until the commit: of two steps that arrive at once, the second sees the first.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.follow_ups.rows import Row
from app.ground.database import take_revision
from transmissions.follow_up import Opened, State, Step, flags_of, state
from transmissions.follow_up_times import escalates_at, expires_at

_STANDING = select(
    FollowUp.id,
    FollowUp.establishment_id,
    FollowUp.person_id,
    FollowUp.kind,
    FollowUp.subject_area,
    FollowUp.subject_id,
    FollowUp.asked_for,
    FollowUp.role,
    FollowUp.is_urgent,
    FollowUp.opened_flags,
    FollowUp.closed_at,
    FollowUp.withdrawn_at,
)
STEP_COLUMNS = (
    FollowUpStep.id,
    FollowUpStep.kind,
    FollowUpStep.occurred_at,
    FollowUpStep.author_id,
    FollowUpStep.role,
    FollowUpStep.due_at,
    FollowUpStep.outcome,
    FollowUpStep.close_id,
)


def find(session: Session, follow_up_id: uuid.UUID) -> Any | None:
    """What decides about a follow-up, or None for one that is unknown."""
    return session.execute(_STANDING.where(FollowUp.id == follow_up_id)).one_or_none()


def opened(row: Any) -> Opened:
    """What was asked, as the rules see it."""
    return Opened(row.asked_for, row.role, row.is_urgent)


def step_of(row: Any) -> Step:
    """A step, as the rules see it; `row` has STEP_COLUMNS."""
    return Step(
        id=row.id,
        kind=row.kind,
        at=row.occurred_at,
        by=row.author_id,
        role=row.role,
        due_at=row.due_at,
        outcome=row.outcome,
        close=row.close_id,
    )


def add(session: Session, follow_up: Any, row: Row) -> tuple[str, ...]:
    """Keeps a step and how the follow-up stands with it. Returns what is out of place in that step."""
    session.connection().execute(insert(FollowUpStep), [row])
    steps, then = restate(session, follow_up)
    mine = next(one for one in steps if one.id == row["id"])
    return flags_of(mine, opened(follow_up), then)


def restate(session: Session, follow_up: Any) -> tuple[list[Step], State]:
    """Makes anew how a follow-up stands, from all the steps that are here."""
    kept = session.execute(
        select(*STEP_COLUMNS, FollowUpStep.flags).where(FollowUpStep.follow_up_id == follow_up.id)
    ).all()
    steps = [step_of(one) for one in kept]
    then = state(opened(follow_up), steps)
    values = _columns(follow_up, then)
    values["flags"] = _flags(follow_up.opened_flags, (one.flags for one in kept), then)
    values["revision"] = take_revision(session, follow_up.establishment_id)
    session.connection().execute(
        update(FollowUp).where(FollowUp.id == follow_up.id).values(**values)
    )
    return steps, then


def withdraw(session: Session, entry_id: uuid.UUID, at: datetime | None) -> None:
    """What was opened with an entry is withdrawn with it, at `at`, or stands again (None)."""
    query = select(FollowUp.id, FollowUp.establishment_id).where(
        FollowUp.entry_id == entry_id, FollowUp.is_with_entry.is_(True)
    )
    for id_, home in session.execute(query).all():
        session.connection().execute(
            update(FollowUp)
            .where(FollowUp.id == id_)
            .values(withdrawn_at=at, revision=take_revision(session, home))
        )


def withdraw_one(session: Session, follow_up_id: uuid.UUID, at: datetime) -> bool:
    """No list shows it any more; whether somebody was still to answer it."""
    query = select(FollowUp.establishment_id, FollowUp.closed_at).where(
        FollowUp.id == follow_up_id, FollowUp.withdrawn_at.is_(None)
    )
    row = session.execute(query).one_or_none()
    if row is None:
        return False
    session.connection().execute(
        update(FollowUp)
        .where(FollowUp.id == follow_up_id)
        .values(withdrawn_at=at, revision=take_revision(session, row.establishment_id))
    )
    return row.closed_at is None


def _columns(follow_up: Any, then: State) -> Row:
    seen, closed = then.acknowledged, then.closed
    return {
        "due_at": then.due_at,
        "acknowledged_by": seen.by if seen else None,
        "acknowledged_at": seen.at if seen else None,
        "closed_by": closed.by if closed else None,
        "closed_at": closed.at if closed else None,
        "outcome": closed.outcome if closed else None,
        "also_closed": len(then.also_closed),
        "escalates_at": escalates_at(
            then.due_at,
            urgent=follow_up.is_urgent,
            acknowledged_at=seen.at if seen else None,
            closed=closed is not None,
        ),
        "expires_at": expires_at(closed.at if closed else None),
    }


def _flags(
    asked: Sequence[str] | None, said: Iterable[Sequence[str] | None], then: State
) -> list[str] | None:
    """What a reader is told: of what was asked, of each step, and of how they fit; each once, in one order."""
    told = {*(asked or ()), *(flag for flags in said for flag in flags or ()), *then.flags}
    return sorted(told) or None
