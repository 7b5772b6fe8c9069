"""Many measures at once: imports, and the demo world."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import insert
from sqlalchemy.orm import Session

from app.areas.observations.models import Observation
from app.areas.observations.rows import Row
from app.ground.database import take_revision


def load_observations(session: Session, rows: Iterable[Row]) -> int:
    """Keeps many rows of `rows.observation_row`, of one establishment or several; returns how many."""
    stamped = [{**row, "revision": take_revision(session, row["establishment_id"])} for row in rows]
    if stamped:
        session.connection().execute(insert(Observation), stamped)
    return len(stamped)
