"""What changed between two versions of the reference: what a pharmacist wants to know of an import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal

from medication.product import Product
from medication.reference import Reference
from medication.thesaurus import Entry, Thesaurus

Kind = Literal[
    "specialties_added",
    "specialties_gone",
    "specialties_marketed",
    "specialties_unmarketed",
    "compositions_changed",
    "specialties_now_covered",
    "specialties_no_longer_covered",
    "substances_added",
    "substances_gone",
    "classes_changed",
    "entries_added",
    "entries_gone",
    "levels_changed",
    "entries_reworded",
]

Changes = Mapping[Kind, tuple[str, ...]]
"""What changed, by kind, in words that name each thing; a kind without anything is empty."""

_ARROW: Final = " → "


def changes(before: Reference, after: Reference) -> Changes:
    """What `after` says that `before` did not, in the order of the specialties and of the entries."""
    return {
        **_specialties(before.products, after.products),
        **_substances(before.thesaurus, after.thesaurus),
        **_entries(before.thesaurus, after.thesaurus),
    }


def _specialties(before: Mapping[str, Product], after: Mapping[str, Product]) -> Changes:
    both = [(before[cis], after[cis]) for cis in after if cis in before]
    return {
        "specialties_added": _named(one for cis, one in after.items() if cis not in before),
        "specialties_gone": _named(one for cis, one in before.items() if cis not in after),
        "specialties_marketed": _named(new for old, new in both if new.marketed > old.marketed),
        "specialties_unmarketed": _named(new for old, new in both if new.marketed < old.marketed),
        "compositions_changed": _named(new for old, new in both if _made_of(old) != _made_of(new)),
        "specialties_now_covered": _named(
            new for old, new in both if new.is_covered > old.is_covered
        ),
        "specialties_no_longer_covered": _named(
            new for old, new in both if new.is_covered < old.is_covered
        ),
    }


def _substances(before: Thesaurus, after: Thesaurus) -> Changes:
    old, new = before.substances, after.substances
    return {
        "substances_added": tuple(one.label for key, one in new.items() if key not in old),
        "substances_gone": tuple(one.label for key, one in old.items() if key not in new),
        "classes_changed": tuple(
            one.label
            for key, one in new.items()
            if key in old and set(one.classes) != set(old[key].classes)
        ),
    }


def _entries(before: Thesaurus, after: Thesaurus) -> Changes:
    old, new = _by_pair(before), _by_pair(after)
    both = [(old[pair], new[pair]) for pair in new if pair in old]
    moved = [(was, now) for was, now in both if _levels(was) != _levels(now)]
    return {
        "entries_added": tuple(_told(new[pair]) for pair in new if pair not in old),
        "entries_gone": tuple(_told(old[pair]) for pair in old if pair not in new),
        "levels_changed": tuple(
            f"{now[0].label} : {_levels(was)}{_ARROW}{_levels(now)}" for was, now in moved
        ),
        "entries_reworded": tuple(
            now[0].label
            for was, now in both
            if _levels(was) == _levels(now) and _texts(was) != _texts(now)
        ),
    }


def _by_pair(thesaurus: Thesaurus) -> dict[tuple[str, str], list[Entry]]:
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in thesaurus.entries:
        found.setdefault(entry.pair, []).append(entry)
    return found


def _told(entries: list[Entry]) -> str:
    return f"{entries[0].label} : {_levels(entries)}"


def _levels(entries: Iterable[Entry]) -> str:
    """The levels of a pair, gravest first, each once."""
    order = ("CI", "ASDEC", "PE", "APEC")
    codes = {level.code for entry in entries for level in entry.levels}
    return " / ".join(code for code in order if code in codes)


def _texts(entries: Iterable[Entry]) -> set[str]:
    return {entry.text for entry in entries}


def _made_of(product: Product) -> set[tuple[str, str]]:
    return {(row.name, row.dose) for row in product.ingredients}


def _named(products: Iterable[Product]) -> tuple[str, ...]:
    return tuple(f"{one.name} ({one.cis})" for one in products)
