"""Who accepted the charter, and who has yet to."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.auth.charter.models import CharterAcceptance
from app.gate.auth.charter.texts import CURRENT
from app.gate.auth.policy import ROLES
from app.gate.directory import queries as directory
from app.ground.house import House


@dataclass(frozen=True, slots=True)
class Signature:
    """One professional of the home: the last version they accepted (0: none), when, and where."""

    name: str
    role: str
    version: int
    at: datetime | None
    is_on_tablet: bool

    @property
    def is_current(self) -> bool:
        return self.version >= CURRENT


def signatures(
    session: Session, house: House, establishment_id: uuid.UUID, now: datetime
) -> list[Signature]:
    """Everybody who may enter now: those who have yet to accept first, then by name."""
    members = directory.members_at(session, establishment_id, now)
    names = directory.staff_names(house, {one.id: one.sealed for one in members})
    last = _last(session, establishment_id)
    found = []
    for member in members:
        row = last.get(member.id)
        found.append(
            Signature(
                names[member.id].full,
                ROLES[member.role],
                row.version if row else 0,
                row.accepted_at if row else None,
                bool(row and row.device_id),
            )
        )
    return sorted(found, key=lambda one: (one.is_current, one.name.casefold()))


def _last(session: Session, establishment_id: uuid.UUID) -> dict[uuid.UUID, CharterAcceptance]:
    """The last version of each, as it was first accepted."""
    query = (
        select(CharterAcceptance)
        .where(CharterAcceptance.establishment_id == establishment_id)
        .order_by(CharterAcceptance.version, CharterAcceptance.accepted_at.desc())
    )
    return {row.staff_id: row for row in session.scalars(query)}
