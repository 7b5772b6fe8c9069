"""The classes of which one single refusal is told to the prescriber.

Source of each row: `critical.csv`, warnings on sudden withdrawal of the official summaries. For
other drugs the home's setting counts refusals over days (features.md, M18).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from medication.drug import LOCAL
from medication.facts_tables.table import Source, rows_of
from medication.names import fold


@dataclass(frozen=True, slots=True)
class Critical:
    """`label` is what a nurse calls the class ("anticoagulant")."""

    name: str
    label: str
    source: Source


@cache
def critical_substances() -> Mapping[str, Critical]:
    """The class of each key of the thesaurus that is in one."""
    return MappingProxyType(
        {
            key: Critical(row.text("class"), row.text("label"), row.source())
            for row in rows_of("critical.csv")
            for key in row.words("substances")
        }
    )


def critical_class(substances: Iterable[str], route: str = "orale") -> Critical | None:
    """The class of a drug given by this route; None when a single refusal of it is not critical, as
    of an eye drop."""
    if fold(route) in LOCAL:
        return None
    found = (critical_substances().get(key) for key in substances)
    return next((one for one in found if one is not None), None)
