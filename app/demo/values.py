"""What the demo world is made of: plain values that know nothing of tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from transmissions.entry import Acknowledgement, Addition, Chips, Entry

__all__ = [
    "Acknowledgement",
    "Addition",
    "Chips",
    "Correction",
    "Entry",
    "FollowUp",
    "Gesture",
    "Home",
    "Mark",
    "Person",
    "Receipt",
    "Room",
    "Shift",
    "StaffMember",
    "Unit",
    "World",
    "demo_id",
]

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:chevet:demo")


def demo_id(*parts: object) -> UUID:
    """The id that these words give, for ever the same."""
    return uuid5(_NAMESPACE, ":".join(str(part) for part in parts))


@dataclass(frozen=True, slots=True)
class Unit:
    id: UUID
    key: str
    name: str
    kind: str
    position: int


@dataclass(frozen=True, slots=True)
class Room:
    id: UUID
    unit: UUID
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class StaffMember:
    """`units` is empty for someone assigned to the whole establishment; `pattern` names their duty
    (`duty.py`)."""

    id: UUID
    key: str
    given_name: str
    family_name: str
    title: str
    role: str
    units: tuple[str, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class Shift:
    """`unit` is None when it covers every unit of its holder."""

    id: UUID
    staff: UUID
    unit: UUID | None
    starts_at: datetime
    ends_at: datetime

    def covers(self, at: datetime) -> bool:
        return self.starts_at <= at < self.ends_at


@dataclass(frozen=True, slots=True)
class Mark:
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Person:
    """`traits` say which stories can happen to them; the product never sees these."""

    id: UUID
    key: str
    unit: str
    room: UUID | None
    family_name: str
    given_name: str
    used_name: str | None
    birth_name: str | None
    born_on: date
    sex: str
    marks: tuple[Mark, ...]
    presence: str
    admitted_at: datetime
    traits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Receipt:
    entry: UUID
    staff: UUID
    read_at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """That an entry was first written with other words: `id` is the version that stands, `before`
    the Données of the first."""

    id: UUID
    entry: UUID
    at: datetime
    reason: str
    before: str


@dataclass(frozen=True, slots=True)
class Gesture:
    """What somebody did about a follow-up: `kind` is close or postpone."""

    id: UUID
    kind: str
    by: UUID
    at: datetime
    due_at: datetime | None = None
    result: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What an entry asked to be looked at again."""

    id: UUID
    person: UUID
    entry: UUID
    author: UUID
    label: str
    what: str
    role: str | None
    urgent: bool
    opened_at: datetime
    due_at: datetime
    gestures: tuple[Gesture, ...] = ()


@dataclass(frozen=True, slots=True)
class Home:
    """An establishment and all that belongs to it. `additions` and `corrections` are by entry id;
    `entries` in the order of the bedside, with the words that stand."""

    id: UUID
    key: str
    name: str
    kind: str
    timezone: str
    finess: str | None
    units: tuple[Unit, ...]
    rooms: tuple[Room, ...]
    staff: tuple[StaffMember, ...]
    shifts: tuple[Shift, ...]
    persons: tuple[Person, ...]
    entries: tuple[Entry, ...] = ()
    additions: dict[UUID, tuple[Addition, ...]] = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    corrections: dict[UUID, Correction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    homes: tuple[Home, ...]
    now: datetime
