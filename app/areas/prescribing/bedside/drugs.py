"""The packs that are right for a drug, its own and those of the specialties that may stand for it; and those that hold
the same in another strength, which a scan names for what they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.gate.sync.scope import Row
from medication.other_strengths import other_strengths
from medication.product import Product
from medication.reference import Reference


def drugs_told(reference: Reference, codes: Iterable[str]) -> Iterator[Row]:
    """One row for each specialty (CIS) that the reference knows."""
    for cis in sorted(set(codes)):
        product = reference.products.get(cis)
        if product is not None:
            yield {
                "id": cis,
                "label": product.name,
                "packs": [pack.cip13 for pack in product.packs],
                "generics": list(_generics(reference, product)),
                "other_strengths": list(other_strengths(reference, product)),
            }


def _generics(reference: Reference, product: Product) -> Iterator[str]:
    groups = (reference.groups[one] for one in product.groups if one in reference.groups)
    members = dict.fromkeys(cis for group in groups for cis in group.members if cis != product.cis)
    for cis in members:
        other = reference.products.get(cis)
        yield from (pack.cip13 for pack in other.packs) if other else ()
