"""How the inside of the confined process says no."""

from __future__ import annotations


class Refusal(Exception):
    """Carries a key of REASONS."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
