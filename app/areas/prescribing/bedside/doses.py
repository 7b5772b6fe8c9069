"""A dose due as tablets show it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.areas.prescribing.models import DueDose
from app.areas.prescribing.values import Version
from app.gate.sync.scope import Row
from app.ground import clock
from medication.amount_words import amount_words
from medication.scheme_words import dose_words, moment_words
from medication.schemes import Sliding

COLUMNS = (
    DueDose.id,
    DueDose.line_id,
    DueDose.person_id,
    DueDose.act,
    DueDose.slot,
    DueDose.due_at,
    DueDose.early_minutes,
    DueDose.late_minutes,
    DueDose.amount,
    DueDose.is_absent,
    DueDose.withdrawn_at,
    DueDose.expires_at,
)

_ACTS = {"remove": "retirer le patch", "check": "vérifier que le patch est en place"}


def dose_told(row: Any, version: Version | None, apart: Mapping[str, int]) -> Row:
    """The row of the protocol, for a row of COLUMNS; `version` is the one it is of, where it could be read; `apart` are
    the minutes after which it may follow what was given of each of these lines."""
    return {
        "id": str(row.id),
        "person": str(row.person_id),
        "line": str(row.line_id),
        "act": row.act,
        "due_at": clock.to_text(row.due_at),
        "early": row.early_minutes,
        "late": row.late_minutes,
        "amount": row.amount,
        "dose": _ACTS.get(row.act) or _how_much(row.amount, version),
        "slot": moment_words(row.slot.partition("/")[2]),
        "absent": row.is_absent,
        "apart": apart,
        "expires_at": clock.to_text(row.expires_at),
    }


def _how_much(amount: str | None, version: Version | None) -> str:
    """In words; an amount whose line does not open says no number without its unit."""
    line = version.line if version else None
    if line is None:
        return "ne pas donner"
    if amount is None:
        return dose_words(line.scheme, line.unit)
    words = amount_words(Decimal(amount), line.unit)
    return f"{words}, plus selon la glycémie" if isinstance(line.scheme, Sliding) else words
