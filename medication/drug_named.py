"""A drug as somebody names it, for a question about interactions: a code, a specialty, a brand, a
substance, alcohol or grapefruit.

A name that is ambiguous or fits nothing becomes a drug of which nothing is known: the answer then
says that it was not checked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from medication.drug import Drug
from medication.drug_of_product import drug_of
from medication.interactions import beside_drugs
from medication.lookup import resolve
from medication.product import Product
from medication.reference import Reference

Doubt = Literal["unknown", "ambiguous"]


@dataclass(frozen=True, slots=True)
class NamedDrug:
    """The drug, and why it is an empty one: the name fits nothing, or fits `candidates` of
    different contents."""

    drug: Drug
    doubt: Doubt | None = None
    candidates: tuple[Product, ...] = ()


def drug_named(reference: Reference, text: str) -> NamedDrug:
    """What the text means in this reference; the drug's label is the text as given."""
    if key := beside_drugs(reference.thesaurus, text):
        return NamedDrug(Drug(text, (key,)))
    meant = resolve(reference, text)
    if meant.kind == "unknown":
        return NamedDrug(Drug(text), "unknown")
    if meant.kind == "ambiguous":
        return NamedDrug(Drug(text), "ambiguous", meant.products)
    if meant.kind == "substance":
        return NamedDrug(Drug(text, meant.substances, meant.unknown))
    return NamedDrug(_common(text, [drug_of(product, text) for product in meant.products]))


def _common(label: str, drugs: list[Drug]) -> Drug:
    """What is true of every specialty of a brand: all their routes, the doses they share. The
    contents are the same: a brand of several contents is ambiguous."""
    first, *others = drugs
    if not others:
        return first
    routes = None if any(one.routes is None for one in drugs) else _united(drugs)
    doses = {
        key: dose
        for key, dose in first.doses.items()
        if all(one.doses.get(key) == dose for one in others)
    }
    return replace(first, label=label, routes=routes, doses=doses, cis=None)


def _united(drugs: list[Drug]) -> frozenset[str]:
    return frozenset().union(*(one.routes or () for one in drugs))
