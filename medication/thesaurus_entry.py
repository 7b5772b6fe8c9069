"""What the thesaurus of interactions says, as values: substances, levels, entries, what was odd.

A name is compared by its key, its text folded (`medication/names.py`); labels stay as published.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

LevelCode = Literal["CI", "ASDEC", "PE", "APEC"]
"""Contre-indication, association déconseillée, précaution d'emploi, à prendre en compte."""

RANKS: Final[Mapping[LevelCode, int]] = {"CI": 4, "ASDEC": 3, "PE": 2, "APEC": 1}
"""The higher, the graver."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an entry with its published text: when it applies, what to do, or nothing."""

    code: LevelCode
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One unordered pair of names. `number` is its place in the file, from 1; `text` is the digest
    of everything published about it, spaces, accents and case aside: a rule that was written by
    reading an entry holds as long as this does not change."""

    number: int
    main: str
    plus: str
    main_key: str
    plus_key: str
    levels: tuple[Level, ...]
    mechanism: str
    text: str

    @property
    def label(self) -> str:
        """The entry as a pharmacist would look it up."""
        return f"{self.main} + {self.plus}"

    @property
    def pair(self) -> tuple[str, str]:
        """Its two keys in alphabetical order, the same for both directions."""
        first, second = sorted((self.main_key, self.plus_key))
        return first, second


@dataclass(frozen=True, slots=True)
class ThesaurusSubstance:
    """A substance of the index. `classes` are keys; a name that entries use without an index row
    ("alcool (boisson ou excipient)") is a substance without classes."""

    key: str
    label: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something odd that was read all the same: whose name, and what in French."""

    name: str
    reason: str


@dataclass(frozen=True, eq=False)
class Thesaurus:
    """One published version. `classes` gives the keys of a class's members; both directions of an
    entry are one. Compared by identity: what is derived from it is kept beside it."""

    version: str
    published: date
    substances: Mapping[str, ThesaurusSubstance]
    classes: Mapping[str, frozenset[str]]
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...] = ()

    def members(self, name: str) -> frozenset[str]:
        """The keys of the substances that a name of an entry stands for, the substance itself or
        the members of the class; "autres X" are those of X where the index has no row for them.
        Empty when the name is unknown."""
        found = self.classes.get(name, frozenset())
        if name in self.substances:
            return found | {name}
        if not found and name.startswith("autres "):
            return self.members(name.removeprefix("autres "))
        return found


class ThesaurusRefused(ValueError):
    """The files cannot be a thesaurus. The message, in French, names the row and says why."""
