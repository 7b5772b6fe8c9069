"""What was actually given, and which of it concerns a line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from medication.names import fold
from medication.prescription import Line, Prescribed

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


def is_of(given: Given, line: Line, lines: Mapping[UUID, Line]) -> bool:
    """Whether what was given was of this line, or held one of its substances. A drug that the
    thesaurus does not know is compared by its name as written; `lines` are by chain."""
    if given.chain == line.chain or set(given.substances) & set(line.drug.substances):
        return True
    other = lines.get(given.chain)
    return other is not None and _is_same(other.drug, line.drug)


def have_one_in_common(first: Prescribed, second: Prescribed) -> bool:
    """Whether two drugs hold one substance, by the thesaurus or by their names as written."""
    return bool(set(first.substances) & set(second.substances)) or _is_same(first, second)


def _is_same(first: Prescribed, second: Prescribed) -> bool:
    return bool(first.named) and fold(first.named) == fold(second.named)
