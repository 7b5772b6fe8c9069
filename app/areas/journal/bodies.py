"""The bodies of the journal's commands, as tablets write them. What a text may hold is the domain's to say."""

from __future__ import annotations

import uuid
from typing import Annotated

from pydantic import Field

from app.areas.follow_ups.commands import FollowUpBody
from app.gate.sync.claims import Id
from app.gate.sync.registry import Body
from transmissions.entry import Chips, Draft

_Phrases = Annotated[list[str], Field(max_length=100)]


class ChipsBody(Body):
    """Ready-made phrases that were tapped, part by part."""

    data: _Phrases = []
    actions: _Phrases = []
    result: _Phrases = []

    def to_value(self) -> Chips:
        return Chips(tuple(self.data), tuple(self.actions), tuple(self.result))


class _Texts(Body):
    data: str | None = None
    actions: str | None = None
    result: str | None = None
    chips: ChipsBody | None = None

    def chips_value(self) -> Chips:
        return self.chips.to_value() if self.chips else Chips()


class _Whole(_Texts):
    """All that a transmission says, and what is due after it. `vocabulary` is the version the cible was picked from,
    `alone` why nobody signed with the author where the cible asks for two."""

    cible: Annotated[str, Field(max_length=100)]
    vocabulary: Annotated[int, Field(ge=0, le=2**31 - 1)]
    importance: Annotated[str, Field(max_length=12)] = "normal"
    to_read: bool = False
    follow_up: FollowUpBody | None = None
    alone: str | None = None

    def to_draft(self) -> Draft:
        return Draft(
            cible=self.cible,
            vocabulary=self.vocabulary,
            data=self.data,
            actions=self.actions,
            result=self.result,
            chips=self.chips_value(),
            importance=self.importance,
            to_read=self.to_read,
        )


class RecordBody(_Whole):
    """A new transmission."""


class CorrectBody(_Whole):
    """Another version of the entry, whole, with the reason; `entry` is the version that was on the screen."""

    entry: Id
    reason: str


class CompleteBody(_Texts):
    """What is added to an entry."""

    entry: Id


class EntryBody(Body):
    """A gesture about one entry: an alarm acknowledged, an entry undone by its author."""

    entry: Id


class ReadBody(Body):
    """Entries marked as read."""

    entries: Annotated[list[Id], Field(min_length=1, max_length=200)]

    def ids(self) -> set[uuid.UUID]:
        return set(self.entries)
