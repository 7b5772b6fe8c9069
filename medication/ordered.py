"""A line as the checks see it: with its product, its drug by its route and doses, its stretches.

What a specialty says is read once for a version of the reference: a home is checked in the time
that its lines take, not its compositions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from weakref import WeakKeyDictionary

from medication.drug import Dose, Drug
from medication.drug_of_product import drug_of
from medication.identity import signature
from medication.most import most_in_a_day, most_in_a_week
from medication.prescription import AsNeeded, Line, Patch
from medication.product import Product
from medication.reference import Reference
from medication.spoken import drug_words
from medication.strength import Milligrams, milligrams_of
from medication.stretches import Stretch, meet


@dataclass(frozen=True, slots=True)
class Ordered:
    """A line with what the reference says of its drug. `a_day` are milligrams, the most that the
    scheme allows; without an entry for a substance that cannot be told. `product` is None for a
    prescription by substance, and for a specialty that this version does not know."""

    line: Line
    product: Product | None
    drug: Drug
    when: tuple[Stretch, ...]
    a_day: Milligrams
    signature: str

    @property
    def label(self) -> str:
        return drug_words(self.line)

    @property
    def is_as_needed(self) -> bool:
        return isinstance(self.line.scheme, AsNeeded)

    def meets(self, other: Ordered) -> bool:
        """Whether both are given at some time; two versions of one line never are (`spans.py`)."""
        return meet(self.when, other.when)


def ordered(reference: Reference, line: Line, when: tuple[Stretch, ...], today: date) -> Ordered:
    """The line with what this version of the reference says of its drug."""
    product = reference.products.get(line.drug.cis or "")
    day, week = (most(line.scheme, today) for most in (most_in_a_day, most_in_a_week))
    unit = _unit(reference, line, product)
    drug = _drug(reference, line, product, _doses(unit, day, week))
    return Ordered(
        line=line,
        product=product,
        drug=drug,
        when=when,
        a_day={key: amount * day for key, amount in unit.items()} if day is not None else {},
        signature=signature(line, drug),
    )


def _doses(unit: Milligrams, day: Decimal | None, week: Decimal | None) -> Mapping[str, Dose]:
    return {
        key: Dose(
            unit=float(amount),
            day=None if day is None else float(amount * day),
            week=None if week is None else float(amount * week),
        )
        for key, amount in unit.items()
    }


def _drug(
    reference: Reference, line: Line, product: Product | None, doses: Mapping[str, Dose]
) -> Drug:
    """The drug by the route of the line, which says more than those that the product may take."""
    routes = frozenset({line.route}) if line.route else None
    if product is None:
        unknown = () if line.drug.substances else (line.drug.named or line.drug.label,)
        return Drug(str(line.id), line.drug.substances, unknown, routes, doses, line.drug.cis)
    known = _known(reference, product)
    return Drug(
        label=str(line.id),
        substances=known.substances,
        unknown=known.unknown,
        routes=routes or known.routes,
        doses=doses or known.doses,
        cis=product.cis,
        is_homeopathic=known.is_homeopathic,
    )


_KNOWN: Final[WeakKeyDictionary[Reference, dict[str, Drug]]] = WeakKeyDictionary()
_UNITS: Final[WeakKeyDictionary[Reference, dict[tuple[str, str], Milligrams]]] = WeakKeyDictionary()


def _unit(reference: Reference, line: Line, product: Product | None) -> Milligrams:
    """What one unit holds; that of a specialty is read once for a version of the reference."""
    if product is None or line.drug.milligrams is not None or isinstance(line.scheme, Patch):
        return milligrams_of(line.drug, line.unit, line.scheme, product)
    of_version, key = _UNITS.setdefault(reference, {}), (product.cis, line.unit)
    if key not in of_version:
        of_version[key] = milligrams_of(line.drug, line.unit, line.scheme, product)
    return of_version[key]


def _known(reference: Reference, product: Product) -> Drug:
    """Read once for a version of the reference."""
    of_version = _KNOWN.setdefault(reference, {})
    if product.cis not in of_version:
        of_version[product.cis] = drug_of(product, product.cis)
    return of_version[product.cis]
