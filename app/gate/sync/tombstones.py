"""What has left a unit is told to its tablets for as long as a cursor may ask; then the tombstone is worth nothing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CursorResult, delete
from sqlalchemy.orm import Session

from app.gate.sync.models import Tombstone
from transmissions.visibility import BEDSIDE_WINDOW

KEPT = 2 * BEDSIDE_WINDOW
"""Twice as long as a cursor serves: a tablet with an older one gets everything anew, and forgets by that."""


def prune(session: Session, *, now: datetime) -> int:
    """Deletes the tombstones that no cursor can need any more; returns how many."""
    done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
        delete(Tombstone).where(Tombstone.at < now - KEPT)
    )
    return done.rowcount
