"""A specialty as the interactions see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from medication.drug import Dose, Drug
from medication.names import fold
from medication.product import Ingredient, Product

_AMOUNT: Final = re.compile(
    r"(\d{1,3}(?: \d{3})+|\d+)(?:[.,](\d+))? ?(mg|g|milligrammes?|grammes?|microgrammes?|µg|μg|ug)"
)
_MILLIGRAMS: Final = {"m": 1.0, "g": 1000.0}
_STRENGTH: Final = re.compile(r"(?:pour )?\d|$")
"""A dose "pour 100 ml" or "1 g de poudre" is a strength, not what one takes at a time."""


def drug_of(product: Product, label: str) -> Drug:
    """The specialty under the label of the caller, with all that its reference says: routes, and
    the milligrams of each substance in a tablet, a sachet, an ampoule."""
    return Drug(
        label=label,
        substances=product.substances,
        unknown=product.unknown,
        routes=frozenset(fold(route) for route in product.routes) or None,
        doses=unit_doses(product),
        cis=product.cis,
        is_homeopathic=product.homeopathic,
    )


def unit_doses(product: Product) -> Mapping[str, Dose]:
    """Milligrams of each substance in a unit, by its therapeutic fraction where it is given. A
    substance that the unit holds twice, or whose dose is not in milligrams, has none."""
    found: dict[str, dict[int, float | None]] = {}
    bottled = _bottled if "orale" in product.routes else _never
    for row in sorted(product.ingredients, key=lambda row: row.nature == "FT"):
        for key in row.substances:
            found.setdefault(key, {})[row.link] = None if bottled(row) else milligrams(row)
    doses: dict[str, Dose] = {}
    for key, by_link in found.items():
        amounts = set(by_link.values())
        if len(amounts) == 1 and (amount := amounts.pop()) is not None:
            doses[key] = Dose(unit=amount)
    return doses


def milligrams(row: Ingredient) -> float | None:
    """What a unit holds; None when the dose is unknown, in other measures or that of a volume."""
    measured = _AMOUNT.fullmatch(fold(row.dose))
    if not measured or _STRENGTH.match(fold(row.reference_dose)):
        return None
    whole, decimals, unit = measured.groups()
    amount = float(f"{whole.replace(' ', '')}.{decimals or 0}")
    if unit.startswith("mic") or unit in ("µg", "μg", "ug"):
        return amount / 1000
    return amount * _MILLIGRAMS[unit[0]]


def _bottled(row: Ingredient) -> bool:
    """A bottle to drink from holds many doses; one to inject is one."""
    return "flacon" in fold(row.reference_dose)


def _never(row: Ingredient) -> bool:
    return False
