"""Professionals: who they are and which role they hold. Their names are sealed under their own key."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.directory.finding import find_to_change
from app.gate.directory.models import Assignment, Staff
from app.gate.directory.trace import Doer, tell
from app.ground.checks import Checks
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged


def create_staff(
    session: Session,
    house: House,
    actor: Doer | None,
    *,
    given_name: str,
    family_name: str,
    role: str,
    title: str | None = None,
    establishment_id: uuid.UUID | None = None,
    staff_id: uuid.UUID | None = None,
    now: datetime,
) -> Staff:
    """A professional with a key of their own. Without an actor the establishment is named. Raises Invalid.

    `role` is one of the policy table's, which the caller has checked.
    """
    home = actor.establishment_id if actor else establishment_id
    assert home is not None
    names = check_names(given_name, family_name, title)
    identity = staff_id or new_id()
    house.vault.create_owner(identity, home, "staff")
    sealed = house.vault.seal(identity, "staff", identity, names)
    row = Staff(id=identity, establishment_id=home, role=role, sealed=sealed, created_at=now)
    session.add(row)
    tell(
        session,
        "staff.created",
        at=now,
        actor=actor,
        establishment_id=home,
        subject_id=identity,
        detail={"role": role},
    )
    return row


def edit_staff(
    session: Session,
    house: House,
    actor: Doer,
    staff_id: uuid.UUID,
    *,
    given_name: str,
    family_name: str,
    role: str,
    title: str | None = None,
    seen: str | None = None,
    now: datetime,
) -> Staff:
    """Names a professional and gives the role. Raises NotFound, Invalid, Conflict."""
    row = find_to_change(session, Staff, actor.establishment_id, staff_id)
    names = check_names(given_name, family_name, title)
    before = house.vault.open(row.id, "staff", row.id, row.sealed)
    check_unchanged({**before, "role": row.role}, seen)
    if names != before:
        row.sealed = house.vault.seal(row.id, "staff", row.id, names)
        tell(session, "staff.renamed", at=now, actor=actor, subject_id=row.id)
    if role != row.role:
        detail = {"from": row.role, "to": role}
        row.role = role
        tell(session, "staff.role_changed", at=now, actor=actor, subject_id=row.id, detail=detail)
    return row


def dismiss(session: Session, actor: Doer, staff_id: uuid.UUID, *, now: datetime) -> Staff:
    """A professional who leaves: no right holds from `now` on. What they wrote stays. Raises NotFound."""
    row = find_to_change(session, Staff, actor.establishment_id, staff_id)
    if row.left_at is None:
        row.left_at = now
        for assignment in _open_assignments(session, row.id, now):
            assignment.ends_at = now
        tell(session, "staff.left", at=now, actor=actor, subject_id=row.id)
    return row


def take_back(session: Session, actor: Doer, staff_id: uuid.UUID, *, now: datetime) -> Staff:
    """Undoes `dismiss`: the assignments that it ended hold again. Raises NotFound."""
    row = find_to_change(session, Staff, actor.establishment_id, staff_id)
    if row.left_at is not None:
        ended = select(Assignment).where(
            Assignment.staff_id == row.id, Assignment.ends_at == row.left_at
        )
        for assignment in session.scalars(ended):
            assignment.ends_at = None
        row.left_at = None
        tell(session, "staff.taken_back", at=now, actor=actor, subject_id=row.id)
    return row


def _open_assignments(session: Session, staff_id: uuid.UUID, now: datetime) -> list[Assignment]:
    rows = session.scalars(select(Assignment).where(Assignment.staff_id == staff_id))
    return [row for row in rows if row.ends_at is None or row.ends_at > now]


def check_names(given_name: str, family_name: str, title: str | None) -> dict[str, str | None]:
    """The names as they are sealed. Raises Invalid."""
    checks = Checks()
    names = {
        "given_name": checks.line("given_name", given_name, missing="Donnez un prénom.", limit=60),
        "family_name": checks.line("family_name", family_name, missing="Donnez un nom.", limit=60),
        "title": checks.optional_line("title", title, limit=20),
    }
    checks.end()
    return names
