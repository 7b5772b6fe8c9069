"""Break-glass: a file outside one's assignments, for an hour, with a reason that others read afterwards.

It opens reading, never writing. Nothing waits for an agreement, since somebody may be dying; everything is told: to
the trail, to whoever leads care or protects data, and to those who read the file.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.gate.audit.record import record
from app.gate.auth.actor import Actor
from app.gate.auth.models import EmergencyAccess
from app.gate.directory.finding import find_to_change
from app.ground.checks import Checks
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.vault import KeyGone

LASTS = timedelta(minutes=60)
SHORTEST, LONGEST = 10, 300
"""Of a reason, in characters: "urgence" says nothing."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One emergency access, its reason opened; None once the person was erased."""

    id: uuid.UUID
    staff_id: uuid.UUID
    person_id: uuid.UUID
    opened_at: datetime
    ends_at: datetime
    reason: str | None
    reviewed_by: uuid.UUID | None
    reviewed_at: datetime | None


def open_file(
    session: Session,
    house: House,
    actor: Actor,
    person_id: uuid.UUID,
    reason: str,
    *,
    now: datetime,
) -> EmergencyAccess:
    """Opens the file to the actor for an hour. Raises Invalid for a reason that says nothing."""
    checks = Checks()
    told = checks.line(
        "reason", reason, missing="Dites pourquoi : d’autres le liront.", limit=LONGEST
    )
    if len(told) < SHORTEST:
        checks.refuse(
            "reason", f"Dites pourquoi en {SHORTEST} caractères au moins : d’autres le liront."
        )
    checks.end()
    access_id = new_id()
    made = EmergencyAccess(
        id=access_id,
        establishment_id=actor.establishment_id,
        staff_id=actor.staff_id,
        person_id=person_id,
        opened_at=now,
        ends_at=now + LASTS,
        sealed=house.vault.seal(person_id, "emergency_access", access_id, {"reason": told}),
    )
    session.add(made)
    record(session, "emergency.opened", at=now, actor=actor, person_id=person_id)
    return made


def end(session: Session, actor: Actor, person_id: uuid.UUID, *, now: datetime) -> None:
    """Closes one's own accesses to a file before their hour is over. Raises NotFound for who never had one."""
    mine = session.scalars(
        select(EmergencyAccess).where(
            EmergencyAccess.staff_id == actor.staff_id, EmergencyAccess.person_id == person_id
        )
    ).all()
    if not mine:
        raise NotFound()
    running = [one for one in mine if one.ends_at > now]
    for one in running:
        one.ends_at = now
    if running:
        record(session, "emergency.ended", at=now, actor=actor, person_id=person_id)


def review(session: Session, actor: Actor, access_id: uuid.UUID, *, now: datetime) -> None:
    """That somebody else has read why. Raises NotFound, Conflict for one's own."""
    found = find_to_change(session, EmergencyAccess, actor.establishment_id, access_id)
    if found.staff_id == actor.staff_id:
        raise Conflict("Votre propre accès est relu par quelqu’un d’autre.")
    if found.reviewed_at is None:
        found.reviewed_by, found.reviewed_at = actor.staff_id, now
        record(session, "emergency.reviewed", at=now, actor=actor, person_id=found.person_id)


def unread(session: Session, actor: Actor) -> int:
    """How many accesses of others wait for somebody to read why."""
    return (
        session.scalar(
            select(func.count())
            .select_from(EmergencyAccess)
            .where(
                EmergencyAccess.establishment_id == actor.establishment_id,
                EmergencyAccess.staff_id != actor.staff_id,
                EmergencyAccess.reviewed_at.is_(None),
            )
        )
        or 0
    )


def openings(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    *,
    person_id: uuid.UUID | None = None,
    limit: int = 200,
) -> Sequence[Opening]:
    """The accesses of a home, or to one person's file, newest first."""
    query = (
        select(EmergencyAccess)
        .where(EmergencyAccess.establishment_id == establishment_id)
        .order_by(EmergencyAccess.opened_at.desc())
        .limit(limit)
    )
    if person_id is not None:
        query = query.where(EmergencyAccess.person_id == person_id)
    return [_opening(house, row) for row in session.scalars(query)]


def _opening(house: House, row: EmergencyAccess) -> Opening:
    try:
        content = house.vault.open(row.person_id, "emergency_access", row.id, row.sealed)
    except KeyGone:
        content = {"reason": None}
    return Opening(
        row.id,
        row.staff_id,
        row.person_id,
        row.opened_at,
        row.ends_at,
        content["reason"],
        row.reviewed_by,
        row.reviewed_at,
    )
