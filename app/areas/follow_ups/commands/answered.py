"""Whoever asked something and must know at once what was answered: called in the transaction that keeps the step.

A delivery may hold an answer that was undone since: a listener is told of both, in the order in which they arrive.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.areas.follow_ups.commands.by import System
from app.areas.follow_ups.kinds import Kind
from app.areas.follow_ups.rows import By, Done, Subject
from app.gate.audit.record import Doer
from app.ground.vault import Vault


@dataclass(frozen=True, slots=True)
class Answered:
    """What was done about a follow-up: `subject` is what it is about, where it says so."""

    follow_up_id: uuid.UUID
    person_id: uuid.UUID
    subject: Subject | None
    done: Done
    author: Doer | System
    by: By


Listener = Callable[[Session, Vault, Answered], None]

_LISTENERS: dict[str, list[Listener]] = {}


def on_answer(kind: Kind, listener: Listener) -> None:
    """From here on `listener` is told what is done about follow-ups of that kind, each once."""
    listeners = _LISTENERS.setdefault(kind.name, [])
    if listener not in listeners:
        listeners.append(listener)


def tell(session: Session, vault: Vault, kind: str, answered: Answered) -> None:
    for listener in _LISTENERS.get(kind, ()):
        listener(session, vault, answered)
