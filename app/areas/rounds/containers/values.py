"""Containers as values: what is kept of one, and what a preparation made."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from medication.containers import Reason


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One dose in a container. `slot` is the local day and hour or moment ("2026-11-22/matin"); `why` it is not
    conform, None while it is; `left_at`: given, or taken out."""

    dose: uuid.UUID
    chain: uuid.UUID
    line: uuid.UUID
    version: int
    slot: str
    due_at: datetime
    amount: Decimal
    why: Reason | None
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContainerValue:
    """One container with its present preparation, in order of time. `name` is what people call it; `preparation` is
    what commands take as `seen`; `is_broken`: its seal does not open, and its label cannot be printed again."""

    id: uuid.UUID
    person_id: uuid.UUID
    digest: str
    name: str
    state: str
    preparation: uuid.UUID | None
    prepared_at: datetime | None
    prepared_by: uuid.UUID | None
    lost_at: datetime | None
    items: tuple[ItemValue, ...]
    is_broken: bool = False

    @property
    def inside(self) -> tuple[ItemValue, ...]:
        """What is still in it."""
        return tuple(one for one in self.items if one.left_at is None)
