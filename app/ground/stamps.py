"""Stamps of what was shown, so that a change made meanwhile by somebody else is noticed, not overwritten.

A row's revision would not do: it also moves for things the form does not show.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from app.ground.errors import Conflict


def stamp(values: Mapping[str, object]) -> str:
    """A short mark of these values: the same values give the same mark."""
    text = json.dumps(values, sort_keys=True, default=str, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def check_unchanged(values: Mapping[str, object], seen: str | None) -> None:
    """Raises Conflict when `values`, as they are now, are not those that bore the mark `seen`."""
    if seen is not None and stamp(values) != seen:
        raise Conflict("Quelqu’un a modifié cette fiche pendant que vous écriviez.", code="changed")
