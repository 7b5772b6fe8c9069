"""Who opened a person's file, for that person: professionals by day, and relatives who entered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.family.queries import relatives_of
from app.areas.family.values import Shown
from app.areas.oversight.queries import openings_of_person
from app.gate.audit.models import AuditEvent
from app.ground.house import House

SINCE: Final = timedelta(days=90)
BY_RELATIVES: Final = ("relative.opened", "relative.document_read")


@dataclass(frozen=True, slots=True)
class Lecture:
    """Somebody who read on one day: who they are, what they saw, and why where they said it."""

    on: date
    name: str
    role: str
    parts: tuple[str, ...]
    reason: str | None = None


def lectures_of(
    session: Session, house: House, home: uuid.UUID, shown: Shown
) -> tuple[Lecture, ...]:
    """The last three months, newest first."""
    since = shown.at - SINCE
    seen = openings_of_person(session, house, home, shown.person_id, since=since)
    found = [Lecture(one.on, one.name, one.role, one.parts, one.reason) for one in seen]
    found += _by_relatives(session, house, home, shown)
    return tuple(sorted(found, key=lambda one: one.on, reverse=True))


def _by_relatives(session: Session, house: House, home: uuid.UUID, shown: Shown) -> list[Lecture]:
    names = {one.id: one for one in relatives_of(session, house, home, shown.person_id)}
    rows = session.execute(
        select(AuditEvent.at, AuditEvent.subject_id).where(
            AuditEvent.establishment_id == home,
            AuditEvent.person_id == shown.person_id,
            AuditEvent.verb.in_(BY_RELATIVES),
            AuditEvent.at >= shown.at - SINCE,
        )
    )
    days = {(at.astimezone(shown.zone).date(), subject) for at, subject in rows}
    return [
        Lecture(on, names[subject].name, names[subject].link, ("espace famille",))
        for on, subject in days
        if subject in names
    ]
