"""What a text file tells of one person: facts that safety reads, and lines, before they have a date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal


@dataclass(frozen=True, slots=True)
class Measured:
    """One measure, `kind` as `transmissions.observations` names it, taken so long ago."""

    kind: str
    value: str
    ago: timedelta


@dataclass(frozen=True, slots=True)
class AllergyTold:
    """`kind` is empty when somebody said that none is known; `said` is then who, else the reaction."""

    kind: str
    code: str
    severity: str
    said: str


@dataclass(frozen=True, slots=True)
class SwallowingTold:
    level: str
    text: str


@dataclass(frozen=True, slots=True)
class AbsenceTold:
    """An absence that is planned: from an hour of a local day to come to another, with its doses handed over or not."""

    kind: str
    days: int
    begins: str
    lasts: timedelta
    doses_handed: bool
    note: str


@dataclass(frozen=True, slots=True)
class Event:
    """What happened to a line so long ago: changed from another scheme, suspended (`back` says when it is taken up
    again, from now), stopped."""

    kind: Literal["changed", "suspended", "stopped"]
    ago: timedelta
    words: str
    back: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LineTold:
    """One line. `begins` counts from now, None for "since long"; `lasts` from its beginning; `unread` is how long ago
    it was written, and nobody has controlled it since."""

    drug: str
    scheme: str
    why: str
    begins: timedelta | None = None
    lasts: timedelta | None = None
    unread: timedelta | None = None
    event: Event | None = None
    giver: str | None = None
    wording: str = ""


@dataclass(frozen=True, slots=True)
class PersonTold:
    """`key` is that of `app.demo.persons`; `name` is for whoever reads the file."""

    key: str
    name: str
    measures: tuple[Measured, ...]
    allergies: tuple[AllergyTold, ...]
    swallowing: SwallowingTold | None
    absences: tuple[AbsenceTold, ...]
    lines: tuple[LineTold, ...]
