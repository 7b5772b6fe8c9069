"""Relatives, grants and shared items as pages read them, and `Shown`: what a relative sees, and nothing else."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from app.areas.family.rules import STATES, TOPICS, Grant, holds

GIVERS = {"person": "La personne", "representative": "Son représentant"}
ENDINGS = {
    "revoked": "Retiré",
    "excluded": "Retiré : le proche a été écarté",
    "stay": "Terminé avec le séjour",
    "replaced": "Remplacé",
}


@dataclass(frozen=True, slots=True)
class RelativeValue:
    """A relative, opened; `is_broken` when what is sealed no longer opens."""

    id: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    contact_id: uuid.UUID | None
    state: str
    state_at: datetime
    given_name: str
    family_name: str
    email: str | None
    link: str
    note: str | None
    is_broken: bool = False
    is_self: bool = False
    """Not a relative: the person, who enters by the same door."""

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def state_label(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class GrantValue:
    """One grant, opened."""

    id: uuid.UUID
    relative_id: uuid.UUID
    grant: Grant
    given_by: str
    ending: str | None
    ended_by: uuid.UUID | None
    recorded_at: datetime
    recorded_by: uuid.UUID
    giver: str | None
    measure: str | None
    heard: str | None
    note: str | None

    @property
    def topic_label(self) -> str:
        return TOPICS.get(self.grant.topic, self.grant.topic)

    @property
    def giver_label(self) -> str:
        said = GIVERS[self.given_by]
        return f"{said}, {self.giver}" if self.giver else said

    @property
    def ending_label(self) -> str:
        return ENDINGS.get(self.ending or "", "Terminé")

    def holds(self, at: datetime) -> bool:
        return holds(self.grant, at)


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page of a shared document; its picture is asked for by item and page."""

    id: uuid.UUID
    no: int


@dataclass(frozen=True, slots=True)
class ItemValue:
    """Something flagged for relatives, opened. `needs` are all the topics that it takes to see it."""

    id: uuid.UUID
    person_id: uuid.UUID
    topic: str
    source_id: uuid.UUID | None
    day_on: date
    title: str
    text: str
    flagged_at: datetime
    flagged_by: uuid.UUID
    validated_at: datetime | None
    validated_by: uuid.UUID | None
    withdrawn_at: datetime | None
    needs: frozenset[str]
    pages: tuple[PageShown, ...] = ()
    at: datetime | None = None
    """When an appointment of the file is, as the file says it now."""

    @property
    def topic_label(self) -> str:
        return TOPICS.get(self.topic, self.topic)

    @property
    def state_label(self) -> str:
        if self.withdrawn_at is not None:
            return "Retiré"
        return "Montré" if self.validated_at is not None else "À valider"


@dataclass(frozen=True, slots=True)
class DayShown:
    """The news of one day."""

    day_on: date
    items: tuple[ItemValue, ...]


@dataclass(frozen=True, slots=True)
class MessageShown:
    """One message of a thread. `sender`: me, or the role that answered."""

    id: uuid.UUID
    is_mine: bool
    sender: str
    sent_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class ThreadShown:
    """Messages with one role. `answer_by` is when an answer was said to come, while one is awaited."""

    id: uuid.UUID
    role_label: str
    messages: tuple[MessageShown, ...]
    answer_by: datetime | None
    box: str
    has_older: bool = False


@dataclass(frozen=True, slots=True)
class RoleOffered:
    """A role that a relative may write to, and within how long it answers."""

    code: str
    label: str
    hours: int


PARTS: Final = {
    "nouvelles": frozenset(("daily_life", "health")),
    "photos": frozenset(("photos",)),
    "documents": frozenset(("documents",)),
    "messages": frozenset(("messages",)),
}
"""The parts of a page that may be asked for alone, by their name in an address."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a page is asked for: everything of late, or what is older than a day, or one part alone."""

    before: date | None = None
    part: str | None = None

    @property
    def is_whole(self) -> bool:
        return self.before is None and self.part is None

    def narrowed(self, topics: frozenset[str]) -> frozenset[str]:
        """Of the topics that are granted, those that the page is about."""
        asked = topics if self.part is None else topics & PARTS[self.part]
        return asked if self.before is None else asked - {"appointments", "messages"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one relative sees at one instant. None: that topic is not granted, and nothing of it is said to exist."""

    relative_id: uuid.UUID
    relative_name: str
    person_id: uuid.UUID
    person_name: str
    person_first_name: str
    establishment: str
    zone: ZoneInfo
    at: datetime
    topics: frozenset[str]
    days: tuple[DayShown, ...] | None = None
    """News: of daily life, and of health where that is granted."""
    documents: tuple[ItemValue, ...] | None = None
    photos: tuple[ItemValue, ...] | None = None
    appointments: tuple[ItemValue, ...] | None = None
    """Those to come first, the next one on top."""
    threads: tuple[ThreadShown, ...] | None = None
    write_to: tuple[RoleOffered, ...] = field(default=())
    window: Window = field(default=Window())
    older: date | None = None
    """Before which day there is more."""

    @property
    def topic_labels(self) -> tuple[str, ...]:
        return tuple(label for code, label in TOPICS.items() if code in self.topics)
