"""Whoever must act at once when something changes about a person says so here: doses that depend on absences, alerts
that depend on allergies, lines whose givers a restriction narrows. Listeners run in the transaction of the change, and
persons knows none of them by name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

What = Literal["absence", "allergies", "swallowing", "restriction", "file"]


@dataclass(frozen=True, slots=True)
class Change:
    """What changed about whom, at the server's time."""

    establishment_id: uuid.UUID
    person_id: uuid.UUID
    what: What
    at: datetime


Listener = Callable[[Session, Change], None]
_LISTENERS: list[Listener] = []


def on_change(listener: Listener) -> Listener:
    """From here on `listener` is told of every change, once each; registering it again does nothing."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def tell_change(session: Session, change: Change) -> None:
    """Tells every listener, after what they read was flushed."""
    session.flush()
    for listener in _LISTENERS:
        listener(session, change)
