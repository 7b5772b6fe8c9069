"""A thesaurus made ready for quick questions: for each substance a bitset of the entries that name
it on one side or the other, and for each entry its conditions compiled.

Two substances meet an entry where the bit is set on the one side of the first and on the other
side of the second, which is two machine operations instead of a search.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from medication.branches import Amounts, Predicate, otherwise, predicate
from medication.findings import PossibleLevel
from medication.rulebook import WHOLE, Rule, Rulebook, rulebook
from medication.ternary import MAYBE
from medication.thesaurus import Entry, LevelCode, Thesaurus

ORAL: Final = "medicaments administres par voie orale"
VAGINAL: Final = "medicaments utilises par voie vaginale"
INJECTED_IRON: Final = "sels de fer par voie injectable"

_NAMES_ITS_ROUTE: Final = (
    "y compris collyres",
    "voie",
    "nasale",
    "inhales",
    "preservatifs",
    "spermicides",
)


@dataclass(frozen=True, slots=True)
class Branch:
    """A level and when it applies; `when` is None where always."""

    code: LevelCode
    condition: str
    advice: str
    when: Predicate | None


@dataclass(frozen=True, slots=True)
class Membership:
    """What makes a substance count as a member of a name, and how to say it."""

    when: Predicate
    says: str


@dataclass(frozen=True, slots=True)
class Name:
    """One side of an entry: its members, those that count on a condition, whether a drug that is
    only given locally certainly counts, and the substances given by a nose to reach the blood."""

    key: str
    members: frozenset[str]
    memberships: Mapping[str, Membership]
    reaches_local: bool
    through_mucosa: frozenset[str]


@dataclass(frozen=True, slots=True)
class ReadyEntry:
    """An entry with its sides in the order of its rule. `among_themselves` where both sides are
    one class ("X + autres X"); `unconditional` are its levels where nothing can change them, as for
    most."""

    entry: Entry
    of: Name
    with_: Name
    branches: tuple[Branch, ...]
    among_themselves: bool
    unconditional: tuple[PossibleLevel, ...]


Meetings = tuple[tuple[ReadyEntry, bool], ...]
_REMEMBERED: Final = 20_000
"""Pairs of substances whose entries are kept: a home's drugs make a few thousand."""


class PairIndex:
    """Finds the entries that two substances meet."""

    def __init__(self, thesaurus: Thesaurus, book: Rulebook) -> None:
        self.entries = tuple(_ready(entry, thesaurus, book) for entry in thesaurus.entries)
        self._of: dict[str, int] = {}
        self._with: dict[str, int] = {}
        for place, ready in enumerate(self.entries):
            for key in ready.of.members:
                self._of[key] = self._of.get(key, 0) | 1 << place
            for key in ready.with_.members:
                self._with[key] = self._with.get(key, 0) | 1 << place

        self._met: dict[tuple[str, str], Meetings] = {}

    def reach(self, keys: Iterable[str]) -> tuple[int, int]:
        """The entries that have one of the keys on the side "of", and on the side "with": two
        drugs meet none unless one's "of" and the other's "with" have a bit in common."""
        of = with_ = 0
        for key in keys:
            of |= self._of.get(key, 0)
            with_ |= self._with.get(key, 0)
        return of, with_

    def meeting(self, first: str, second: str) -> Meetings:
        """Each entry that has one of the substances on each side, and whether `first` is on the
        side "of"."""
        found = self._met.get((first, second))
        if found is None:
            if len(self._met) >= _REMEMBERED:
                self._met.clear()
            found = self._met[first, second] = tuple(self._meet(first, second))
        return found

    def _meet(self, first: str, second: str) -> Iterator[tuple[ReadyEntry, bool]]:
        for of, with_, is_straight in ((first, second, True), (second, first, False)):
            bits = self._of.get(of, 0) & self._with.get(with_, 0)
            while bits:
                lowest = bits & -bits
                yield self.entries[lowest.bit_length() - 1], is_straight
                bits ^= lowest


@lru_cache(maxsize=4)
def pair_index(thesaurus: Thesaurus) -> PairIndex:
    """The index of a thesaurus, made once."""
    return PairIndex(thesaurus, rulebook())


def _ready(entry: Entry, thesaurus: Thesaurus, book: Rulebook) -> ReadyEntry:
    rule = book.rule(entry)
    of_key, with_key = entry.main_key, entry.plus_key
    if rule and rule.of != of_key:
        of_key, with_key = with_key, of_key
    amounts = Amounts(book.doses)
    of, with_ = (
        _name(key, thesaurus, book, amounts, rule is not None and rule.reaches_local)
        for key in (of_key, with_key)
    )
    branches = _branches(entry, rule, book, thesaurus, amounts)
    is_free = not (of.memberships or with_.memberships or any(one.when for one in branches))
    levels = tuple(PossibleLevel(one.code, "", is_certain=True) for one in branches)
    return ReadyEntry(
        entry=entry,
        of=of,
        with_=with_,
        branches=branches,
        among_themselves=of.members == with_.members,
        unconditional=levels if is_free else (),
    )


def _name(
    key: str, thesaurus: Thesaurus, book: Rulebook, amounts: Amounts, reaches_local: bool
) -> Name:
    members = thesaurus.members(key)
    memberships: dict[str, Membership] = {}
    for one in book.memberships:
        if key in one["classes"]:
            ready = Membership(predicate(one["when"], thesaurus, amounts), one["says"])
            memberships.update(dict.fromkeys(one.get("members", members), ready))
    names_its_route = any(word in key for word in _NAMES_ITS_ROUTE)
    return Name(key, members, memberships, reaches_local or names_its_route, book.through_mucosa)


def _branches(
    entry: Entry, rule: Rule | None, book: Rulebook, thesaurus: Thesaurus, amounts: Amounts
) -> tuple[Branch, ...]:
    if rule:
        return tuple(_ruled(entry, rule, thesaurus, amounts))
    if book.must_be_read(entry):
        return tuple(
            Branch(level.code, level.text or entry.mechanism, level.text, _perhaps)
            for level in entry.levels
        )
    return tuple(Branch(level.code, "", level.text, None) for level in entry.levels)


def _ruled(entry: Entry, rule: Rule, thesaurus: Thesaurus, amounts: Amounts) -> Iterator[Branch]:
    texts = {level.code: level.text for level in entry.levels}
    earlier: list[Predicate] = []
    for one in rule.levels:
        when = otherwise(earlier[:]) if one["when"] == "else" else _when(one, thesaurus, amounts)
        earlier.append(when)
        if one["level"] == WHOLE:
            only = entry.levels[0]
            yield Branch(only.code, rule.why, only.text, when)
            continue
        text = one.get("says") or texts[one["level"]]
        yield Branch(one["level"], text or rule.why, text, when)


def _when(one: Mapping[str, Any], thesaurus: Thesaurus, amounts: Amounts) -> Predicate:
    return predicate(one["when"], thesaurus, amounts)


def _perhaps(of: object, with_: object, facts: object) -> Any:
    return MAYBE
