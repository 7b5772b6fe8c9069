"""What may be said of a dose once somebody went to give it, and why it was not scanned.

Sources: features.md, M7 and M8; HAS, "Outils de sécurisation et d'auto-évaluation de l'administration
des médicaments" (2013): what is not administered is traced with its reason, by whoever saw it, at
the moment of the gesture. The outcomes that count for intervals and maxima are those of `given.TAKEN`;
what was spat out does not, because nobody knows how much of it was swallowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from medication.given import TAKEN
from medication.schedule import Act


@dataclass(frozen=True, slots=True)
class Words:
    """One outcome: `label` after the fact, `verb` on its button. `needs_amount`, `needs_reason`: what
    must be written with it. `counts`: the drug is, or may be, in the body."""

    label: str
    verb: str
    needs_amount: bool = False
    needs_reason: bool = False
    counts: bool = False


_GIVE: Final = {
    "given": Words("donné", "Donner", counts=True),
    "helped": Words("aidé", "Aidé à le prendre", counts=True),
    "taken_alone": Words("pris seul", "Pris seul", counts=True),
    "partly_taken": Words("pris en partie", "Pris en partie", needs_amount=True, counts=True),
    "handed_over": Words("remis pour une sortie", "Remis pour une sortie", counts=True),
    "refused": Words("refusé", "Refusé"),
    "spat_out": Words("recraché", "Recraché"),
    "absent": Words("absent", "Absent"),
    "asleep": Words("endormi", "Endormi"),
    "fasting": Words("à jeun", "À jeun"),
    "out_of_stock": Words("rupture", "Médicament manquant"),
    "withheld": Words("non donné sur décision", "Ne pas donner, sur décision", needs_reason=True),
    "other": Words("autre", "Autre raison", needs_reason=True),
}
_REMOVE: Final = {
    "removed": Words("retiré", "Retirer"),
    "came_off": Words("décollé", "Décollé"),
    "not_found": Words("introuvable", "Introuvable"),
    "other": Words("autre", "Autre raison", needs_reason=True),
}
_CHECK: Final = {
    "in_place": Words("en place", "En place"),
    "not_found": Words("introuvable", "Introuvable"),
    "came_off": Words("décollé", "Décollé"),
    "other": Words("autre", "Autre raison", needs_reason=True),
}

OUTCOMES: Final[Mapping[Act, Mapping[str, Words]]] = MappingProxyType(
    {
        "give": MappingProxyType(_GIVE),
        "remove": MappingProxyType(_REMOVE),
        "check": MappingProxyType(_CHECK),
    }
)
"""By act, in the order in which a screen offers them."""

NO_SCAN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "label_missing": "Étiquette absente",
        "code_unreadable": "Code abîmé ou illisible",
        "reader_broken": "Caméra ou lecteur en panne",
        "no_box": "Boîte non fournie",
        "container": "Préparé en pilulier, sans étiquette",
        "emergency": "Urgence",
        "other": "Autre raison",
    }
)
"""Why a dose was given without a scan: giving is never locked, and the reasons are a list of repairs."""

REASON_OF_NO_SCAN: Final = frozenset({"other"})
"""Of those, the ones that ask for words."""


def counts(outcome: str) -> bool:
    """Whether the drug is, or may be, in the body."""
    return outcome in TAKEN
