"""The absences of the demo home's persons that its record tells of; `leaving` plans those to come."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.areas.persons import away
from app.areas.persons.models import Person as PersonRow
from app.gate.auth.actor import Actor

_OUTING = timedelta(hours=5)


def note(session: Session, row: PersonRow, kind: str, actor: Actor, at: datetime) -> None:
    """A departure opens an absence, a return ends it."""
    there = away.ongoing(session, row.id)
    if kind != "return" and there is None:
        away.open_one(session, row, actor, now=at, kind=kind, state="ongoing", from_at=at)
    elif kind == "return" and there is not None:
        away.follow(session, there, actor, now=at, state="ended", until_at=at)
    session.flush()


def settle(session: Session, row: PersonRow, actor: Actor, now: datetime) -> None:
    """Whoever is here now is back from what the record tells of; whoever is not has an absence open."""
    there = away.ongoing(session, row.id)
    if row.presence == "present" and there is not None:
        back = there.from_at + _OUTING
        away.follow(session, there, actor, now=back, state="ended", until_at=back)
    elif row.presence != "present" and there is None:
        left = now - timedelta(hours=6)
        away.open_one(
            session, row, actor, now=left, kind=row.presence, state="ongoing", from_at=left
        )
