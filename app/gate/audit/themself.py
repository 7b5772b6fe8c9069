"""The person of a file, acting on it from their own space: no professional, and no device of the home."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import cast

from app.gate.audit.record import Doer


@dataclass(frozen=True, slots=True)
class _Themself:
    establishment_id: uuid.UUID
    staff_id: None = None
    role: str = "person"
    device_id: None = None
    session_id: None = None


def themself(establishment_id: uuid.UUID) -> Doer:
    """Whoever acts, for what keeps no author but the person: its column of an author is left empty."""
    return cast("Doer", _Themself(establishment_id))
