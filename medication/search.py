"""Finding a drug while its name is typed, among all that are authorised.

Each word typed begins a word of the name or of a substance; a dose is a word ("doli 1000"), and
"1 g" is "1000 mg". When nothing answers, one slip of the finger in each word of four letters or more
is forgiven, and said. The order is ours: what is common (`medication/builtin`) by its brand, then by
its substance; then all brands that begin so, names, substances; among equals what is marketed, what
has most specialties, what is swallowed.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from typing import Final

from medication.product import Product
from medication.search_words import slips, words_of

QUERY_LIMIT: Final = 80
"""Characters of what is asked: more is a text, not a name."""
WORDS_LIMIT: Final = 8
_FORGIVEN_FROM: Final = 4


@dataclass(frozen=True, slots=True)
class Results:
    """What answers, first what is most likely meant; how many in all; whether letters were forgiven."""

    products: tuple[Product, ...] = ()
    total: int = 0
    approximate: bool = False


class SearchIndex:
    """The words of these specialties, in the order in which they answer. `common` are the CIS of
    those that come first among equals. Built once for a version; reading it changes nothing."""

    def __init__(self, products: Iterable[Product], common: Iterable[str] = ()) -> None:
        usual = frozenset(common)
        read = cache(words_of)
        self._products = _ranked(list(products), usual, read)
        self._common = {
            place for place, product in enumerate(self._products) if product.cis in usual
        }
        self._brands, self._names, self._substances = _Words(), _Words(), _Words()
        for place, product in enumerate(self._products):
            named = read(product.name)
            self._brands.add(named[:1], place)
            self._names.add(named, place)
            for each in {each.name for each in product.ingredients}:
                self._substances.add(read(each), place)
        for words in (self._brands, self._names, self._substances):
            words.close()

    def find(self, text: str, limit: int = 20) -> Results:
        """The specialties that answer, at most `limit`. Nothing typed finds nothing."""
        asked = words_of(text[:QUERY_LIMIT])[:WORDS_LIMIT]
        if not asked:
            return Results()
        exactly = [[word] for word in asked]
        found = self._answering(exactly)
        if found:
            return self._told(found, asked, limit, approximate=False)
        found = self._answering([self._near(word) for word in asked])
        return self._told(found, asked, limit, approximate=bool(found))

    def _answering(self, words: Sequence[Sequence[str]]) -> list[set[int]]:
        """The places that answer to every word, in one of its spellings, the likelier first; the
        last are all of them."""
        brands = [self._brands.beginning(each) for each in words]
        names = [self._names.beginning(each) for each in words]
        everywhere = _shared(
            [
                place | self._substances.beginning(each)
                for place, each in zip(names, words, strict=True)
            ]
        )
        if not everywhere:
            return []
        entire = [word for each in words for word in each]
        branded = everywhere & set().union(*brands)
        named = everywhere & self._brands.equal(entire) & _shared(names)
        made_of = everywhere & self._substances.equal(filter(str.isalpha, entire))
        by_brand = [named, branded]
        likely = [self._common & tier for tier in (named, branded, made_of)]
        return [*likely, *by_brand, _shared(names), everywhere]

    def _told(
        self, tiers: list[set[int]], asked: list[str], limit: int, *, approximate: bool
    ) -> Results:
        numbers = [word for word in asked if word[0].isdecimal()]
        exact = [self._names.equal([word]) for word in numbers]
        dosed = _shared(exact) if exact else set()
        order: dict[int, None] = {}
        for tier in tiers:
            if len(order) >= limit:
                break
            order.update(dict.fromkeys(nsmallest(limit, tier & dosed)))
            order.update(dict.fromkeys(nsmallest(limit + len(order), tier)))
        chosen = tuple(self._products[place] for place in list(order)[:limit])
        return Results(chosen, len(tiers[-1]) if tiers else 0, approximate)

    def _near(self, word: str) -> list[str]:
        """The spellings one slip away that begin a word; the word itself when it does, or is short."""
        if len(word) < _FORGIVEN_FROM or not word.isalpha() or self._begins(word):
            return [word]
        return [each for each in dict.fromkeys(slips(word)) if self._begins(each)]

    def _begins(self, word: str) -> bool:
        return self._names.begins(word) or self._substances.begins(word)


class _Words:
    """Which places each word is at. Filled, then closed, then read."""

    def __init__(self) -> None:
        self._places: dict[str, array[int]] = {}
        self._sorted: list[str] = []

    def add(self, words: Iterable[str], place: int) -> None:
        for word in set(words):
            self._places.setdefault(word, array("L")).append(place)

    def close(self) -> None:
        self._sorted = sorted(self._places)

    def begins(self, prefix: str) -> bool:
        at = bisect_left(self._sorted, prefix)
        return at < len(self._sorted) and self._sorted[at].startswith(prefix)

    def beginning(self, prefixes: Iterable[str]) -> set[int]:
        """The places of all words that begin with one of these."""
        return set().union(*(self._places[word] for each in prefixes for word in self._from(each)))

    def equal(self, words: Iterable[str]) -> set[int]:
        return set().union(*(self._places[word] for word in words if word in self._places))

    def _from(self, prefix: str) -> list[str]:
        first = bisect_left(self._sorted, prefix)
        return self._sorted[first : bisect_left(self._sorted, prefix + "\U0010ffff")]


def _shared(places: Sequence[set[int]]) -> set[int]:
    """What is in each of these, which are not none."""
    first, *others = places
    return first.intersection(*others)


def _ranked(
    products: list[Product], common: frozenset[str], read: Callable[[str], list[str]]
) -> list[Product]:
    """In the order in which they answer, all else being equal; doses as numbers, 5 mg before 10."""
    contents = {product.cis: _contents(product) for product in products}
    siblings = Counter(contents[product.cis] for product in products if product.marketed)
    usual = {contents[product.cis] for product in products if product.cis in common}

    def rank(product: Product) -> tuple[object, ...]:
        content = contents[product.cis]
        return (
            not product.marketed,
            product.homeopathic,
            content not in usual,
            -siblings[content].bit_length(),
            "orale" not in product.routes,
            [(word[0].isdecimal(), _value(word), word) for word in read(product.name)],
            product.cis,
        )

    return sorted(products, key=rank)


def _contents(product: Product) -> tuple[str, ...]:
    return tuple(sorted({each.code for each in product.actives}))


def _value(word: str) -> float:
    return float(word.replace(",", ".")) if word[0].isdecimal() else 0.0
