"""Mineral traces (oligo-éléments): less than a milligram that no interaction was ever about.

An ampoule of Lithium Oligosol holds 0.28 mg of lithium, a tablet of Téralithe two hundred times
that: the thesaurus speaks of the second. Read in the composition of April 2026; iron and fluorine
are left out, whose smallest doses are given to act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from medication.names import fold
from medication.product import Ingredient

_ELEMENTS: Final = frozenset({"calcium", "lithium", "magnesium", "phosphore", "potassium", "zinc"})
_MOST: Final = 1.0
"""Milligrams of the element in one intake."""
_MILLIGRAMS = re.compile(r"([0-9]+(?:,[0-9]+)?) ?mg")


def trace_links(ingredients: Iterable[Ingredient]) -> frozenset[int]:
    """The links of a composition that give no more than a trace of their element."""
    return frozenset(row.link for row in ingredients if _is_trace(row))


def _is_trace(row: Ingredient) -> bool:
    found = _MILLIGRAMS.fullmatch(row.dose)
    if found is None or fold(row.name) not in _ELEMENTS:
        return False
    return float(found[1].replace(",", ".")) <= _MOST
