"""The shape of a kind of measure: its numbers, their units and ranges, and what is said beside them.

`possible` is what an instrument can show of a living adult: outside it the number is a slip of the finger. `usual`
is where no question is asked. Both are ours, set wide on purpose: a question that comes every day is no longer read.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Range = tuple[Decimal, Decimal]
Family = Literal["vital", "biology", "daily"]

FAMILIES: Final[dict[Family, str]] = {
    "vital": "Constantes",
    "daily": "Quotidien",
    "biology": "Biologie",
}


def span(low: str, high: str) -> Range:
    """Both ends belong to it."""
    return Decimal(low), Decimal(high)


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A unit in which the number may have been read: `factor` turns it into the part's own; inside `window` it is
    likely enough to be asked about.
    """

    unit: str
    factor: Decimal
    window: Range


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One number of a measure. `choices` are the words of a scale, from its lowest number up; `is_padded` shows every
    decimal (1,10 g/L).
    """

    name: str
    label: str
    unit: str
    decimals: int
    usual: Range
    possible: Range
    other: tuple[OtherUnit, ...] = ()
    choices: tuple[str, ...] = ()
    is_optional: bool = False
    is_padded: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """Something said beside the number; of one `group` only one is said."""

    name: str
    label: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of measure.

    `needs` are the groups of which something must be said, and `ask` the words that ask for it. `jump` is the part of
    the last value by which it may differ before it is asked. `is_counted` is a scale whose score is how many contexts
    were seen. The last value of an `is_safety` kind counts for medication, whatever its age.
    """

    name: str
    label: str
    family: Family
    parts: tuple[Part, ...]
    contexts: tuple[Context, ...] = ()
    needs: tuple[str, ...] = ()
    ask: str = ""
    reasons: tuple[str, ...] = ()
    jump: Decimal | None = None
    is_counted: bool = False
    is_safety: bool = False

    def part(self, name: str) -> Part | None:
        """The part of that name, if the kind has it."""
        return next((one for one in self.parts if one.name == name), None)

    def context(self, name: str) -> Context | None:
        """The context of that name, if the kind has it."""
        return next((one for one in self.contexts if one.name == name), None)
