"""Families of drugs to which people are allergic together, as data: `families.csv`.

Source of each row: section 4.3 of the summary of product characteristics that it names. `members`
are substances, "@" a class of the thesaurus, "^" the beginning of an ATC code; an allergy to one
of them counts for all. `related` are other families, to which a severe allergy may extend.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from weakref import WeakKeyDictionary

from medication.facts_tables.table import rows_in
from medication.names import fold
from medication.ordered import Ordered
from medication.reference import Reference


@dataclass(frozen=True, slots=True)
class Family:
    """`code` is what an allergy of the kind "class" may name; `label` what people read."""

    code: str
    label: str
    members: tuple[str, ...]
    related: tuple[str, ...]
    source: str


@cache
def families() -> Mapping[str, Family]:
    """Every family by its code, in the order of the table."""
    text = files("medication").joinpath("families.csv").read_text(encoding="utf-8")
    return MappingProxyType(
        {
            row.text("code"): Family(
                code=row.text("code"),
                label=row.text("label"),
                members=row.words("members"),
                related=row.words("related"),
                source=str(row.source()),
            )
            for row in rows_in("families.csv", text)
        }
    )


@dataclass(frozen=True, slots=True)
class Members:
    """What a family, or a class of the thesaurus, is made of."""

    substances: frozenset[str]
    atc: tuple[str, ...] = ()

    def hold(self, one: Ordered) -> bool:
        """Whether the drug is of it: by a substance, by the word of an ingredient that the
        thesaurus does not know ("céfixime trihydraté"), by its ATC code."""
        if not self.substances.isdisjoint(one.drug.substances):
            return True
        words = {word for name in one.drug.unknown for word in fold(name).split()}
        if not self.substances.isdisjoint(words):
            return True
        code = one.product.atc if one.product else None
        return bool(code and self.atc and code.startswith(self.atc))


def members(reference: Reference, code: str) -> Members | None:
    """Of a family by its code, of a class by its label, of an ATC code by its beginning; None when
    nothing goes by that name."""
    kept = _MEMBERS.setdefault(reference, {})
    if code not in kept:
        kept[code] = _members(reference, code)
    return kept[code]


_MEMBERS: WeakKeyDictionary[Reference, dict[str, Members | None]] = WeakKeyDictionary()


def _members(reference: Reference, code: str) -> Members | None:
    classes, family = reference.thesaurus.classes, families().get(code)
    if family is None:
        label = fold(code)
        if label in classes:
            return Members(classes[label])
        return Members(frozenset(), (code,)) if _is_atc(code) else None
    substances: set[str] = set()
    for name in family.members:
        substances |= classes.get(name[1:], frozenset()) if name[0] == "@" else {name}
    return Members(
        frozenset(name for name in substances if name[0] != "^"),
        tuple(name[1:] for name in family.members if name[0] == "^"),
    )


def _is_atc(code: str) -> bool:
    return len(code) >= 3 and code[0].isupper() and code[1:3].isdigit()


def families_of(reference: Reference, substance: str) -> tuple[Family, ...]:
    """Those that a substance belongs to: a key of the thesaurus, or the name of an ingredient that
    it does not know."""
    names = {substance, *fold(substance).split()}
    found = ((one, members(reference, one.code)) for one in families().values())
    return tuple(one for one, those in found if those and not those.substances.isdisjoint(names))
