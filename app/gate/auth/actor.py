"""Who acts: a staff member, in one establishment, with the units where their rights hold now."""

from __future__ import annotations

import uuid
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """`unit_ids` is None when the assignment covers the whole establishment; `device_id` is None in the office.

    `in_emergency` are persons elsewhere whose files the actor has opened by an emergency access that still runs.
    """

    staff_id: uuid.UUID
    establishment_id: uuid.UUID
    role: str
    unit_ids: frozenset[uuid.UUID] | None
    device_id: uuid.UUID | None = None
    session_id: uuid.UUID | None = None
    in_emergency: frozenset[uuid.UUID] = frozenset()

    def covers(self, unit_id: uuid.UUID | None) -> bool:
        """Whether the actor's assignments cover this unit (None: something of the whole establishment)."""
        return self.unit_ids is None or (unit_id is not None and unit_id in self.unit_ids)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a right is asked about: something of an establishment, of a unit, of a person, when it has them."""

    establishment_id: uuid.UUID
    unit_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None
