"""The words that a home offers: themes, cibles and their ready-made phrases, one numbered version
at a time.

A version never changes: an edit (`vocabulary_edits`) makes the next one. A cible is known by its
id, a slug made once from its first label ("douleur-aigue"), so that renaming it leaves old entries
attached; one that is retired is no longer offered and stays readable for ever.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

ALARM_IDS: Final = frozenset(
    {
        "chute",
        "fausse-route",
        "fugue",
        "douleur-thoracique",
        "idees-suicidaires",
        "erreur-medicamenteuse",
    }
)
"""The six cibles that stay pinned until a nurse answers (T1). No home can retire them or make them
ordinary."""

MACRO_SECTIONS: Final = ("Maladie", "Thérapeutique", "Vécu", "Environnement", "Développement")
"""The five parts of a macro-cible ("MTVED"), as French nursing schools teach them for entry and
discharge summaries."""


SLUG_LIMIT: Final = 56
"""Characters of a slug: an id of 60 has room for a number behind it."""


class VocabularyRefused(ValueError):
    """The words cannot be kept as asked. `fields` maps a field to a French message for the person
    at the screen."""

    def __init__(self, fields: Mapping[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields: Mapping[str, str] = MappingProxyType(dict(fields))


@dataclass(frozen=True, slots=True)
class Theme:
    """A shelf of cibles on the composer."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Cible:
    """A focus and its ready-made phrases; `sections` are the headings of Données when it is a
    macro-cible. `witness`: two people sign."""

    id: str
    theme: str
    label: str
    alarm: bool = False
    macro: bool = False
    sections: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    retired: bool = False
    witness: bool = False


@dataclass(frozen=True)
class Vocabulary:
    """One version. Themes and cibles are in the order of the screen; `common` names, most used
    first, the cibles that the home proposes for a person about whom little has been written yet."""

    version: int
    themes: tuple[Theme, ...]
    cibles: tuple[Cible, ...]
    common: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        themes = {theme.id for theme in self.themes}
        ids = [cible.id for cible in self.cibles]
        if len(set(ids)) != len(ids) or len(themes) != len(self.themes):
            raise VocabularyRefused(
                {"id": "Deux cibles ou deux thèmes portent le même identifiant."}
            )
        if any(cible.theme not in themes for cible in self.cibles):
            raise VocabularyRefused(
                {"theme": "Une cible est rangée dans un thème qui n'existe pas."}
            )
        if any(cible_id not in set(ids) for cible_id in self.common):
            raise VocabularyRefused({"common": "Une cible courante n'existe pas."})

    @cached_property
    def by_id(self) -> Mapping[str, Cible]:
        """Every cible of this version, retired ones too."""
        return MappingProxyType({cible.id: cible for cible in self.cibles})

    def get(self, cible_id: str) -> Cible | None:
        """The cible with that id, retired or not, or None when this version does not know it."""
        return self.by_id.get(cible_id)

    def offered(self) -> tuple[Cible, ...]:
        """The cibles that a professional may pick today, in the order of the screen."""
        return tuple(cible for cible in self.cibles if not cible.retired)


def slug(label: str) -> str:
    """The id that a label gives: lower case, no accent, words joined by hyphens ("Œdème" ->
    "oedeme")."""
    folded = label.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode("ascii")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT].strip("-")
