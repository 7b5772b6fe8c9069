"""No, perhaps, yes: what can be said of a condition when a fact was not given."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Ternary = Literal[0, 1, 2]

NO: Final = 0
MAYBE: Final = 1
YES: Final = 2


def known(fact: bool | None) -> Ternary:
    """A fact that may not have been given."""
    if fact is None:
        return MAYBE
    return YES if fact else NO


def negation(value: Ternary) -> Ternary:
    """Not knowing something is not knowing its contrary."""
    if value == MAYBE:
        return MAYBE
    return NO if value == YES else YES


def every(values: Iterable[Ternary]) -> Ternary:
    """The least certain of them, YES when there is none."""
    return min(values, default=YES)


def some(values: Iterable[Ternary]) -> Ternary:
    """The most certain of them, NO when there is none."""
    return max(values, default=NO)
