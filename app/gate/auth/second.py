"""When one person's word is not enough to make a key for somebody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from app.gate.auth.actor import Actor
from app.gate.auth.models import Credential, Invitation
from app.gate.auth.policy import ROLES, allows
from app.gate.directory.models import Assignment, Staff
from app.gate.directory.queries import holds

MANAGES, READS_CARE = "staff.manage", "journal.read"


def is_needed(session: Session, actor: Actor, staff: Staff, now: datetime) -> bool:
    """Whether inviting `staff` takes a second person, and there is one to ask."""
    return _is_grave(session, actor, staff) and _has_another(session, actor, staff, now)


def is_bypassed(session: Session, actor: Actor, staff: Staff, role: str, now: datetime) -> bool:
    """Whether giving `role` to `staff` would make a reader of care whose key no second person agreed to.

    Their key, or the link to one, was made for a role that reads nothing.
    """
    begins = allows(role, READS_CARE) and not allows(staff.role, READS_CARE)
    if not begins or allows(actor.role, READS_CARE):
        return False
    has_key = exists().where(Credential.staff_id == staff.id, Credential.revoked_at.is_(None))
    has_link = exists().where(
        Invitation.staff_id == staff.id,
        Invitation.used_at.is_(None),
        Invitation.withdrawn_at.is_(None),
        Invitation.expires_at > now,
        Invitation.needs_second.is_(False),
    )
    has_way_in = session.scalar(select(or_(has_key, has_link)))
    return bool(has_way_in) and _has_another(session, actor, staff, now)


def _is_grave(session: Session, actor: Actor, staff: Staff) -> bool:
    """Another key for somebody who had one, a reader of care made by somebody who is none, or one who may agree."""
    if allows(staff.role, MANAGES):
        return True  # else whoever manages the team could make their own second person
    had_key = session.scalar(select(exists().where(Credential.staff_id == staff.id)))
    return bool(had_key) or (allows(staff.role, READS_CARE) and not allows(actor.role, READS_CARE))


def _has_another(session: Session, actor: Actor, staff: Staff, now: datetime) -> bool:
    """Whether somebody else manages the team here and has a key. A home that begins has nobody yet."""
    managing = [role for role in ROLES if allows(role, MANAGES)]
    found = select(Staff.id).where(
        Staff.establishment_id == actor.establishment_id,
        Staff.id.not_in((actor.staff_id, staff.id)),
        Staff.left_at.is_(None),
        Staff.role.in_(managing),
        exists().where(Assignment.staff_id == Staff.id, holds(now)),
        exists().where(Credential.staff_id == Staff.id, Credential.revoked_at.is_(None)),
    )
    return session.scalar(found.limit(1)) is not None
