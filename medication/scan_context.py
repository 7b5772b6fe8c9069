"""What was scanned, and what is known where it was: the values that a verdict is made of.

Each is what a tablet holds in its rows, and no more: a scan is judged without the network
(features.md, M6).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from medication.administration import Administration
from medication.datamatrix import PackCode
from medication.recalls import Recall
from medication.schedule import Dose


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a reader sent: a label or a container by its digest, a pack by its code."""

    kind: Literal["person", "container", "pack", "unknown", "unreadable"]
    digest: str | None = None
    code: PackCode | None = None


@dataclass(frozen=True, slots=True)
class DueLine:
    """A line as a scan needs it. `drug` is its CIS, None where it was prescribed by substance;
    `is_running`: neither stopped, replaced, suspended nor still to come."""

    id: UUID
    chain: UUID
    person: UUID
    drug: str | None
    is_as_needed: bool
    is_running: bool = True


@dataclass(frozen=True, slots=True)
class Packs:
    """The CIP13 that are right for a drug: its own, those of its generic groups; and those of the same
    substance and form in another strength, which are not."""

    own: frozenset[str]
    generics: frozenset[str] = frozenset()
    other_strengths: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Contained:
    """A container as a scan needs it: `doses` are those prepared in it."""

    id: UUID
    digest: str
    person: UUID
    is_conform: bool
    doses: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known where the scan is made. `person` is the one chosen, None before anybody is;
    `drugs` are by CIS, `labels` the persons by digest, `apart` by dose: minutes after what was given of
    each chain. `asked`: the chain that the screen is about, where it is about one. `in_round`: the
    doses of the round at hand, None outside any."""

    person: UUID | None
    doses: Sequence[Dose]
    lines: Sequence[DueLine]
    drugs: Mapping[str, Packs]
    administrations: Sequence[Administration]
    recalls: Sequence[Recall]
    labels: Mapping[str, UUID]
    containers: Sequence[Contained]
    now: datetime
    today: date
    apart: Mapping[UUID, Mapping[UUID, int]] = field(default_factory=dict)
    asked: UUID | None = None
    in_round: frozenset[UUID] | None = None
