"""Order: rows that are walked one after the other keep positions 1, 2, 3… without holes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from app.gate.directory.models import Room, Unit

Row = TypeVar("Row", Room, Unit)


def place(rows: Sequence[Row], row: Row, rank: int) -> list[Row]:
    """Puts `row` at `rank` (from 1) among `rows`, which are in order; answers the rows whose position changed."""
    others = [each for each in rows if each is not row]
    others.insert(max(0, min(rank - 1, len(others))), row)
    changed = []
    for position, each in enumerate(others, start=1):
        if each.position != position:
            each.position = position
            changed.append(each)
    return changed
