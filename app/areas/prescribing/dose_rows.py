"""Rows of doses, and what makes two of them say the same."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from medication.schedule import Dose

Row = dict[str, Any]

SHOWN = timedelta(hours=24)
"""How long after its hour tablets still hold a dose; longer while it is still on time."""

_SAID = ("line_id", "slot", "due_at", "early_minutes", "late_minutes", "amount", "is_absent")


def dose_row(dose: Dose) -> Row:
    """The columns of a dose; all but its home and its revision."""
    return {
        "id": dose.id,
        "chain_id": dose.chain,
        "line_id": dose.line,
        "person_id": dose.person,
        "act": dose.act,
        "slot": f"{dose.on}/{dose.at}",
        "due_at": dose.due_at,
        "early_minutes": dose.early_minutes,
        "late_minutes": dose.late_minutes,
        "amount": None if dose.amount is None else str(dose.amount),
        "is_absent": dose.is_absent,
        "withdrawn_at": None,
        "expires_at": dose.due_at + max(SHOWN, timedelta(minutes=dose.late_minutes)),
    }


def is_same(row: Row, before: Any) -> bool:
    """Whether what is kept says it already, and still stands."""
    said = all(row[name] == getattr(before, name) for name in _SAID)
    return said and before.withdrawn_at is None
