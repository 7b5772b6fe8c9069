"""The pen with which the directory tells the audit trail what happened.

The trail stands above the directory, so it hands its pen down when it is loaded. Without a pen nothing is written at
all: a change without a trace cannot exist.
"""

from __future__ import annotations

import uuid
from typing import Any, Protocol

from sqlalchemy.orm import Session


class Doer(Protocol):
    """Whoever acts: `app.gate.auth.actor.Actor` fits."""

    @property
    def staff_id(self) -> uuid.UUID: ...
    @property
    def establishment_id(self) -> uuid.UUID: ...


class Pen(Protocol):
    """`app.gate.audit.record.record` fits."""

    def __call__(self, session: Session, verb: str, /, **facts: Any) -> None: ...


_pens: list[Pen] = []


def hand_down(pen: Pen) -> None:
    """From here on the directory writes with this pen."""
    _pens[:] = [pen]


def tell(session: Session, verb: str, **facts: Any) -> None:
    """Adds one event to the running transaction. Raises RuntimeError when no audit trail is loaded."""
    if not _pens:
        raise RuntimeError("the audit trail is not loaded: import app.gate.audit.record")
    _pens[0](session, verb, **facts)
