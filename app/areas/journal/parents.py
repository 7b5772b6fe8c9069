"""The entry that a gesture of a tablet is about: here, on its way, or never to come."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from app.areas.journal import standing
from app.areas.journal.chains import Standing
from app.areas.journal.standing import Forbidden
from app.gate.sync import quarantine
from app.gate.sync.registry import Received
from app.gate.sync.verdicts import Refusal, Waits
from app.gate.sync.writing import Writing

PARENT_AWAITED = timedelta(days=90)
"""How long a gesture waits for its entry, which another tablet may still hold."""


def parent(writing: Writing, command: Received) -> Standing:
    """The entry a gesture is about, which nobody else changes before the commit. Raises Waits or Refusal."""
    writing.settle()
    wanted: uuid.UUID = command.body.entry
    entry = standing.find(writing.session, [wanted]).get(wanted)
    if entry is None:
        if command.received_at - command.at > PARENT_AWAITED:
            raise Refusal("unknown_entry")
        if quarantine.put_aside(writing.session, writing.establishment_id, wanted):
            raise Refusal("parent_settled")
        raise waits(writing, wanted)
    mine = (command.actor.establishment_id, command.person_id)
    if (entry.establishment_id, entry.person_id) != mine:
        raise Refusal("unknown_entry")
    return entry


def waits(writing: Writing, missing: uuid.UUID) -> Waits:
    """What hangs on an entry waits with it, wherever it is held up."""
    held_up = quarantine.holds(writing.session, writing.establishment_id, missing)
    return Waits("parent_quarantined" if held_up else "parent_missing")


@contextmanager
def refused() -> Iterator[None]:
    """What the rules refuse for good is kept in quarantine, with their words."""
    try:
        yield
    except Forbidden as error:
        raise Refusal(error.code, str(error)) from error
