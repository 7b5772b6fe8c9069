"""Whoever must act at once when a line is written says so here: what was prepared in advance from the version before.

Listeners run in the transaction of the change, after the person's doses were made anew, and prescribing knows none of
them by name.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.ground.house import House


@dataclass(frozen=True, slots=True)
class LineWritten:
    """A version was written: prescribed, changed, suspended, resumed, stopped; at the server's time."""

    establishment_id: uuid.UUID
    person_id: uuid.UUID
    chain_id: uuid.UUID
    kind: str
    at: datetime


Listener = Callable[[Session, House, LineWritten], None]
_LISTENERS: list[Listener] = []


def on_line_written(listener: Listener) -> Listener:
    """From here on `listener` is told of every version, once each; registering it again does nothing."""
    if listener not in _LISTENERS:
        _LISTENERS.append(listener)
    return listener


def tell_line_written(session: Session, house: House, written: LineWritten) -> None:
    """Tells every listener."""
    for listener in _LISTENERS:
        listener(session, house, written)
