"""Looking something up in a version of the reference: by words typed, by a pack, by generic group.

The words of a version are read at the first question and kept as long as it is in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from threading import Lock
from weakref import WeakKeyDictionary

from medication import datamatrix
from medication.builtin import specialties
from medication.datamatrix import PackCode
from medication.names import fold
from medication.product import Pack, Product
from medication.reference import Reference
from medication.search import Results, SearchIndex
from medication.thesaurus import ThesaurusSubstance

SHOWN = 20
"""How many answers a list of suggestions holds."""

_FEWEST_FIGURES = 7
_ANY_DAY = date(2000, 1, 1)
"""Which day it is changes nothing to what drug a code names."""

_INDEXES: WeakKeyDictionary[Reference, SearchIndex] = WeakKeyDictionary()
_MAKING = Lock()


@dataclass(frozen=True, slots=True)
class ScannedPack:
    """What a pack says, and the specialty and pack of the reference that bear its code, if any."""

    code: PackCode
    product: Product | None = None
    pack: Pack | None = None


def search(reference: Reference, text: str, limit: int = SHOWN) -> Results:
    """The specialties that answer to what is typed, or the one whose code it is, scanned or not."""
    coded = _coded(reference, text)
    return Results((coded,), 1) if coded else _index(reference).find(text, limit)


def substance(reference: Reference, text: str) -> ThesaurusSubstance | None:
    """The substance of the thesaurus of that very name."""
    return reference.thesaurus.substances.get(fold(text))


def scanned(
    reference: Reference, raw: str | bytes, *, today: date, keeps_separators: bool = False
) -> ScannedPack:
    """What a scanner sent, and what the reference knows of it."""
    code = datamatrix.read(raw, today=today, keeps_separators=keeps_separators)
    cis = reference.by_cip13.get(code.cip13 or "")
    if cis is None:
        return ScannedPack(code)
    product = reference.products[cis]
    pack = next(each for each in product.packs if each.cip13 == code.cip13)
    return ScannedPack(code, product, pack)


def substitutes(reference: Reference, product: Product) -> tuple[Product, ...]:
    """The other marketed specialties of its generic groups, by name."""
    members = {cis for group in product.groups for cis in reference.groups[group].members}
    known = (reference.products[cis] for cis in members if cis in reference.products)
    others = (each for each in known if each.cis != product.cis and each.marketed)
    return tuple(sorted(others, key=lambda each: (each.name, each.cis)))


def _coded(reference: Reference, text: str) -> Product | None:
    """The specialty of a CIS or of a pack's code; a name holds fewer figures."""
    if sum(char.isdecimal() for char in text) < _FEWEST_FIGURES:
        return None
    code = datamatrix.read(text, today=_ANY_DAY)
    cis = reference.by_cip13.get(code.cip13 or "", text.strip())
    return reference.products.get(cis)


def _index(reference: Reference) -> SearchIndex:
    with _MAKING:
        if reference not in _INDEXES:
            common = [each.cis for each in specialties.products()]
            _INDEXES[reference] = SearchIndex(reference.products.values(), common)
        return _INDEXES[reference]
