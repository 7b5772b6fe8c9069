"""Persons as pages and other areas see them: plain values, opened and safe to pass around."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from app.areas.persons.identity import MARKS, PRESENCES


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to know at once; `text` may be empty."""

    kind: str
    text: str

    @property
    def label(self) -> str:
        return MARKS[self.kind]


@dataclass(frozen=True, slots=True)
class PersonValue:
    """A person accompanied, opened. Unit and room are None for somebody who has left.

    `is_broken` when the row was altered and no longer opens: then only its place is known. `marks_lost` from then on,
    until somebody says again what must be known at once.
    """

    id: uuid.UUID
    unit_id: uuid.UUID | None
    unit: str | None
    room_id: uuid.UUID | None
    room: str | None
    walk: tuple[int, int]
    family_name: str
    given_name: str
    used_name: str | None
    birth_name: str | None
    born_on: date | None
    sex: str | None
    marks: tuple[Mark, ...]
    presence: str
    admitted_at: datetime
    left_at: datetime | None
    has_picture: bool
    is_broken: bool = False
    marks_lost: bool = False

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.used_name or self.family_name}".strip()

    @property
    def listed_name(self) -> str:
        return f"{self.used_name or self.family_name} {self.given_name}".strip()

    @property
    def initials(self) -> str:
        if self.is_broken:
            return "?"
        return self.given_name[:1] + (self.used_name or self.family_name)[:1]

    @property
    def presence_label(self) -> str:
        return PRESENCES[self.presence]

    @property
    def searched(self) -> str:
        """What a search looks into."""
        names = (self.name, self.family_name, self.birth_name, self.room)
        return " ".join(name for name in names if name)

    def age(self, today: date) -> int | None:
        if self.born_on is None:
            return None
        before_birthday = (today.month, today.day) < (self.born_on.month, self.born_on.day)
        return today.year - self.born_on.year - before_birthday


MOVEMENTS = {
    "admission": "Entrée",
    "room": "Changement de chambre",
    "unit": "Changement d’unité",
    "hospital": "Départ à l’hôpital",
    "outing": "Sortie temporaire",
    "return": "Retour",
    "departure": "Sortie définitive",
}


@dataclass(frozen=True, slots=True)
class MovementValue:
    """One fact of a stay."""

    kind: str
    unit: str | None
    room: str | None
    author_id: uuid.UUID | None
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class Stay:
    """When somebody came and left, and nothing else."""

    person_id: uuid.UUID
    admitted_at: datetime
    left_at: datetime | None
