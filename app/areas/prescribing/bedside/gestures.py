"""What a tablet needs before the gesture itself: the home's figures for insulin, antivitamin K and "si besoin".

They go with the line, so that a tablet without network asks what the home decided; a line that needs none says nothing.
"""

from __future__ import annotations

from app.gate.sync.scope import Row
from medication.afterwards import effect_minutes
from medication.avk import is_avk
from medication.insulin import is_insulin, is_prandial, needs_glycaemia
from medication.prescription import Line
from medication.product import Product
from medication.reference import Reference
from medication.schemes import AsNeeded
from medication.settings import Settings


def gesture_told(
    line: Line, settings: Settings, reference: Reference | None, product: Product | None
) -> Row:
    """The member `gesture` of the line's row, or nothing."""
    told: Row = {}
    if is_insulin(line.drug.substances):
        told |= _insulin(line, settings, product)
    elif reference is not None and is_avk(reference, line.drug.substances):
        told |= {"kind": "avk", "hold": str(settings.inr_hold)}
    if isinstance(line.scheme, AsNeeded):
        told["effect"] = effect_minutes(line.scheme, settings)
    return {"gesture": told} if told else {}


def _insulin(line: Line, settings: Settings, product: Product | None) -> Row:
    """`needs`: a recent glycaemia comes first, of `minutes` at most; under `low` (g/L) nothing is injected, and it is
    measured again after `recheck` minutes; `meal`: it goes with a meal."""
    composition = [one.name for one in product.ingredients] if product else []
    return {
        "kind": "insulin",
        "needs": needs_glycaemia(line, composition),
        "minutes": settings.glycaemia_minutes,
        "low": str(settings.hypoglycaemia),
        "recheck": settings.recheck_minutes,
        "meal": is_prandial(line.drug, composition),
    }
