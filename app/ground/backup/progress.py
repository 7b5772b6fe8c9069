"""How far a backup or a restore is, told as it goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Doing = Literal["copy", "verify", "restore"]


@dataclass(frozen=True, slots=True)
class Step:
    """Where the work stands: `done` of `total` (0: not known) in `unit` (pages, rows, bytes or files), for one part."""

    part: str
    doing: Doing
    done: int
    total: int
    unit: Literal["pages", "rows", "bytes", "files"]


Tell = Callable[[Step], None]


def silent(_step: Step) -> None:
    """For whoever wants to hear nothing."""
