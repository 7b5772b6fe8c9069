"""What somebody may be allergic to, found while its name is typed: families of drugs, excipients, substances, classes
of the thesaurus, and the substances of the drugs that answer to the name of a brand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.areas.drugs.queries import find_drugs
from app.ground.folding import fold, matches
from medication.facts import AllergyKind
from medication.facts_tables.excipients import LABELS
from medication.families import families
from medication.names import fold as fold_name
from medication.product import Ingredient, Product
from medication.reference import Reference

SHOWN = 20
_FEWEST = 2
_DRUGS = 8
_VAGUE = "autres "
"""Classes of the thesaurus that gather "all the others" say nothing of an allergy."""


@dataclass(frozen=True, slots=True)
class Allergen:
    """`value` is what a form carries; `detail` what tells it from its neighbours."""

    kind: AllergyKind
    code: str
    label: str
    detail: str = ""

    @property
    def value(self) -> str:
        return f"{self.kind}:{self.code}"


def search(reference: Reference, text: str) -> tuple[list[Allergen], int]:
    """What answers to the letters typed, the widest family first, and how many in all."""
    if len(fold(text)) < _FEWEST:
        return [], 0
    found: dict[str, Allergen] = {}
    for one in _answers(reference, text):
        found.setdefault(one.value, one)
    return [*found.values()][:SHOWN], len(found)


def allergen_of(reference: Reference, value: str) -> Allergen | None:
    """What a form carries, if it can be an allergen."""
    kind, _, code = value.partition(":")
    if kind == "class" and code in families():
        return _family(code)
    if kind == "class" and code in reference.thesaurus.classes:
        return _class(code)
    if kind == "excipient" and code in LABELS:
        return _excipient(code)
    if kind == "substance" and code in reference.thesaurus.substances:
        return _substance(reference, code)
    return _unknown(reference, code) if kind == "substance" else None


def _answers(reference: Reference, text: str) -> Iterator[Allergen]:
    for code, family in families().items():
        if matches(f"{family.label} {code}", text):
            yield _family(code)
    for code, label in LABELS.items():
        if matches(f"{label} {code}", text):
            yield _excipient(code)
    substances = reference.thesaurus.substances
    named = [key for key, one in substances.items() if matches(one.label, text)]
    for key in sorted(named, key=lambda key: (not key.startswith(fold(text)), key)):
        yield _substance(reference, key)
    yield from _in_drugs(reference, text)
    for label in sorted(reference.thesaurus.classes):
        if not label.startswith(_VAGUE) and matches(label, text):
            yield _class(label)


def _in_drugs(reference: Reference, text: str) -> Iterator[Allergen]:
    """What is in the drugs of that brand. A drug that answers by a word of its composition says nothing more: whoever
    types "sulfamides" does not mean the sulfate of morphine, nor a name that is merely spelled alike."""
    found = find_drugs(reference, text, _DRUGS)
    for product in () if found.approximate else found.products:
        is_brand = matches(product.name, text)
        for row in product.actives:
            if is_brand or (not row.substances and matches(row.name, text)):
                yield from _of_ingredient(reference, product, row)


def _of_ingredient(reference: Reference, product: Product, row: Ingredient) -> Iterator[Allergen]:
    told = f"dans {product.name}"
    for key in row.substances:
        if key in reference.thesaurus.substances:
            yield Allergen("substance", key, reference.thesaurus.substances[key].label, told)
    if not row.substances:
        detail = f"{told} ; inconnue du thésaurus"
        yield Allergen("substance", fold_name(row.name), row.name.lower(), detail)


def _family(code: str) -> Allergen:
    return Allergen("class", code, families()[code].label, "toute la famille")


def _class(label: str) -> Allergen:
    return Allergen("class", label, label.capitalize(), "classe du thésaurus")


def _excipient(code: str) -> Allergen:
    detail = "excipient ; vérifié là où il est connu"
    return Allergen("excipient", code, LABELS[code], detail)


def _substance(reference: Reference, key: str) -> Allergen:
    return Allergen("substance", key, reference.thesaurus.substances[key].label, "substance")


def _unknown(reference: Reference, code: str) -> Allergen | None:
    """A substance of the public database that the thesaurus does not know, under its own name."""
    for product in find_drugs(reference, code, _DRUGS).products:
        for row in product.actives:
            if not row.substances and fold_name(row.name) == code:
                return Allergen("substance", code, row.name.lower(), "inconnue du thésaurus")
    return None
