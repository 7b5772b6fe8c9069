"""Whom the demo's door offers to be: one professional of the first home for each role."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.demo.values import demo_id
from app.gate.auth.policy import ROLES, allows
from app.gate.directory import queries
from app.gate.directory.models import Staff
from app.ground.house import House

# The second home exists to be refused everywhere: nobody enters as one of its team.
HOME = demo_id("home", "tilleuls")
_CAST = frozenset(demo_id("staff", key) for key in ("aicha", "nadia", "helene", "morel"))


@dataclass(frozen=True, slots=True)
class Guest:
    """One line of the page."""

    id: uuid.UUID
    name: str
    role_label: str
    is_at_bedside: bool


def guests(house: House) -> list[Guest]:
    """One professional a role, in the order of the roles; the standing cast where there is a choice."""
    with house.database.read() as session:
        rows = session.scalars(
            select(Staff).where(Staff.establishment_id == HOME, Staff.left_at.is_(None))
        ).all()
    chosen: dict[str, Staff] = {}
    for row in sorted(rows, key=lambda row: (row.id not in _CAST, str(row.id))):
        chosen.setdefault(row.role, row)
    names = queries.staff_names(house, {row.id: row.sealed for row in chosen.values()})
    return [
        Guest(chosen[role].id, names[chosen[role].id].full, label, allows(role, "bedside.use"))
        for role, label in ROLES.items()
        if role in chosen
    ]
