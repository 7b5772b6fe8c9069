"""Until when everything this server received is held by a verified backup, as tablets are told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from app.ground import clock
from app.ground.facts import get_fact, set_fact

DURABLE_THROUGH = "durable_through"


def durable_through(session: Session) -> datetime | None:
    """Whatever was received at or before this instant can be restored; None when no backup was ever made."""
    return clock.from_text(get_fact(session, DURABLE_THROUGH))


def advance(session: Session, through: datetime, *, now: datetime) -> datetime:
    """A backup of everything until `through` is verified; one that was begun earlier and ends late takes nothing away.

    A promise that lies in the future was made by a clock that was wrong then: it is not kept.
    """
    known = durable_through(session)
    told = through if known is None or known > now else max(known, through)
    set_fact(session, DURABLE_THROUGH, clock.to_text(told))
    return told


def start_again(session: Session, through: datetime) -> None:
    """After a restore, what is held is what was just restored, even when more had been promised before."""
    set_fact(session, DURABLE_THROUGH, clock.to_text(through))
