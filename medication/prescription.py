"""A line of a prescription: one drug, for one person, by one scheme; as values.

A line never changes: a change is a new version with the same `chain`, and the one before is
`superseded_at` the moment from which the new one holds. Start here; the schemes are in
`schemes.py`, their JSON in `prescription_json.py`, the doses due in `schedule.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from medication.scheme_problems import Problem, scheme_problems
from medication.schemes import (
    Amount,
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)

__all__ = [
    "Amount",
    "AsNeeded",
    "Calendar",
    "Cycle",
    "DayRule",
    "EveryDay",
    "EveryDays",
    "Giver",
    "Line",
    "MonthDays",
    "Patch",
    "Pause",
    "Prescribed",
    "Regular",
    "Rung",
    "Scheme",
    "Sliding",
    "Step",
    "Take",
    "Tapering",
    "Weekdays",
    "problems",
]

Giver = Literal["autonomous", "helped", "nurse"]
"""Who gives: the person alone, with help to take it, or a nurse (`giving_mode.py`)."""


@dataclass(frozen=True, slots=True)
class Prescribed:
    """The drug of a line. `cis` is None for a prescription by substance; `substances` are keys of
    the thesaurus; `named` is the DCI as written. `milligrams` are those of each substance in one
    unit of the line, None where nobody worked them out."""

    label: str
    cis: str | None
    substances: tuple[str, ...]
    named: str
    form: str
    strength: str
    milligrams: Mapping[str, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """The line is suspended from `from_at`, until `until_at` or until further notice."""

    from_at: datetime
    until_at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One version of a line. All instants are aware. It holds from `starts_at` to the earlier of
    `ends_at` and `superseded_at`, excluded; `starts_at` of a later version is the instant from
    which it takes over. `route` is a folded word of the public drug database ("orale")."""

    id: UUID
    chain: UUID
    version: int
    person: UUID
    drug: Prescribed
    route: str
    unit: str
    scheme: Scheme
    starts_at: datetime
    ends_at: datetime | None = None
    superseded_at: datetime | None = None
    pauses: tuple[Pause, ...] = ()
    giver: Giver = "nurse"
    wording: str = ""
    prescriber: str = ""
    controlled_at: datetime | None = None
    why: str = ""


_UNWRITTEN: Final = (
    ("label", "Indiquez le médicament."),
    ("unit", "Indiquez l’unité : comprimé, goutte, ml, unité…"),
    ("route", "Indiquez la voie d’administration."),
)


def problems(line: Line) -> list[Problem]:
    """What must be said before the line can be kept: (field, French sentence); empty when it can.

    Only what makes a line impossible to unfold or to read: what makes it dangerous is an alert.
    """
    written = {"label": line.drug.label, "unit": line.unit, "route": line.route}
    found = [(name, says) for name, says in _UNWRITTEN if not written[name].strip()]
    if line.ends_at is not None and line.ends_at <= line.starts_at:
        found.append(("ends_at", "La fin est avant le début."))
    if any(one.until_at is not None and one.until_at <= one.from_at for one in line.pauses):
        found.append(("pauses", "La reprise est avant la suspension."))
    return found + scheme_problems(line.scheme)
