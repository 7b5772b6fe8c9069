"""Intents about the team, with the rules that keep a home manageable: nobody shuts themselves, or everybody, out."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from app.gate.auth import second, sessions
from app.gate.auth.actor import Actor
from app.gate.auth.policy import POLICY, ROLES, allows
from app.gate.directory import commands as directory
from app.gate.directory.finding import find
from app.gate.directory.models import Assignment, Shift, Staff
from app.gate.directory.queries import holds
from app.ground.checks import all_told
from app.ground.errors import Conflict, Invalid
from app.ground.house import House

OPEN_ROLES = {role: label for role, label in ROLES.items() if POLICY[role]}
"""The roles that a professional may hold today: those without any right are for relatives, later."""


KEY_FIRST = (
    "Ce rôle lit les soins, et la clé de cette personne a été faite sans l’accord que cela demande. "
    "Retirez sa clé ou son invitation, changez le rôle, puis invitez-la de nouveau : "
    "une deuxième personne donnera son accord."
)


def hire(
    session: Session,
    house: House,
    actor: Actor,
    *,
    given_name: str,
    family_name: str,
    title: str | None,
    role: str,
    unit_id: uuid.UUID | None,
    is_everywhere: bool,
    now: datetime,
) -> Staff:
    """A professional with a first assignment, from now on. Raises NotFound, Invalid."""
    all_told(
        lambda: _check_role(role),
        lambda: _check_place(unit_id, is_everywhere),
        lambda: directory.check_names(given_name, family_name, title),
    )
    member = directory.create_staff(
        session,
        house,
        actor,
        given_name=given_name,
        family_name=family_name,
        title=title,
        role=role,
        now=now,
    )
    session.flush()
    directory.assign(session, actor, staff=member, unit_id=unit_id, starts_at=now, now=now)
    return member


def edit_member(
    session: Session,
    house: House,
    actor: Actor,
    staff_id: uuid.UUID,
    *,
    given_name: str,
    family_name: str,
    title: str | None,
    role: str,
    seen: str | None,
    now: datetime,
) -> Staff:
    """Names and role. Raises NotFound, Invalid, Conflict."""
    _check_role(role)
    before = find(session, Staff, actor.establishment_id, staff_id)
    if role != before.role:
        if staff_id == actor.staff_id:
            raise Invalid({"role": "Votre propre rôle est changé par quelqu’un d’autre."})
        if second.is_bypassed(session, actor, before, role, now):
            raise Invalid({"role": KEY_FIRST})
        if not allows(role, "staff.manage"):
            _keep_a_manager(session, actor, staff_id, now)
    return directory.edit_staff(
        session,
        house,
        actor,
        staff_id,
        given_name=given_name,
        family_name=family_name,
        title=title,
        role=role,
        seen=seen,
        now=now,
    )


def see_off(session: Session, actor: Actor, staff_id: uuid.UUID, *, now: datetime) -> Staff:
    """A professional leaves: rights and sessions end. Raises NotFound, Conflict."""
    if staff_id == actor.staff_id:
        raise Conflict("Votre propre départ est noté par quelqu’un d’autre.")
    _keep_a_manager(session, actor, staff_id, now)
    member = directory.dismiss(session, actor, staff_id, now=now)
    sessions.end_all_of(session, staff_id, now=now)
    return member


def end_assignment(
    session: Session, actor: Actor, assignment_id: uuid.UUID, *, now: datetime
) -> Assignment:
    """Rights end now. Raises NotFound, Conflict for one's own, or the last of those who manage the team."""
    row = find(session, Assignment, actor.establishment_id, assignment_id)
    if row.staff_id == actor.staff_id:
        raise Conflict("Votre propre affectation est terminée par quelqu’un d’autre.")
    if not _others_assigned(session, row.staff_id, row.id, now):
        _keep_a_manager(session, actor, row.staff_id, now)
    return directory.end_assignment(session, actor, assignment_id, ends_at=now, now=now)


def cancel_shift(
    session: Session, actor: Actor, shift_id: uuid.UUID, *, now: datetime
) -> dict[str, str]:
    """Takes a line out of the duty plan; answers what puts it back. Raises NotFound."""
    row: Shift = directory.cancel_shift(session, actor, shift_id, now=now)
    return {
        "staff_id": str(row.staff_id),
        "unit_id": str(row.unit_id or ""),
        "starts_at": row.starts_at.isoformat(),
        "ends_at": row.ends_at.isoformat(),
    }


def _check_role(role: str) -> None:
    if role not in OPEN_ROLES:
        raise Invalid({"role": "Choisissez un rôle."})


def _check_place(unit_id: uuid.UUID | None, is_everywhere: bool) -> None:
    if unit_id is None and not is_everywhere:
        raise Invalid({"unit_id": "Choisissez une unité, ou tout l’établissement."})


def _keep_a_manager(session: Session, actor: Actor, staff_id: uuid.UUID, now: datetime) -> None:
    """Raises Conflict when nobody else could manage the team."""
    managing = [role for role in OPEN_ROLES if allows(role, "staff.manage")]
    assigned = exists().where(Assignment.staff_id == Staff.id, holds(now))
    others = select(Staff.id).where(
        Staff.establishment_id == actor.establishment_id,
        Staff.id != staff_id,
        Staff.left_at.is_(None),
        Staff.role.in_(managing),
        assigned,
    )
    if session.scalar(others.limit(1)) is None:
        raise Conflict("Il doit rester quelqu’un pour gérer l’équipe : nommez-le d’abord.")


def _others_assigned(session: Session, staff_id: uuid.UUID, but: uuid.UUID, now: datetime) -> bool:
    query = select(Assignment.id).where(
        Assignment.staff_id == staff_id, Assignment.id != but, holds(now)
    )
    return session.scalar(query.limit(1)) is not None
