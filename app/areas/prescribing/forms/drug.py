"""The drug of a line as a form carries it: a specialty by its CIS, a substance by its key, or a name that the
reference does not know, which is kept as it was written and verified by nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from app.areas.prescribing.forms.units import units_of
from medication.facts_tables.units import usual_unit
from medication.names import fold
from medication.prescription import Prescribed
from medication.product import Product
from medication.reference import Reference

SUBSTANCE, FREE = "dci:", "libre:"
NAME_LIMIT: Final = 120
_WORDS: Final = {
    "orale": "orale",
    "sublinguale": "sublinguale",
    "sous-cutanee": "sous-cutanée",
    "intramusculaire": "intramusculaire",
    "intraveineuse": "intraveineuse",
    "cutanee": "cutanée",
    "transdermique": "transdermique",
    "inhalee": "inhalée",
    "ophtalmique": "ophtalmique",
    "auriculaire": "auriculaire",
    "nasale": "nasale",
    "rectale": "rectale",
    "vaginale": "vaginale",
    "gastro-enterale": "par sonde (gastro-entérale)",
}
"""Routes offered for what has no specialty, in their words; the first in this order is the one that a home takes."""
_ORDER: Final = tuple(_WORDS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """`code` is what the form carries; `routes` are (folded word, word) pairs, `units` the usual one first."""

    code: str
    name: str
    contents: str
    product: Product | None
    substances: tuple[str, ...]
    form: str = ""

    @property
    def is_verified(self) -> bool:
        """Whether safety knows everything in it."""
        return self.product.is_covered if self.product else bool(self.substances)

    @property
    def routes(self) -> list[tuple[str, str]]:
        """The usual first: an insulin is published for the vein before the skin, and no home gives it so."""
        published = self.product.routes if self.product else ()
        known = [(fold(each), each) for each in published]
        return sorted(known, key=_usual_first) or list(_WORDS.items())

    @property
    def units(self) -> tuple[str, ...]:
        """In what it may be counted, the usual first."""
        usual = (usual_unit(self.product),) if self.product else ()
        return tuple(dict.fromkeys((*usual, *units_of(self.form))))

    def prescribed(self, form: str = "", strength: str = "") -> Prescribed:
        """The drug of the line; what has no specialty is as precise as whoever wrote it."""
        if self.product:
            strength = ", ".join(row.dose for row in self.product.actives if row.dose)
            name = self.contents
            return Prescribed(
                self.name, self.product.cis, self.substances, name, self.form, strength
            )
        words = ", ".join(filter(None, (" ".join(filter(None, (self.name, strength))), form)))
        return Prescribed(words, None, self.substances, self.name, form, strength)


def chosen(reference: Reference, code: str) -> Chosen | None:
    """The drug of that code; None when the reference no longer holds it, or there is nothing."""
    if code.startswith(FREE):
        return _free(reference, " ".join(code.removeprefix(FREE).split())[:NAME_LIMIT])
    if code.startswith(SUBSTANCE):
        return _substance(reference, code.removeprefix(SUBSTANCE))
    product = reference.products.get(code)
    return of_product(product) if product else None


def of_product(product: Product) -> Chosen:
    """A specialty, as it is published."""
    contents = ", ".join(row.name.lower() for row in product.actives)
    return Chosen(product.cis, product.name, contents, product, product.substances, product.form)


def of_line(reference: Reference, drug: Prescribed) -> Chosen:
    """The drug of a line that is there already; what the reference has forgotten stays as it was written."""
    known = reference.products.get(drug.cis or "")
    if known:
        return of_product(known)
    code = (
        f"{SUBSTANCE}{drug.substances[0]}" if len(drug.substances) == 1 else f"{FREE}{drug.named}"
    )
    return Chosen(code, drug.label, drug.named, None, drug.substances, drug.form)


def _usual_first(route: tuple[str, str]) -> int:
    return _ORDER.index(route[0]) if route[0] in _ORDER else len(_ORDER)


def route_words(route: str) -> str:
    """A folded word of the public database with its accents, where we know them."""
    return _WORDS.get(route, route)


def _substance(reference: Reference, key: str) -> Chosen | None:
    known = reference.thesaurus.substances.get(key)
    return Chosen(f"{SUBSTANCE}{key}", known.label, "", None, (key,)) if known else None


def _free(reference: Reference, name: str) -> Chosen | None:
    """A name that is a substance of the thesaurus is that substance."""
    if not name:
        return None
    return _substance(reference, fold(name)) or Chosen(f"{FREE}{name}", name, "", None, ())
