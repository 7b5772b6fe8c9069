"""What was actually given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

TAKEN: Final = frozenset({"given", "helped", "taken_alone", "partly_taken", "handed_over"})
"""The outcomes after which the drug is, or may be, in the body."""


@dataclass(frozen=True, slots=True)
class Given:
    """One actual administration, scheduled or as-needed: what happened, not what was due.

    `amount` in the unit of its line; `milligrams` of each of its substances (keys of the
    thesaurus), None where nobody worked them out. `outcome` is one of M8's; only `TAKEN` count.
    """

    id: UUID
    chain: UUID
    line: UUID
    substances: tuple[str, ...]
    amount: Decimal | None
    milligrams: Mapping[str, Decimal] | None
    at: datetime
    outcome: str

    @property
    def is_taken(self) -> bool:
        return self.outcome in TAKEN
