"""The feed's rows that belong to no area: the unit itself, and the staff whose names stand under entries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import or_, select

from app.gate.auth.policy import ROLES
from app.gate.directory.models import Staff, Unit
from app.gate.sync.scope import Row, Scope, Slice
from app.ground.vault import KeyGone

# As long as an entry of theirs may still be pinned on a screen.
SHOWN_AFTER_LEAVING = timedelta(days=90)


def units(scope: Scope) -> Slice:
    """The unit, when its name may be news."""
    query = select(Unit.id, Unit.name).where(Unit.id == scope.unit_id)
    if scope.since is not None:
        query = query.where(Unit.revision > scope.since)
    rows = scope.session.execute(query)
    return Slice({"unit": [{"id": str(row.id), "name": row.name} for row in rows]})


def staff(scope: Scope) -> Slice:
    """The establishment's staff, and those who left less than 90 days ago: their entries are still read."""
    query = select(Staff.id, Staff.role, Staff.sealed, Staff.left_at).where(
        Staff.establishment_id == scope.establishment_id
    )
    shown_since = scope.now - SHOWN_AFTER_LEAVING
    if scope.since is not None:
        query = query.where(Staff.revision > scope.since)
    else:
        query = query.where(or_(Staff.left_at.is_(None), Staff.left_at > shown_since))
    members = scope.session.execute(query).all()
    scope.vault.warm([member.id for member in members])
    found = Slice()
    for member in members:
        row = _row(scope, member)
        gone = member.left_at is not None and member.left_at <= shown_since
        if row is not None and not gone:
            found.add("staff", [row])
        elif scope.since is not None:
            found.removed.append(("staff", member.id))
    return found


def _row(scope: Scope, member: Any) -> Row | None:
    """None for a member who was erased."""
    try:
        names = scope.vault.open(member.id, "staff", member.id, member.sealed)
    except KeyGone:
        return None
    given, family = names.get("given_name", ""), names.get("family_name", "")
    return {
        "id": str(member.id),
        "name": f"{given} {family}".strip(),
        "first_name": given,
        "role": member.role,
        "role_label": ROLES.get(member.role, member.role),
    }
