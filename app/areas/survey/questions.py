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
                "meals": "Les repas vous plaisent\u202f?",
                "room": "Vous êtes bien dans votre chambre\u202f?",
                "care": "L’équipe vous soigne bien\u202f?",
                "respect": "L’équipe vous parle avec respect\u202f?",
                "heard": "L’équipe vous écoute\u202f?",
                "choice": "Vous choisissez vos journées\u202f?",
                "activities": "Les activités vous plaisent\u202f?",
                "relatives": "Vous voyez vos proches comme vous voulez\u202f?",
                "safe": "Vous vous sentez en sécurité\u202f?",
                "here": "Vous êtes bien ici\u202f?",
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
