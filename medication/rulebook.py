"""`rules.json`: what was understood by reading the thesaurus of October 2020 and that of September
2019, entry by entry (docs/decisions/0024).

A rule holds for the very texts it was written from. Where a version says something else, or says
something restrictive that nobody has read, every level stays with its text, as a perhaps, and
the import report asks for a reading.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from medication.restrictions import may_restrict
from medication.thesaurus import Entry, Problem, Thesaurus

WHOLE = "*"
"""A rule's level that stands for whatever single level the entry has."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What was read in an entry. `of` names its first side; each level has a condition as written;
    `reaches_local` where the text says that local routes count."""

    why: str
    of: str
    levels: tuple[Mapping[str, Any], ...]
    reaches_local: bool


@dataclass(frozen=True)
class Rulebook:
    """`memberships`: conditions for a substance to count as a member of a class; `through_mucosa`:
    substances that a nasal spray brings to the blood on purpose."""

    rules: Mapping[tuple[tuple[str, str], str], Rule]
    unrestricted: frozenset[str]
    memberships: tuple[Mapping[str, Any], ...]
    doses: Mapping[str, Any]
    through_mucosa: frozenset[str]

    def rule(self, entry: Entry) -> Rule | None:
        """The rule written from this very text, if any."""
        return self.rules.get((entry.pair, entry.text))

    def must_be_read(self, entry: Entry) -> bool:
        """Whether the entry may restrict its levels in words that nobody has read yet."""
        if self.rule(entry) or entry.text in self.unrestricted:
            return False
        return may_restrict(entry)


@cache
def rulebook() -> Rulebook:
    """The rules of this version of the product."""
    text = files("medication").joinpath("rules.json").read_text(encoding="utf-8")
    return read_rulebook(json.loads(text))


def read_rulebook(written: Mapping[str, Any]) -> Rulebook:
    """The rules as written, each under every pair and text that it was read from."""
    rules: dict[tuple[tuple[str, str], str], Rule] = {}
    for one in written["rules"]:
        for of, with_ in one["entries"]:
            rule = Rule(one["why"], of, tuple(one["levels"]), one.get("local", False))
            first, second = sorted((of, with_))
            rules.update({((first, second), text): rule for text in one["texts"]})
    return Rulebook(
        rules=rules,
        unrestricted=frozenset(written["unrestricted"]),
        memberships=tuple(written["memberships"]),
        doses=written["doses"],
        through_mucosa=frozenset(written["through_mucosa"]),
    )


def to_be_read(thesaurus: Thesaurus) -> tuple[Problem, ...]:
    """The entries of a version for which a rule must be written or written again."""
    book = rulebook()
    ruled = {pair for pair, _ in book.rules}
    return tuple(
        Problem(
            entry.label,
            "règle à relire : le texte de cette entrée a changé ; ses niveaux restent, au conditionnel."
            if entry.pair in ruled
            else "règle à écrire : personne n'a encore lu cette entrée ; ses niveaux restent, au "
            "conditionnel.",
        )
        for entry in thesaurus.entries
        if book.must_be_read(entry)
    )
