"""Drugs that one avoids from 75 years on: the list of Laroche, row by row.

Source: Laroche M-L, Charmes J-P, Merle L, "Potentially inappropriate medications in the elderly: a
French consensus panel list", Eur J Clin Pharmacol 2007;63:725-731. It was revised in 2021
(REMEDI[e]S); the revision's new criteria are not in the table. A drug without a row is not one that
suits everybody: the list does not speak of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Final

from medication.drug import LOCAL
from medication.facts_tables.forms import is_prolonged
from medication.facts_tables.table import Row, Source, rows_of
from medication.names import fold

NAME: Final = "Liste de Laroche (2007)"
"""The list as screens name it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """Why the drug is avoided. `routes` empty: any that is not local; `above_mg_day`: only beyond
    that dose; `only_immediate`: not when the form releases it slowly."""

    because: str
    routes: frozenset[str]
    above_mg_day: Decimal | None
    only_immediate: bool
    source: Source

    def holds_for(self, route: str, form: str, milligrams: Decimal | None) -> bool:
        """Whether the list speaks of a drug given by this route (folded), in this form, at that
        many milligrams a day. A dose that nobody knows is not supposed to be beyond one."""
        by_route = route in self.routes if self.routes else route not in LOCAL
        too_much = self.above_mg_day is None or (
            milligrams is not None and milligrams > self.above_mg_day
        )
        return by_route and too_much and not (self.only_immediate and is_prolonged(form))


@cache
def to_avoid() -> Mapping[str, tuple[Advice, ...]]:
    """What the list says, by key of the thesaurus."""
    found: dict[str, list[Advice]] = {}
    for row in rows_of("elderly.csv"):
        for substance in row.words("substances"):
            found.setdefault(substance, []).append(_advice(row))
    return MappingProxyType({key: tuple(each) for key, each in found.items()})


def advice_on(
    substance: str, *, route: str, form: str, milligrams: Decimal | None = None
) -> Advice | None:
    """Why the list avoids this substance as it is given here, or None: it says nothing of it."""
    rows = to_avoid().get(substance, ())
    return next((one for one in rows if one.holds_for(fold(route), form, milligrams)), None)


def _advice(row: Row) -> Advice:
    return Advice(
        because=row.text("because"),
        routes=frozenset(row.words("routes")),
        above_mg_day=row.number("above_mg_day"),
        only_immediate=row.cells["immediate"] == "oui",
        source=row.source(),
    )
