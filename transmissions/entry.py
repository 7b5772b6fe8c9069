"""An entry of the care record: what a professional wrote, what was added to it, what still has to
be done with it.

Method: the *transmissions ciblées* (focus charting), where each entry has one cible (the focus) and
up to three parts: Données (what was seen), Actions (what was done), Résultat (what came of it). It
is the method taught to French nurses and aides-soignantes; the limits below are ours, set for a
tablet and a shared screen, and come from no text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

UNDO_SHOWN: Final = timedelta(seconds=10)
"""How long the tablet offers "Annuler" after "Enregistrer"."""

UNDO_ACCEPTED: Final = timedelta(minutes=2)
"""How far apart, at the bedside, the entry and its undo may be: a slow page or a clock that was
corrected between the two taps must not turn an honest undo into a refusal, yet nothing that a
colleague has read for long disappears."""


@dataclass(frozen=True, slots=True)
class Chips:
    """Ready-made phrases that were tapped, part by part, in the order of the taps."""

    data: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    result: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.data or self.actions or self.result)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the tablet hands over: not judged yet, so every text may be anything. Only the cible is
    needed."""

    cible: str
    vocabulary: int
    data: str | None = None
    actions: str | None = None
    result: str | None = None
    chips: Chips = field(default_factory=Chips)
    importance: str = "normal"
    to_read: bool = False


@dataclass(frozen=True, slots=True)
class Addition:
    """What somebody completed later: it stands beside the entry and never overwrites it."""

    id: UUID
    author: UUID
    occurred_at: datetime
    data: str | None = None
    actions: str | None = None
    result: str | None = None
    chips: Chips = field(default_factory=Chips)


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A nurse saw the alarm and answers for what follows."""

    by: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One transmission as kept. `label` and `alarm` are those of the vocabulary version it was
    written with."""

    id: UUID
    person: UUID
    author: UUID
    cible: str
    label: str
    vocabulary: int
    occurred_at: datetime
    received_at: datetime
    data: str | None = None
    actions: str | None = None
    result: str | None = None
    chips: Chips = field(default_factory=Chips)
    importance: str = "normal"
    to_read: bool = False
    alarm: bool = False
    acknowledged: Acknowledgement | None = None
    retracted_at: datetime | None = None


def is_incomplete(entry: Entry, additions: Iterable[Addition] = ()) -> bool:
    """True while an alarm has no Données at all, neither chip nor text, in the entry or in what
    completed it.

    Saving an alarm takes three taps; what was seen may follow, but the entry says "à compléter"
    until it does. Blank text is no text. Rule: T1 of the product's feature list.
    """
    if not entry.alarm or _has_data(entry):
        return False
    return not any(_has_data(addition) for addition in additions)


def is_pinned(entry: Entry) -> bool:
    """True while an alarm waits for a nurse: not acknowledged, not taken back by its author."""
    return entry.alarm and entry.acknowledged is None and entry.retracted_at is None


def may_retract(entry: Entry, *, by: UUID, at: datetime) -> bool:
    """True when `by` may still take the entry back at the bedside time `at`; see
    `refusal_to_retract`."""
    return refusal_to_retract(entry, by=by, at=at) is None


def refusal_to_retract(entry: Entry, *, by: UUID, at: datetime) -> str | None:
    """Why the entry stays, in French, or None when its author may undo it.

    `at` is the moment of the second tap and is compared with `entry.occurred_at`: both were told by
    the same tablet, so an undo that reaches the server a day later is judged as it was made. An
    alarm that a nurse has already acknowledged stays: somebody acts on it.
    """
    if by != entry.author:
        return "Seul l'auteur de la transmission peut l'annuler."
    if entry.acknowledged is not None:
        return "Cette alerte a déjà été prise en compte : complétez-la plutôt que de l'annuler."
    if abs(at - entry.occurred_at) > UNDO_ACCEPTED:
        return "Le délai d'annulation est passé : complétez la transmission."
    return None


def _has_data(part: Entry | Addition) -> bool:
    return bool(part.chips.data) or bool(part.data and part.data.strip())
