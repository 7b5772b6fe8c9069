"""In what a specialty is usually counted when it is given: a tablet, a drop, a unit of insulin.

Words of the public drug database: the form, the name and what the composition is given for.
"""

from __future__ import annotations

from typing import Final

from medication.names import fold
from medication.product import Product

_BY_FORM: Final = (
    ("microgranule", "gélule"),
    ("inhalation", "bouffée"),
    ("pulverisation", "pulvérisation"),
    ("collyre", "goutte"),
    ("gouttes", "goutte"),
    ("comprime", "comprimé"),
    ("gelule", "gélule"),
    ("capsule", "capsule"),
    ("suppositoire", "suppositoire"),
    ("emplatre", "patch"),
    ("dispositif", "patch"),
    ("pommade", "application"),
    ("creme", "application"),
    ("gel", "application"),
)
_BY_CONTENT: Final = (("sachet", "sachet"), ("ampoule", "ampoule"), ("seringue", "dose"))


def usual_unit(product: Product) -> str:
    """The unit: of what it is packed in where its name or composition says so, else of its form.
    Insulins go by units; what says nothing by millilitres."""
    if any(key.startswith("insuline") for key in product.substances):
        return "unité"
    form = fold(product.form)
    if "nebuliseur" in form:
        return "dose"
    packed = " ".join((fold(product.name), *(fold(i.reference_dose) for i in product.ingredients)))
    if "comprime" not in form and "gelule" not in form:
        for word, unit in _BY_CONTENT:
            if word in packed:
                return unit
    return next((unit for word, unit in _BY_FORM if word in form), "ml")
