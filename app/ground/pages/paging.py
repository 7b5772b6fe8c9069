"""Long lists, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of a list; `number` counts from 1."""

    rows: Sequence[Row]
    number: int
    has_next: bool

    @property
    def has_previous(self) -> bool:
        return self.number > 1


def page_number(text: str | None) -> int:
    """The page that an address asks for; 1 when it asks for none that makes sense."""
    return max(1, min(int(text), 100_000)) if text and text.isascii() and text.isdigit() else 1


def cut(rows: Sequence[Row], number: int, size: int) -> Page[Row]:
    """The page made of up to `size` rows; one more than that was asked for, to know whether a next one exists."""
    return Page(rows[:size], number, len(rows) > size)
