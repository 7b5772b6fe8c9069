"""Marking what nobody has answered in time, so that the trace tells when nurses could know."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.areas.follow_ups.models import FollowUp
from app.gate.audit.record import record

_AT_ONCE = 500


def escalate(session: Session, *, now: datetime) -> int:
    """Marks open follow-ups whose time to escalate has come; returns how many.

    Screens need no mark, they compare `escalates_at` with the clock; nothing they draw changes here. One that was
    put off since, or taken charge of, has a new time, and is marked again when that has passed too.
    """
    late = session.execute(
        select(FollowUp.id, FollowUp.establishment_id, FollowUp.person_id)
        .where(
            FollowUp.escalates_at <= now,
            FollowUp.withdrawn_at.is_(None),
            or_(
                FollowUp.escalated_at.is_(None),
                FollowUp.escalated_at < FollowUp.escalates_at,
            ),
        )
        .order_by(FollowUp.escalates_at)
        .limit(_AT_ONCE)
    ).all()
    for id_, home, person in late:
        record(
            session,
            "follow_up.escalated",
            at=now,
            establishment_id=home,
            person_id=person,
            subject_id=id_,
        )
    if late:
        session.execute(
            update(FollowUp)
            .where(FollowUp.id.in_([row.id for row in late]))
            .values(escalated_at=now)
            .execution_options(synchronize_session=False)
        )
    return len(late)
