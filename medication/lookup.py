"""What somebody means by a code or a name: a specialty, a brand, a substance; or several, or nothing.

Nothing is guessed: a name that fits drugs of different contents is ambiguous and says which; a name
that fits none is unknown. Finding what was nearly written is the search's (`medication/search.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from biip.checksums import gs1_standard_check_digit

from medication.names import fold
from medication.product import Product
from medication.reference import Links, Reference
from medication.salts import canonical, unwrap
from medication.search_words import words_of

Kind = Literal["specialty", "brand", "substance", "ambiguous", "unknown"]

_CODE = re.compile(r"\d[\d ]{5,}\d")
_AFTER_BRAND = re.compile(r"[,(]|\s\d")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a text means. `products` holds one specialty, all those of a brand, or the candidates of
    an ambiguous name; for a substance, none. `substances` are the keys of the thesaurus, `unknown`
    the names of the ingredients that it does not know; both empty when ambiguous or unknown."""

    text: str
    kind: Kind
    products: tuple[Product, ...] = ()
    substances: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def resolve(reference: Reference, text: str) -> Resolved:
    """What the text means in this version: a CIS, a CIP13, a CIP7, a GTIN, a name as published, a
    substance, the beginning of a name in whole words."""
    asked = text.strip()
    if _CODE.fullmatch(asked):
        return _coded(reference, asked)
    names, words = _names(reference), words_of(asked)
    readings: tuple[Callable[[], Resolved | None], ...] = (
        lambda: _several(asked, names.entire(words)),
        lambda: names.substance(asked),
        lambda: _several(asked, names.beginning(words)),
    )
    found = (reading() for reading in readings)
    return next((each for each in found if each), Resolved(asked, "unknown"))


def _coded(reference: Reference, asked: str) -> Resolved:
    digits = asked.replace(" ", "")
    if len(digits) == 7:
        digits = f"34009{digits}"
        digits += str(gs1_standard_check_digit(digits))
    cis = reference.by_cip13.get(digits[-13:], digits)
    product = reference.products.get(cis)
    return _several(asked, (product,) if product else ()) or Resolved(asked, "unknown")


def _several(asked: str, products: Iterable[Product]) -> Resolved | None:
    """One specialty, or several of the same contents; else the candidates."""
    found = tuple(products)
    if not found:
        return None
    contents = {(frozenset(each.substances), frozenset(each.unknown)) for each in found}
    if len(contents) > 1:
        return Resolved(asked, "ambiguous", found)
    kind: Kind = "specialty" if len(found) == 1 else "brand"
    return Resolved(asked, kind, found, found[0].substances, found[0].unknown)


class _Names:
    """The names of one version, by what they are looked up with."""

    def __init__(self, reference: Reference) -> None:
        self._links = Links(reference.thesaurus)
        self._products = reference.products
        self._sorted = sorted(
            (" ".join(words_of(product.name)), product.cis)
            for product in reference.products.values()
        )
        self._contents: dict[str, str] = {}
        for name in {row.name for each in reference.products.values() for row in each.ingredients}:
            for plain in _bare(name):
                self._contents[plain] = min(name, self._contents.get(plain, name))

    def entire(self, words: list[str]) -> tuple[Product, ...]:
        """What has this name, whatever its punctuation."""
        return tuple(self._products[cis] for name, cis in self._from(words) if name == _text(words))

    def substance(self, asked: str) -> Resolved | None:
        """By the thesaurus, its salts and aliases; else by an ingredient that it does not know."""
        keys = self._links.match(asked).keys
        if keys:
            return Resolved(asked, "substance", substances=keys)
        folded = fold(asked)
        name = self._contents.get(folded) or self._contents.get(canonical(folded))
        return Resolved(asked, "substance", unknown=(name,)) if name else None

    def beginning(self, words: list[str]) -> tuple[Product, ...]:
        """What begins with these words; what has no other word in its brand ("dafalgan" is not
        "dafalgan codéine"), what is marketed, when there is some."""
        found = [self._products[cis] for _, cis in self._from(words)]
        branded = [each for each in found if _brand(each) == words]
        marketed = [each for each in branded or found if each.marketed]
        return tuple(marketed or branded or found)

    def _from(self, words: list[str]) -> Iterator[tuple[str, str]]:
        """The names that begin with these whole words, in their order; none for no word."""
        start = _text(words)
        for name, cis in self._sorted[bisect_left(self._sorted, (start, "")) :] if start else ():
            if not name.startswith(start):
                return
            if name == start or name[len(start)] == " ":
                yield name, cis


def _text(words: list[str]) -> str:
    return " ".join(words)


def _brand(product: Product) -> list[str]:
    """The words of the name before its dose and its form."""
    return words_of(_AFTER_BRAND.split(product.name, maxsplit=1)[0])


def _bare(name: str) -> Iterable[str]:
    """An ingredient's name, and what remains of it without its salt and its water."""
    yield fold(name)
    plain = canonical(fold(name))
    yield plain
    while (outer := unwrap(plain)) is not None:
        plain = outer[0]
        yield plain


_KEPT: WeakKeyDictionary[Reference, _Names] = WeakKeyDictionary()


def _names(reference: Reference) -> _Names:
    """Made once for a version, kept as long as it is."""
    if reference not in _KEPT:
        _KEPT[reference] = _Names(reference)
    return _KEPT[reference]
