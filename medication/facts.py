"""What safety reads about a person, as values, and what it knows drugs by.

None is "nobody said": a check that would need the fact says "non vérifié", and never blocks a dose
for want of it. Measures carry their unit and their day, so that each rule judges their age itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from medication.as_needed import Given
from medication.reference import Reference
from medication.settings import Settings

AllergyKind = Literal["substance", "class", "excipient"]
Severity = Literal["severe", "moderate", "unknown"]
SwallowingLevel = Literal["none", "texture", "crush", "nothing_by_mouth"]
PatchState = Literal["in_place", "not_found"]


@dataclass(frozen=True, slots=True)
class Allergy:
    """`code` is a key of the thesaurus, the label of one of its classes (or the beginning of an ATC
    code), or the code of an excipient; `label` is what people read."""

    kind: AllergyKind
    code: str
    label: str
    severity: Severity = "unknown"
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class Swallowing:
    """How a person swallows: without risk, with an adapted texture, what is crushed, nothing."""

    level: SwallowingLevel
    text: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """One number about a person, with its unit as written ("g/L", "µmol/L", "kg") and its time."""

    value: Decimal
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PatchInPlace:
    """A patch that was put and not yet taken off: of which line, where, since when. "not_found":
    somebody looked for it and it is not there."""

    chain: UUID
    substances: tuple[str, ...]
    site: str
    put_at: datetime
    state: PatchState = "in_place"


@dataclass(frozen=True, slots=True)
class Refusal:
    """A dose that the person refused."""

    chain: UUID
    substances: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known of one person at `now` (aware). `allergies` None: nobody said; empty: somebody
    said that there is none known. Each measure is the latest. `given` are the administrations that
    count for allowances and intervals, `patches_in_place` what is on the skin."""

    now: datetime
    born_on: date | None = None
    sex: str | None = None
    allergies: tuple[Allergy, ...] | None = None
    swallowing: Swallowing | None = None
    weight: Measure | None = None
    creatinine: Measure | None = None
    inr: Measure | None = None
    glycaemia: Measure | None = None
    potassium: Measure | None = None
    given: tuple[Given, ...] = ()
    patches_in_place: tuple[PatchInPlace, ...] = ()
    refusals: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What drugs are judged by: one version of the reference, and what the home set."""

    reference: Reference
    settings: Settings
