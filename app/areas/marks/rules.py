"""What a mark may be, pure: its words bounded, its voice known, a limit with its ground and at least one reader."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final
from uuid import UUID

MOST_WORDS: Final = 4000
MOST_NAME: Final = 160
A_DAY: Final = 20
"""How many contests come through one access of the portal in a day."""

VOICES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "La personne",
        "representative": "Qui la représente",
    }
)
GROUNDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "contested": "L’exactitude est contestée, le temps de la vérifier (RGPD, 18.1 a)",
        "unlawful": "Le traitement est illicite, et la personne préfère la limitation à l’effacement (RGPD, 18.1 b)",
        "claim": "La personne en a besoin pour défendre ses droits (RGPD, 18.1 c)",
        "opposition": "Une opposition est en cours d’examen (RGPD, 18.1 d)",
    }
)
"""The four cases in which the use of data is limited at the person's request."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words a mark says. `staff_id` wrote them down; None when they came through `holder_id`'s own access."""

    kind: str
    name: str
    holder_id: UUID | None = None
    staff_id: UUID | None = None


def problems(text: str, voice: Voice) -> dict[str, str]:
    """What is wrong with words beside an entry, by field."""
    found: dict[str, str] = {}
    if voice.kind not in VOICES:
        found["voice"] = "Dites qui parle."
    if not voice.name.strip() or len(voice.name) > MOST_NAME:
        found["name"] = f"Dites le nom de qui parle ({MOST_NAME} caractères au plus)."
    if not text.strip():
        found["text"] = "Écrivez ce qui est à dire à côté de cet élément."
    elif len(text) > MOST_WORDS:
        found["text"] = f"{MOST_WORDS} caractères au plus."
    return found


def limit_problems(
    ground: str, readers: Collection[UUID], team: Collection[UUID]
) -> dict[str, str]:
    """What is wrong with a limit, by field. `team` may be named as its readers."""
    found: dict[str, str] = {}
    if ground not in GROUNDS:
        found["ground"] = "Choisissez le motif."
    if not readers:
        found["readers"] = "Nommez au moins une personne qui lit encore cet élément."
    elif not set(readers) <= set(team):
        found["readers"] = "Choisissez parmi les professionnels qui lisent ce dossier."
    return found
