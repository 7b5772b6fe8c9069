"""A length as it is typed with a ruler in the other hand: millimetres, unless « cm » is said. Never guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

POSSIBLE: Final[dict[str, tuple[int, int]]] = {
    "length_mm": (1, 600),
    "width_mm": (1, 600),
    "depth_mm": (0, 150),
}
USUAL_MOST: Final[dict[str, int]] = {"length_mm": 200, "width_mm": 200, "depth_mm": 40}
LABELS: Final[dict[str, str]] = {
    "length_mm": "Longueur",
    "width_mm": "Largeur",
    "depth_mm": "Profondeur",
}

_TYPED: Final = re.compile(r"^(\d{1,4})(?:[.,](\d{1,2}))?\s*(mm|cm)?$", re.ASCII)


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: millimetres, or, when a decimal leaves the unit in doubt, what it would be in centimetres."""

    mm: int | None
    if_cm: int | None = None


def read(text: str) -> Read | None:
    """A typed length; None for what is no length. « 3,5 » without a unit is asked: nobody reads half millimetres."""
    found = _TYPED.match(text.strip().lower())
    if found is None:
        return None
    whole, decimals, unit = found.groups()
    number = Decimal(f"{whole}.{decimals or '0'}")
    if unit == "cm":
        return _from_cm(number)
    if decimals is None or not decimals.strip("0"):
        return Read(int(whole))
    if unit == "mm":
        return None
    in_cm = _from_cm(number)
    return Read(None, in_cm.mm) if in_cm else None


def _from_cm(number: Decimal) -> Read | None:
    mm = number * 10
    return Read(int(mm)) if mm == mm.to_integral_value() else None


def length_words(mm: int) -> str:
    """« 35 mm »."""
    return f"{mm} mm"


def both_words(mm: int) -> str:
    """« 3,5 cm, soit 35 mm »: read in centimetres, what it becomes."""
    whole, tenth = divmod(mm, 10)
    return f"{whole},{tenth} cm, soit {mm} mm" if tenth else f"{whole} cm, soit {mm} mm"
