"""Milligrams of each substance in one unit of a line: what turns "3 comprimés" into 3 g.

What is not written is not guessed: a drop, a spoon, an international unit have no milligrams here
unless the line says them (`Prescribed.milligrams`). A patch lets go of less than it holds, so that
what it holds says nothing of a day.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from medication.drug_of_product import unit_doses
from medication.names import fold
from medication.prescription import Patch, Prescribed, Scheme
from medication.product import Ingredient, Product

Milligrams = Mapping[str, Decimal]
"""By key of the thesaurus."""

NOTHING: Final[Milligrams] = MappingProxyType({})
_MASSES: Final[Mapping[str, Decimal]] = MappingProxyType(
    {
        "mg": Decimal(1),
        "milligramme": Decimal(1),
        "g": Decimal(1000),
        "gramme": Decimal(1000),
        **dict.fromkeys(("µg", "μg", "mcg", "ug", "microgramme"), Decimal("0.001")),
    }
)
_VOLUMES: Final = frozenset({"ml", "millilitre"})
_UNMEASURED: Final = ("goutte", "cuiller", "ui", "unite", "bouffee", "application", "pression")
"""Units of which the composition does not say the milligrams."""
BASES: Final[Mapping[str, Decimal]] = MappingProxyType({"metformine": Decimal("0.78")})
"""Substances counted as the base, by what one milligram of their salt holds of it: compositions
publish one or the other (summary of GLUCOPHAGE 1000 mg, 2: 780 mg of base), prescribers write the
salt."""
_WRITTEN: Final = re.compile(r"(\d+(?:[.,]\d+)?) ?(mg|g|mcg|µg|μg|ug|microgrammes?|milligrammes?)")
_PER_ML: Final = re.compile(r"(?:pour )?(\d+(?:[.,]\d+)?) ?ml\b.*")


def milligrams_of(
    drug: Prescribed, unit: str, scheme: Scheme, product: Product | None
) -> Milligrams:
    """What one `unit` of the line holds; without an entry for a substance that nobody can tell."""
    if isinstance(scheme, Patch):
        return NOTHING
    if drug.milligrams is not None:
        return drug.milligrams
    keys = product.substances if product else drug.substances
    word = next(iter(fold(unit).split()), "").removesuffix("s")
    if mass := _MASSES.get(word):
        alone = len(product.actives) == 1 if product else len(keys) == 1
        return {key: _in_base(key, mass) for key in keys} if alone else NOTHING
    if word.startswith(_UNMEASURED):
        return NOTHING
    if product:
        return _per_millilitre(product) if word in _VOLUMES else _per_unit(product)
    return _as_written(drug.strength, keys) if word not in _VOLUMES else NOTHING


def _per_unit(product: Product) -> Milligrams:
    fractions = {key for row in product.ingredients if row.nature == "FT" for key in row.substances}
    found = {
        key: Decimal(str(dose.unit))
        for key, dose in unit_doses(product).items()
        if dose.unit is not None
    }
    return {key: one if key in fractions else _in_base(key, one) for key, one in found.items()}


def _in_base(key: str, salt: Decimal) -> Decimal:
    return salt * BASES.get(key, Decimal(1))


def _per_millilitre(product: Product) -> Milligrams:
    found: dict[str, Decimal] = {}
    for row in sorted(product.ingredients, key=lambda row: row.nature == "FT"):
        if (amount := _in_one_millilitre(row)) is not None:
            found.update(dict.fromkeys(row.substances, amount))
    return found


def _in_one_millilitre(row: Ingredient) -> Decimal | None:
    volume, amount = _PER_ML.fullmatch(fold(row.reference_dose)), _mass(row.dose)
    if volume is None or amount is None or not (millilitres := _number(volume[1])):
        return None
    return amount / millilitres


def _as_written(strength: str, keys: tuple[str, ...]) -> Milligrams:
    """A prescription by substance, as the prescriber wrote it ("500 mg")."""
    amount = _mass(strength)
    if amount is None or len(keys) != 1:
        return NOTHING
    return {keys[0]: _in_base(keys[0], amount)}


@lru_cache(maxsize=4096)
def _mass(text: str) -> Decimal | None:
    found = _WRITTEN.fullmatch(re.sub(r"(?<=\d) (?=\d)", "", fold(text)))
    return _number(found[1]) * _MASSES[found[2].removesuffix("s")] if found else None


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
