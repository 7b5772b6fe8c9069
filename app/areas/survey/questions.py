"""What is asked, easy to read (FALC): one idea a question, common words, the same four answers. Pure.

A closed survey is read with the questions that were asked: those of a version never change, another version is added.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {"yes": "Oui", "middle": "Moyen", "no": "Non", "unknown": "Je ne sais pas"}
)
VERSION: Final = "1"
VERSIONS: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "1": MappingProxyType(
            {
                "meals": "Les repas vous plaisent ?",
                "room": "Vous êtes bien dans votre chambre ?",
                "care": "L’équipe vous soigne bien ?",
                "respect": "L’équipe vous parle avec respect ?",
                "heard": "L’équipe vous écoute ?",
                "choice": "Vous choisissez vos journées ?",
                "activities": "Les activités vous plaisent ?",
                "relatives": "Vous voyez vos proches comme vous voulez ?",
                "safe": "Vous vous sentez en sécurité ?",
                "here": "Vous êtes bien ici ?",
            }
        )
    }
)
FEWEST: Final = 5
"""Below so many answers without a name, none is shown: one could tell who gave them."""


def is_whole(version: str, answers: Mapping[str, str]) -> bool:
    """Whether every question of that version has one of the four answers, and nothing else has."""
    return answers.keys() == VERSIONS[version].keys() and all(
        one in ANSWERS for one in answers.values()
    )
