"""What a verification finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sealed: what kind, which one, and a French sentence."""

    kind: str
    subject: str
    message: str

    def __str__(self) -> str:
        return self.message
