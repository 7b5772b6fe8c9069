"""The same substances, in the same kind of form, in another strength: the box beside the right one.

A form made to last is never taken for one that is not: whoever holds the wrong one of these two has
the wrong drug, whatever its milligrams. The kinds of form are this product's, read in the words of
the public drug database (European Pharmacopoeia, EDQM, Standard Terms).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final
from weakref import WeakKeyDictionary

from medication.drug_of_product import unit_doses
from medication.facts_tables.forms import is_enteric, is_prolonged
from medication.names import fold
from medication.product import Product
from medication.reference import Reference

_SOLID: Final = frozenset({"comprime", "gelule", "capsule"})
_Kind = tuple[frozenset[str], str, bool, bool, frozenset[str]]

_BY_KIND: Final[WeakKeyDictionary[Reference, Mapping[_Kind, tuple[Product, ...]]]] = (
    WeakKeyDictionary()
)


_FOUND: Final[WeakKeyDictionary[Reference, dict[str, tuple[str, ...]]]] = WeakKeyDictionary()


def other_strengths(reference: Reference, product: Product) -> tuple[str, ...]:
    """The packs (CIP13) of those specialties; none for a drug of which nobody published what it holds."""
    found = _FOUND.setdefault(reference, {})
    if product.cis not in found:
        found[product.cis] = tuple(_sought(reference, product))
    return found[product.cis]


def _sought(reference: Reference, product: Product) -> Iterator[str]:
    if not product.actives:
        return
    own = strength(product)
    same = {code for one in product.groups for code in _members(reference, one)}
    for other in _by_kind(reference).get(_kind(product), ()):
        if other.cis not in same and other.cis != product.cis and strength(other) != own:
            yield from (pack.cip13 for pack in other.packs)


def strength(product: Product) -> tuple[tuple[str, str], ...]:
    """How much of what: by unit where it is told in milligrams, else as it is written."""
    doses = unit_doses(product)
    if doses.keys() == {*product.substances} and product.is_covered:
        return tuple(sorted((key, str(one.unit)) for key, one in doses.items()))
    return tuple(
        sorted(
            (fold(one.name), fold(f"{one.dose} {one.reference_dose}")) for one in product.actives
        )
    )


def _members(reference: Reference, group: int) -> tuple[str, ...]:
    found = reference.groups.get(group)
    return found.members if found else ()


def _by_kind(reference: Reference) -> Mapping[_Kind, tuple[Product, ...]]:
    """Every specialty by its kind: sorted once for a version of the reference."""
    if reference not in _BY_KIND:
        found: dict[_Kind, list[Product]] = {}
        for one in reference.products.values():
            if one.actives:
                found.setdefault(_kind(one), []).append(one)
        _BY_KIND[reference] = {kind: tuple(some) for kind, some in found.items()}
    return _BY_KIND[reference]


def _kind(product: Product) -> _Kind:
    word = next(iter(fold(product.form).split()), "")
    said = f"{product.form} {product.name}"
    return (
        frozenset(product.substances if product.is_covered else product.unknown),
        "solid" if word in _SOLID else word,
        is_prolonged(said),
        is_enteric(said),
        frozenset(map(fold, product.routes)),
    )
