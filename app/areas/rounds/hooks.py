"""Whoever must know at once that something was given, amended or undone: called in the transaction that keeps it.

The row itself may not be written yet: a delivery is inserted together. A listener uses what it is told.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from sqlalchemy.orm import Session

from app.gate.audit.record import Doer
from app.ground.vault import Vault
from medication.prescription import Line

What = Literal["recorded", "amended", "retracted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Administered:
    """What happened: `id` is the record's, `root` the first one where it amends another (else the same), `line` the
    version that its author read, where it is known. `stands` is false for what was undone, and for what an amendment
    says was another person's."""

    what: What
    id: uuid.UUID
    root: uuid.UUID
    establishment_id: uuid.UUID
    person_id: uuid.UUID
    dose_id: uuid.UUID | None
    chain_id: uuid.UUID
    line_id: uuid.UUID
    line: Line | None
    act: str
    outcome: str
    amount: Decimal | None
    at: datetime
    recorded_at: datetime
    received_at: datetime
    author: Doer
    container_id: uuid.UUID | None
    stands: bool
    is_doubtful: bool


Listener = Callable[[Session, Vault, Administered], None]

LISTENERS: list[Listener] = []


def on_administration(listener: Listener) -> Listener:
    """From here on `listener` is told, each once."""
    if listener not in LISTENERS:
        LISTENERS.append(listener)
    return listener


def tell(session: Session, vault: Vault, told: Administered) -> None:
    for listener in LISTENERS:
        listener(session, vault, told)
