"""A substance or a specialty by the words that a pharmacist types, when exactly one is meant."""

from __future__ import annotations

from app.areas.drugs.queries import find_drugs
from medication.names import fold
from medication.reference import Reference


class Unnamed(ValueError):
    """Nothing, or more than one thing, goes by that name; the message says what to type."""


def substance_named(reference: Reference, text: str) -> str:
    """The key of the thesaurus. Raises Unnamed."""
    key = fold(text.strip())
    if key in reference.thesaurus.substances:
        return key
    near = [one for one in reference.thesaurus.substances if key and one.startswith(key)]
    if len(near) == 1:
        return near[0]
    such = f" Peut-être : {', '.join(sorted(near)[:4])}." if near else ""
    raise Unnamed(f"« {text.strip()} » n’est pas une substance du thésaurus.{such}")


def drug_named(reference: Reference, text: str) -> str:
    """The CIS of a specialty, or the key of a substance, as the crush table names them. Raises Unnamed."""
    asked = text.strip()
    if asked in reference.products:
        return asked
    if fold(asked) in reference.thesaurus.substances:
        return fold(asked)
    found = find_drugs(reference, asked, 4).products
    if len(found) == 1:
        return found[0].cis
    if found:
        some = " ; ".join(f"{one.name} ({one.cis})" for one in found)
        raise Unnamed(f"Plusieurs répondent : {some}. Écrivez le code CIS ou la substance.")
    raise Unnamed(f"« {asked} » n’est ni une substance ni un médicament de ce référentiel.")


def label_of_key(reference: Reference, key: str) -> str:
    """What a key of the crush table, or of the tolerances, is called."""
    if key in reference.products:
        return reference.products[key].name
    known = reference.thesaurus.substances.get(key)
    return known.label if known else key
