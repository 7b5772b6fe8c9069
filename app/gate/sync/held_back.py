"""What a tablet said and the server could not take: told to the areas that must not act as if it were nothing.

A listener may keep that something perhaps happened. It is told again once the entry is settled: taken after all,
written anew, or dismissed. Whatever fails in a listener costs nobody their answer: the envelope is in quarantine.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from app.gate.sync.quarantine import Arrival
from app.gate.sync.writing import Writing
from app.ground import logs
from app.ground.database import take_revision

_log = logs.logger("chevet.held_back")


@dataclass(frozen=True, slots=True)
class HeldBack:
    """A command that was not applied, as it was told: its author signed it, and nothing else of it is believed."""

    command_id: uuid.UUID
    device_id: uuid.UUID
    person_id: uuid.UUID
    author_id: uuid.UUID
    at: str
    body: Mapping[str, Any]
    received_at: datetime


class Listener(Protocol):
    """What an area does about one type of commands."""

    def held(self, writing: Writing, told: HeldBack) -> None:
        """It could not be taken."""

    def settled(
        self, writing: Writing, command_id: uuid.UUID, device_id: uuid.UUID, now: datetime
    ) -> None:
        """It was taken, replaced or dismissed. Told of every entry, also of those that were never told as held."""


LISTENERS: dict[str, Listener] = {}


def listen(type: str, listener: Listener) -> None:
    LISTENERS[type] = listener


def tell_held(writing: Writing, arrival: Arrival, now: datetime) -> None:
    """Tells whoever listens to its type; nobody where it does not say who did what for whom."""
    said = arrival.said
    listener = LISTENERS.get(said.type) if said is not None else None
    if said is None or listener is None:
        return
    if arrival.id is None or arrival.person_id is None or arrival.author_id is None:
        return
    told = HeldBack(
        arrival.id,
        arrival.device_id,
        arrival.person_id,
        arrival.author_id,
        said.at,
        said.body,
        now,
    )
    _guarded(writing, lambda inside: listener.held(inside, told))


def tell_settled(
    writing: Writing, command_id: uuid.UUID | None, device_id: uuid.UUID, now: datetime
) -> None:
    """Tells everybody: what type it was is in the envelope alone."""
    if command_id is None:
        return
    for listener in LISTENERS.values():
        _guarded(
            writing,
            lambda inside, one=listener: one.settled(inside, command_id, device_id, now),  # type: ignore[misc]
        )


def _guarded(writing: Writing, act: Callable[[Writing], None]) -> None:
    """Behind a savepoint of its own: neither the neighbours nor the entry itself are lost with it."""
    take_revision(writing.session, writing.establishment_id)
    writing.settle()
    try:
        with writing.session.begin_nested():
            inside = Writing(writing.session, writing.vault, writing.establishment_id)
            act(inside)
            inside.flush()
    except Exception as error:
        _log.error("held_back.listener_failed", exc_info=error)
