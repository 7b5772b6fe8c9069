"""After an update, what our own errors had put aside is judged again by the code that has taken their place."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.gate.sync.models import Quarantine
from app.gate.sync.rerun import Decision, run
from app.ground.errors import Conflict
from app.ground.facts import get_fact, set_fact
from app.ground.house import House

MENDED = ("internal", "unknown_type")
"""What another version of the server may file: our own errors, and types it did not know yet."""

_MENDED_BY = "quarantine.mended_by"


def rerun_after_update(house: House, *, version: str, now: datetime) -> int:
    """Judges them again, once a version and the oldest first; returns how many were applied.

    Interrupted, it begins again: what was applied is settled, and is not there any more.
    """
    with house.database.read() as session:
        if get_fact(session, _MENDED_BY) == version:
            return 0
        waiting = session.scalars(
            select(Quarantine.id)
            .where(
                Quarantine.settled_at.is_(None),
                Quarantine.code.in_(MENDED),
                Quarantine.envelope != b"",
            )
            .order_by(Quarantine.received_at, Quarantine.id)
        ).all()
    applied = 0
    for row_id in waiting:
        try:
            applied += run(house, row_id, Decision(), now=now).outcome == "applied"
        except Conflict:
            continue  # somebody has settled it meanwhile
    with house.database.write() as session:
        set_fact(session, _MENDED_BY, version)
    return applied
