"""The team, read: professionals as values, with their names opened, and where their rights hold."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from app.gate.directory.finding import find
from app.gate.directory.models import Assignment, Staff, Unit
from app.gate.directory.queries import staff_names
from app.ground.folding import fold
from app.ground.house import House


@dataclass(frozen=True, slots=True)
class Member:
    """A professional."""

    id: uuid.UUID
    given_name: str
    family_name: str
    title: str | None
    role: str
    created_at: datetime
    left_at: datetime | None

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.title, self.given_name, self.family_name) if part)

    @property
    def listed_name(self) -> str:
        return f"{self.family_name} {self.given_name}"

    @property
    def initials(self) -> str:
        return self.given_name[:1] + self.family_name[:1]

    @property
    def identity(self) -> dict[str, str | None]:
        """What may be edited: the names, as they are sealed."""
        return {
            "given_name": self.given_name,
            "family_name": self.family_name,
            "title": self.title,
        }


@dataclass(frozen=True, slots=True)
class AssignmentValue:
    """Where rights hold; without a unit, in the whole establishment."""

    id: uuid.UUID
    staff_id: uuid.UUID
    unit_id: uuid.UUID | None
    unit: str | None
    starts_at: datetime
    ends_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)


def team_of(
    session: Session, house: House, establishment_id: uuid.UUID, *, left: bool = False
) -> list[Member]:
    """Those who work there, by family name; those who left when `left`."""
    rows = session.scalars(
        select(Staff)
        .where(Staff.establishment_id == establishment_id)
        .where(Staff.left_at.is_not(None) if left else Staff.left_at.is_(None))
    ).all()
    return sorted(_opened(house, rows), key=lambda member: fold(member.listed_name))


def names_of(
    session: Session, house: House, establishment_id: uuid.UUID
) -> dict[uuid.UUID, Member]:
    """Everybody who works or worked there, by id: authors must stay nameable."""
    rows = session.scalars(select(Staff).where(Staff.establishment_id == establishment_id)).all()
    return {member.id: member for member in _opened(house, rows)}


def member_of(
    session: Session, house: House, establishment_id: uuid.UUID, staff_id: uuid.UUID
) -> Member:
    """One professional. Raises NotFound."""
    return next(_opened(house, [find(session, Staff, establishment_id, staff_id)]))


def assignments_of(session: Session, staff_id: uuid.UUID) -> list[AssignmentValue]:
    """A professional's assignments, newest first, past ones too."""
    return _assignments(session, Assignment.staff_id == staff_id)


def assignments_now(
    session: Session, establishment_id: uuid.UUID, at: datetime
) -> dict[uuid.UUID, list[AssignmentValue]]:
    """The assignments that hold at `at`, by professional."""
    found: dict[uuid.UUID, list[AssignmentValue]] = defaultdict(list)
    for value in _assignments(
        session,
        Assignment.establishment_id == establishment_id,
        Assignment.starts_at <= at,
        or_(Assignment.ends_at.is_(None), Assignment.ends_at > at),
    ):
        found[value.staff_id].append(value)
    return found


def _assignments(session: Session, *conditions: object) -> list[AssignmentValue]:
    rows = session.execute(
        select(Assignment, Unit.name)
        .outerjoin(Unit, Unit.id == Assignment.unit_id)
        .where(*conditions)  # type: ignore[arg-type]
        .order_by(Assignment.starts_at.desc(), Assignment.id)
    )
    return [
        AssignmentValue(row.id, row.staff_id, row.unit_id, unit, row.starts_at, row.ends_at)
        for row, unit in rows
    ]


def _opened(house: House, rows: Iterable[Staff]) -> Iterator[Member]:
    rows = list(rows)
    names = staff_names(house, {row.id: row.sealed for row in rows})
    for row in rows:
        name = names[row.id]
        yield Member(
            row.id,
            name.given_name,
            name.family_name,
            name.title,
            row.role,
            row.created_at,
            row.left_at,
        )
