"""The most of a substance that a person may take in a day, by the official summaries.

Source: section 4.2 (or 4.4) of the summary of product characteristics that each row of `maxima.csv`
names. Milligrams are those of `medication.drug_of_product.unit_doses`: the therapeutic fraction
where the composition gives one. Where indications differ, the largest is kept: what is beyond it is
beyond every one of them. A substance without a row is not verified.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from medication.facts_tables.table import Row, Source, rows_of


@dataclass(frozen=True, slots=True)
class Maximum:
    """`milligrams` a day by any of `routes` (folded words of the public drug database), 0 for a
    contraindication. Each condition that is given must hold: `from_age` in whole years, `below_kg`,
    `below_clearance` (Cockcroft, mL/min). `per_kg` (mg/kg/day) lowers it further when the weight is
    known."""

    substance: str
    milligrams: Decimal
    routes: frozenset[str]
    from_age: int | None
    below_kg: Decimal | None
    below_clearance: Decimal | None
    per_kg: Decimal | None
    source: Source

    @property
    def holds_for_anybody(self) -> bool:
        """Whether it is under no condition."""
        return self.from_age is None and self.below_kg is None and self.below_clearance is None

    def holds_for(
        self, *, age: int | None, weight: Decimal | None, clearance: Decimal | None
    ) -> bool:
        """Whether the person is among those it is about. What is not known of them is not
        supposed: a condition on it does not hold."""
        return (
            (self.from_age is None or (age is not None and age >= self.from_age))
            and (self.below_kg is None or (weight is not None and weight < self.below_kg))
            and (
                self.below_clearance is None
                or (clearance is not None and clearance < self.below_clearance)
            )
        )

    def amount(self, weight: Decimal | None) -> Decimal:
        """Milligrams a day for a person of that weight (kg)."""
        if self.per_kg is None or weight is None:
            return self.milligrams
        return min(self.milligrams, self.per_kg * weight)


@cache
def maxima() -> Mapping[str, tuple[Maximum, ...]]:
    """The maxima by key of the thesaurus, as the table lists them."""
    found: dict[str, list[Maximum]] = {}
    for row in rows_of("maxima.csv"):
        one = _maximum(row)
        found.setdefault(one.substance, []).append(one)
    return MappingProxyType({key: tuple(each) for key, each in found.items()})


def daily_maximum(
    substance: str,
    route: str,
    *,
    age: int | None = None,
    weight: Decimal | None = None,
    clearance: Decimal | None = None,
) -> Maximum | None:
    """The strictest maximum that holds for this person by this route; None: not verified."""
    holding = [
        one
        for one in maxima().get(substance, ())
        if route in one.routes and one.holds_for(age=age, weight=weight, clearance=clearance)
    ]
    return min(holding, key=lambda one: one.amount(weight), default=None)


def _maximum(row: Row) -> Maximum:
    milligrams, from_age = row.number("mg_day"), row.number("from_age")
    if milligrams is None:
        raise row.refused("la dose manque")
    if not (routes := frozenset(row.words("routes"))):
        raise row.refused("la voie manque")
    return Maximum(
        substance=row.text("substance"),
        milligrams=milligrams,
        routes=routes,
        from_age=None if from_age is None else int(from_age),
        below_kg=row.number("below_kg"),
        below_clearance=row.number("below_clearance"),
        per_kg=row.number("mg_per_kg"),
        source=row.source(),
    )
