"""Names that are descriptions: the parts and extracts of a plant, the strains of a live vaccine."""

from __future__ import annotations

import re
from typing import Final

_PARTS: Final = (
    "a au aux aerienne aeriennes aqueux alcoolique bouton d de des du ecorce en essence essentielle "
    "et extrait feuille feuilles fleur fleurie fleuries fleurs floral fluide fraiche fraiches fruit "
    "graine hydroalcoolique huile l la le mou officinal officinale partie parties poivree poudre "
    "purifie quantifie racine raffine rhizome sec seche sommite sommites sur teinture tige titre "
    "vierge"
)
_PART_WORDS: Final = frozenset(_PARTS.split())

_PLANTS: Final = (
    "boldo bourdaine camphre eucalyptus ginkgo menthe millepertuis niaouli reglisse rhubarbe ricin "
    "sene"
)
_PLANT_WORDS: Final = frozenset(_PLANTS.split())

_LIVE: Final = (
    ("rougeole", "virus de la rougeole"),
    ("oreillons", "virus des oreillons"),
    ("rubeole", "virus rubeoleux"),
    ("rubeoleux", "virus rubeoleux"),
    ("varicelle", "virus varicelle-zona"),
    ("varicelle-zona", "virus varicelle-zona"),
    ("grippe", "virus vivant attenue de la grippe"),
    ("grippal", "virus vivant attenue de la grippe"),
    ("rotavirus", "rotavirus"),
    ("bcg", "bcg"),
)


def plant_of(name: str) -> str | None:
    """The plant that a folded name describes ("bourdaine (ecorce de)"), when every other word is
    that of a part or of an extract."""
    words = {word for word in re.findall(r"[a-z]+", name) if word not in _PART_WORDS}
    return words.pop() if len(words) == 1 and words <= _PLANT_WORDS else None


def vaccine_of(name: str) -> str | None:
    """The live vaccine that a folded name describes; None for one that is inactivated, or made of
    an antigen."""
    words = set(re.findall(r"[a-z-]+", name))
    if not words & {"vivant", "vivante", "attenue"}:
        return None
    if words & {"inactive", "antigene", "antigenes", "recombinant"}:
        return None
    if {"fievre", "jaune"} <= words:
        return "virus de la fievre jaune"
    return next((key for word, key in _LIVE if word in words), None)
