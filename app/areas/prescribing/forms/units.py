"""In what a drug is counted: the units that its form allows, and how many milligrams one of them holds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from medication.drug_of_product import milligrams, unit_doses
from medication.names import fold
from medication.product import Ingredient, Product

WEIGHTS: Final = {"µg": Decimal("0.001"), "mg": Decimal(1), "g": Decimal(1000)}
PLURALS: Final = {
    "comprimé": "comprimés",
    "gélule": "gélules",
    "capsule": "capsules",
    "sachet": "sachets",
    "ampoule": "ampoules",
    "goutte": "gouttes",
    "ml": "ml",
    "mg": "mg",
    "g": "g",
    "µg": "µg",
    "unité": "unités",
    "bouffée": "bouffées",
    "pulvérisation": "pulvérisations",
    "application": "applications",
    "patch": "patchs",
    "suppositoire": "suppositoires",
    "ovule": "ovules",
    "pastille": "pastilles",
    "dose": "doses",
    "granule": "granules",
    "litre par minute": "litres par minute",
}
"""Every unit, one by its own name and several."""

# The first word found in the folded form says in what it is counted, the usual unit first.
_BY_FORM: Final = (
    ("microgranule", ("gélule", "mg")),
    ("granules pour", ("sachet", "ml", "mg", "g", "dose")),
    ("granules", ("sachet", "granule", "dose", "mg", "g")),
    ("nebuliseur", ("dose", "ml", "mg")),
    ("en gelule", ("bouffée", "dose", "gélule")),
    ("gaz", ("litre par minute",)),
    ("inhalation", ("bouffée", "dose")),
    ("pulverisation", ("pulvérisation", "bouffée", "application")),
    ("collyre", ("goutte", "application")),
    ("injectable", ("ml", "mg", "g", "µg", "unité", "ampoule", "dose")),
    ("perfusion", ("ml", "mg", "g", "µg", "unité", "ampoule", "dose")),
    ("gouttes", ("goutte", "ml", "mg")),
    ("sirop", ("ml", "mg", "dose")),
    ("poudre pour", ("sachet", "ml", "mg", "g", "dose")),
    ("buvable", ("ml", "goutte", "ampoule", "mg", "g", "dose", "sachet")),
    ("comprime", ("comprimé", "mg", "g")),
    ("lyophilisat", ("comprimé", "mg")),
    ("gelule", ("gélule", "mg")),
    ("capsule", ("capsule", "mg", "dose")),
    ("suppositoire", ("suppositoire", "mg")),
    ("ovule", ("ovule", "mg")),
    ("pastille", ("pastille",)),
    ("gomme", ("pastille", "dose")),
    ("emplatre", ("patch",)),
    ("dispositif", ("patch", "dose")),
    ("systeme", ("patch", "dose")),
    ("creme", ("application", "g", "dose")),
    ("gel", ("application", "g", "dose")),
    ("pommade", ("application", "g", "dose")),
    ("application", ("application", "g", "ml", "dose")),
    ("poudre", ("sachet", "dose", "mg", "g")),
    ("solution", ("ml", "goutte", "application", "mg", "dose")),
)
_VOLUME = re.compile(r"(?:pour )?(\d+(?:[.,]\d+)?)? ?(?:ml|millilitres?)\b")


def units_of(form: str) -> tuple[str, ...]:
    """The units in which a drug of this form may be counted, the usual one first; every unit when
    the form says nothing."""
    folded = fold(form)
    found = next((units for word, units in _BY_FORM if word in folded), None)
    return found or tuple(PLURALS)


def wrong_unit(form: str, unit: str) -> str | None:
    """Why this drug is not counted so; None when it may be."""
    allowed = units_of(form)
    if unit in allowed:
        return None
    known = " ou ".join(filter(None, (", ".join(_many(allowed[:-1])), *_many(allowed[-1:]))))
    if unit not in PLURALS:
        return f"Choisissez l’unité : {known}."
    return f"« {form} » se compte en {known}, pas en {PLURALS[unit]}."


def counted(amount: Decimal, unit: str) -> str:
    """The unit as many times: « comprimé » up to less than two, « comprimés » from there."""
    return unit if amount < 2 else PLURALS.get(unit, unit)


def milligrams_in(product: Product, unit: str) -> dict[str, Decimal] | None:
    """Milligrams of each substance in one `unit` of the product; None when nobody can say."""
    keys = product.substances
    if unit in WEIGHTS:
        links = {row.link for row in product.ingredients if row.substances}
        return dict.fromkeys(keys, WEIGHTS[unit]) if len(links) == 1 else None
    if unit == "ml":
        return _whole(
            keys, {key: _per_ml(row) for row in product.actives for key in row.substances}
        )
    if unit not in units_of(product.form)[:1] and not _names(product, unit):
        return None
    doses = unit_doses(product)
    return _whole(keys, {key: _exact(doses[key].unit) for key in keys if key in doses})


def _whole(keys: tuple[str, ...], found: Mapping[str, Decimal | None]) -> dict[str, Decimal] | None:
    """What is known of every substance; half an answer is none."""
    known = {key: each for key in keys if (each := found.get(key)) is not None}
    return known if known and len(known) == len(keys) else None


def _names(product: Product, unit: str) -> bool:
    """Whether the composition is told for that very unit: « pour une ampoule de 2 ml »."""
    return all(fold(unit) in fold(row.reference_dose) for row in product.actives)


def _per_ml(row: Ingredient) -> Decimal | None:
    """A strength in a volume: « 100 mg » « pour 5 ml »."""
    volume = _VOLUME.match(fold(row.reference_dose))
    if volume is None:
        return None
    weight = milligrams(Ingredient(row.code, row.name, row.dose, "un volume", row.nature, row.link))
    per = Decimal((volume[1] or "1").replace(",", "."))
    return Decimal(str(weight)) / per if weight is not None and per else None


def _exact(amount: float | None) -> Decimal | None:
    return None if amount is None else Decimal(str(amount))


def _many(units: tuple[str, ...]) -> list[str]:
    return [PLURALS[unit] for unit in units]
