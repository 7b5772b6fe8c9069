"""What a person is expected at, in the days to come."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from sqlalchemy.orm import Session

from app.areas.family.values import Shown
from app.areas.medical.queries import Appointment, appointments_of
from app.ground.house import House

AHEAD: Final = timedelta(days=60)


def planned_of(session: Session, house: House, shown: Shown) -> tuple[Appointment, ...]:
    """The person's appointments of today and of two months to come, the next one on top."""
    here = shown.at.astimezone(shown.zone)
    today = here.replace(hour=0, minute=0, second=0, microsecond=0)
    ids = [shown.person_id]
    found = appointments_of(session, house.vault, ids, today, today + AHEAD, shown.zone)
    return found.get(shown.person_id, ())
