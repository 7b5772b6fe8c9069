"""What the charter says: one file a version, parts apart by an empty line, each with its heading and its sentences."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
CURRENT = max(int(one.stem) for one in _HERE.glob("*.txt"))
"""The version that whoever enters is asked to accept."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its sentences."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Charter:
    """One version: its title and opening words, then its parts. `digest` proves which text was accepted."""

    version: int
    opening: Part
    parts: tuple[Part, ...]
    digest: str

    def as_json(self) -> dict[str, object]:
        """As a tablet keeps it on its wall."""
        parts = [{"heading": one.heading, "lines": list(one.lines)} for one in self.parts]
        told = {"version": self.version, "title": self.opening.heading}
        return told | {"opening": list(self.opening.lines), "parts": parts}


@cache
def charter(version: int = CURRENT) -> Charter:
    """That version. Raises KeyError when there is none."""
    try:
        data = (_HERE / f"{version}.txt").read_bytes()
    except FileNotFoundError as error:
        raise KeyError(version) from error
    opening, *parts = (_part(block) for block in data.decode().strip().split("\n\n"))
    return Charter(version, opening, tuple(parts), hashlib.sha256(data).hexdigest())


def versions() -> tuple[int, ...]:
    """Every version that was ever published, the first first."""
    return tuple(range(1, CURRENT + 1))


def _part(block: str) -> Part:
    heading, *lines = block.splitlines()
    return Part(heading, tuple(lines))
