"""The line that a soak prints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Tally:
    """What became of everything made, and how many of each kind there were."""

    made: int = 0
    applied: int = 0
    duplicated: int = 0
    quarantined: int = 0
    later: int = 0
    lost: int = 0
    kinds: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        for name in ("made", "applied", "duplicated", "quarantined", "later", "lost"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.kinds += other.kinds

    def __str__(self) -> str:
        return (
            f"made {self.made}, applied {self.applied}, duplicated {self.duplicated}, "
            f"quarantined {self.quarantined}, later {self.later}, lost {self.lost}"
        )
