"""The rows of one person, whole and alone, for whoever opened the file in an emergency: as the feed tells them."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from app.gate.sync.registry import known
from app.gate.sync.scope import Row, Scope, Slice
from app.ground.house import House

_OF_ALL = ("units", "staff", "vocabulary", "recalls")
"""Sources that tell of the home rather than of persons: the tablet has them from its own units."""


def rows_of(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    timezone: str,
    unit_id: uuid.UUID,
    person_id: uuid.UUID,
    *,
    now: datetime,
) -> dict[str, list[Row]]:
    """Rows by kind, of a person who lives in `unit_id`."""
    scope = Scope(
        session=session,
        house=house,
        establishment_id=establishment_id,
        timezone=timezone,
        unit_id=unit_id,
        since=None,
        as_of=None,
        now=now,
        persons={person_id: 0},
        only=person_id,
    )
    found = Slice()
    for name, source in known.feeds.items():
        if name not in _OF_ALL:
            found.merge(source(scope))
    return found.rows
