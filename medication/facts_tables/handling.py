"""Is it a narcotic, is it injected? What M11 asks before it lets anybody but a nurse give.

Source: conditions of prescription and supply of the public drug database ("stupéfiants": code de la
santé publique, R.5132-27 and following), its routes and forms. Tramadol or zolpidem, written on the
secure form, are not narcotics.
"""

from __future__ import annotations

from medication.drug import ROUTES
from medication.names import fold
from medication.product import Product


def is_narcotic(product: Product) -> bool:
    """Whether the specialty is classed among the narcotics."""
    return any(fold(one).startswith("stupefiant") for one in product.conditions)


def is_injected(form: str, routes: tuple[str, ...]) -> bool:
    """Whether a drug of this form, given by these routes, needs a needle: by its form's words, or
    because every route of it does."""
    words = fold(form)
    if "injectable" in words or "perfusion" in words:
        return True
    return bool(routes) and all(fold(one) in ROUTES["injectable"] for one in routes)


def needs_a_nurse(product: Product) -> bool:
    """Whether the drug itself, whatever its line says, is given by a nurse by default."""
    return is_narcotic(product) or is_injected(product.form, product.routes)
