"""Going past an alert: a coded reason and words, held for that alert until it changes.

A hard stop cannot be gone past, nor can what is only shown: there is nothing to go past.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal

from medication.alerts import Alert

Reason = Literal[
    "benefit",
    "monitored",
    "tolerated",
    "dose_adapted",
    "short",
    "specialist",
    "pharmacist",
    "comfort",
    "no_alternative",
    "not_this_person",
    "fact_wrong",
    "other",
]

REASONS: Final[Mapping[Reason, str]] = MappingProxyType(
    {
        "benefit": "Bénéfice attendu plus grand que le risque",
        "monitored": "Surveillance mise en place",
        "tolerated": "Déjà pris ensemble et bien supporté",
        "dose_adapted": "Dose ou horaires adaptés au risque",
        "short": "Association de courte durée",
        "specialist": "Avis d’un spécialiste",
        "pharmacist": "Avis du pharmacien",
        "comfort": "Soins de confort ou de fin de vie",
        "no_alternative": "Pas d’autre traitement possible",
        "not_this_person": "Ne s’applique pas à cette personne",
        "fact_wrong": "Un fait est à corriger (allergie, poids, dose…)",
        "other": "Autre motif, écrit",
    }
)
"""Why somebody goes past an alert, as they choose it and as the pharmacist counts it."""


@dataclass(frozen=True, slots=True)
class Override:
    """`identity` is that of the alert, `text` is in the words of whoever went past it."""

    identity: str
    reason: Reason
    text: str
    at: datetime


def may_be_overridden(alert: Alert) -> bool:
    """Whether a reason lets one go on: only what interrupts."""
    return alert.level == "interrupt"


def is_overridden(alert: Alert, overrides: Collection[Override | str]) -> bool:
    """Whether one of them (or the identity of one) holds for this very alert."""
    if not may_be_overridden(alert):
        return False
    held = {one if isinstance(one, str) else one.identity for one in overrides}
    return alert.identity in held


def problems(reason: str, text: str) -> list[tuple[str, str]]:
    """What is missing to go past an alert: (field, French sentence)."""
    if reason not in REASONS:
        return [("reason", "Choisissez un motif.")]
    if reason == "other" and not text.strip():
        return [("text", "Écrivez le motif en quelques mots.")]
    return []
