"""In what a drug is counted: the units that its form allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from medication.names import fold

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


def units_of(form: str) -> tuple[str, ...]:
    """The units in which a drug of this form may be counted, the usual one first; every unit when
    the form says nothing."""
    folded = fold(form)
    found = next((units for word, units in _BY_FORM if word in folded), None)
    return found or tuple(PLURALS)


def wrong_unit(form: str, unit: str, allowed: Sequence[str]) -> str | None:
    """Why a drug of this form is not counted so; None when it may be."""
    if unit in allowed:
        return None
    *first, last = [PLURALS.get(each, each) for each in allowed]
    known = f"{', '.join(first)} ou {last}" if first else last
    if unit not in PLURALS:
        return f"Choisissez l’unité : {known}."
    return f"« {form} » se compte en {known}, pas en {PLURALS[unit]}."
