"""The drug reference in memory: the specialties of one set of files, tied to one thesaurus.

A version never changes. `assemble` makes one; `reference_bytes` keeps it in two megabytes and reads
it again in less than a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final

from medication.mapping import NOT_FOUND, Mapper, Match
from medication.names import fold
from medication.product import Group, Ingredient, Product
from medication.thesaurus import Thesaurus
from medication.traces import trace_links


@dataclass(frozen=True, eq=False)
class Reference:
    """One version. `bdpm_date` is the latest day that the files tell, `thesaurus_date` that of its
    publication. Compared by identity: what is derived from it is kept beside it."""

    version: str
    bdpm_date: date
    thesaurus_date: date
    products: Mapping[str, Product]
    groups: Mapping[int, Group]
    thesaurus: Thesaurus

    @cached_property
    def by_cip13(self) -> Mapping[str, str]:
        """The specialty (CIS) of each pack."""
        return MappingProxyType(
            {pack.cip13: one.cis for one in self.products.values() for pack in one.packs}
        )


_NUTRIENT: Final = "tryptophane"
_OTHER_AMINO_ACIDS: Final = frozenset({"leucine", "l-leucine"})
"""Tryptophan among the other amino acids is fed in a perfusion, not given to act."""


def assemble(
    products: Iterable[Product],
    groups: Mapping[int, Group],
    thesaurus: Thesaurus,
    *,
    bdpm_date: date,
    digest: str,
) -> Reference:
    """The products tied to the thesaurus: each ingredient bears the keys it answers to.

    `digest` tells this content from any other; the version is made of it and of the two dates.
    """
    links = Links(thesaurus)
    return Reference(
        version=_version(bdpm_date, thesaurus.published, digest),
        bdpm_date=bdpm_date,
        thesaurus_date=thesaurus.published,
        products=MappingProxyType({one.cis: links.tie(one) for one in products}),
        groups=MappingProxyType(dict(groups)),
        thesaurus=thesaurus,
    )


def named(reference: Reference, digest: str) -> Reference:
    """The same reference under the version that this digest makes."""
    version = _version(reference.bdpm_date, reference.thesaurus_date, digest)
    return replace(reference, version=version)


def _version(bdpm_date: date, thesaurus_date: date, digest: str) -> str:
    return f"{bdpm_date:%Y-%m-%d}+{thesaurus_date:%Y-%m-%d}+{digest[:12]}"


class Links:
    """Ties products to one thesaurus, and remembers how each name was found."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._mapper = Mapper(thesaurus.substances)
        self._found: dict[str, Match] = {}

    @property
    def found(self) -> Mapping[str, Match]:
        """How each name asked for was found, by its published name."""
        return MappingProxyType(self._found)

    def match(self, name: str) -> Match:
        """What a name answers to, looked for once."""
        if name not in self._found:
            self._found[name] = self._mapper.match(name)
        return self._found[name]

    def tie(self, product: Product) -> Product:
        """The product whose ingredients bear their keys: those of the row, then those of the other
        nature in its link. A homeopathic drug answers to nothing, nor does the trace of a mineral."""
        matches = [NOT_FOUND] * len(product.ingredients)
        if not product.homeopathic:
            fed = _OTHER_AMINO_ACIDS & {fold(row.name) for row in product.ingredients}
            traces = trace_links(product.ingredients)
            matches = [
                NOT_FOUND
                if row.link in traces or (fed and _NUTRIENT in fold(row.name))
                else self.match(row.name)
                for row in product.ingredients
            ]
        rows = tuple(zip(product.ingredients, matches, strict=True))
        return replace(product, ingredients=tuple(_tied(row, own, rows) for row, own in rows))


def _tied(row: Ingredient, own: Match, rows: Iterable[tuple[Ingredient, Match]]) -> Ingredient:
    linked = (
        key
        for other, match in rows
        if other.link == row.link and other.nature != row.nature
        for key in match.keys
    )
    keys = tuple(dict.fromkeys((*own.keys, *linked)))
    return replace(row, substances=keys, known=bool(keys))
