"""What is prescribed as values: what is asked, what is kept, what is shown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, Literal

from medication.alerts import Alert
from medication.prescription import Giver, Line, Pause, Prescribed, Scheme

PIECES: Final = {
    "drug": "Le médicament",
    "dose": "La dose",
    "moments": "Les moments",
    "dates": "Les dates",
}
"""What is read again of a line that was copied from paper, one after the other."""
Kind = Literal["prescribed", "changed", "suspended", "resumed", "stopped"]
KINDS: Final[dict[str, str]] = {
    "prescribed": "Prescrite",
    "changed": "Modifiée",
    "suspended": "Suspendue",
    "resumed": "Reprise",
    "stopped": "Arrêtée",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """The page of a document that a line is copied from."""

    document: uuid.UUID
    page: uuid.UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What somebody asks to prescribe: a line before it has an identity.

    `starts_at` None is now; a change takes over from there. `giver` None leaves it to the drug and the wording.
    `source` says what it was copied from, `paper` which page of the person's file, where it is one; `is_to_sign`: a
    verbal or emergency order, to be signed later. `typed_by`: those besides its author who typed some of it.
    """

    drug: Prescribed
    route: str
    unit: str
    scheme: Scheme
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    giver: Giver | None = None
    wording: str = ""
    prescriber: str = ""
    why: str = ""
    source: str = ""
    is_to_sign: bool = False
    paper: Paper | None = None
    typed_by: frozenset[uuid.UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Overriding:
    """Why somebody goes past an alert: a code of `overrides.REASONS`, and words where the code asks for them."""

    identity: str
    reason: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a line as it is kept. `line` is None when its seal does not open: shown, never left out."""

    id: uuid.UUID
    chain: uuid.UUID
    version: int
    kind: str
    is_head: bool
    person_id: uuid.UUID
    author_id: uuid.UUID
    written_at: datetime
    starts_at: datetime
    ends_at: datetime | None
    superseded_at: datetime | None
    stopped_at: datetime | None
    is_to_sign: bool
    control_due_at: datetime
    controlled_at: datetime | None
    controlled_by: uuid.UUID | None
    revision: int
    line: Line | None
    source: str
    reason: str
    sign_due_at: datetime | None = None
    document_id: uuid.UUID | None = None
    page_id: uuid.UUID | None = None
    typed_by: frozenset[uuid.UUID] = frozenset()

    @property
    def paper(self) -> Paper | None:
        """What it was copied from."""
        if self.document_id is None or self.page_id is None:
            return None
        return Paper(self.document_id, self.page_id)

    @property
    def until(self) -> datetime | None:
        """The instant from which it does not hold any more; None while none is known."""
        ends = [at for at in (self.ends_at, self.superseded_at) if at is not None]
        return min(ends) if ends else None

    def stands(self, at: datetime) -> bool:
        """Whether it holds at `at`, or will later."""
        return self.stopped_at is None and (
            self.until is None or self.until > max(at, self.starts_at)
        )

    def holds(self, at: datetime) -> bool:
        """Whether it holds at `at`."""
        return self.starts_at <= at and self.stands(at)

    def pause(self, at: datetime) -> Pause | None:
        """The suspension that runs at `at`."""
        pauses = self.line.pauses if self.line else ()
        running = (p for p in pauses if p.from_at <= at and (p.until_at is None or p.until_at > at))
        return next(running, None)


@dataclass(frozen=True, slots=True)
class Written:
    """What a command made: the line as it is now, and every alert that it raises, those gone past included."""

    line: Line
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """An alert that somebody went past, with the words of then."""

    id: uuid.UUID
    person_id: uuid.UUID
    line_id: uuid.UUID | None
    identity: str
    kind: str
    level: str
    stage: str
    author_id: uuid.UUID
    role: str
    reason: str
    text: str
    says: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseValue:
    """A dose due as it is kept; `amount` in the unit of its line."""

    id: uuid.UUID
    chain: uuid.UUID
    line: uuid.UUID
    act: str
    slot: str
    due_at: datetime
    early_minutes: int
    late_minutes: int
    amount: Decimal | None
    is_absent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """A person's treatment at an instant. `lines` hold now or will, one a chain: the one in force, else the next;
    `versions` has every version of those and of `past`, the latest first; `doses` are due in the seven days to come.
    `overrides` has, by identity, whoever went past an alert that still stands."""

    person_id: uuid.UUID
    at: datetime
    lines: tuple[Version, ...]
    past: tuple[Version, ...]
    versions: Mapping[uuid.UUID, tuple[Version, ...]]
    alerts: tuple[Alert, ...]
    overrides: Mapping[str, Override] = field(default_factory=dict)
    doses: tuple[DoseValue, ...] = ()
