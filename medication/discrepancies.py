"""What may not fit in an outcome that was kept all the same: a code, two words for a list, a sentence.

Nothing authentic is refused for its meaning (features.md, M15): it is kept, and says what is odd about it.
"""

from __future__ import annotations

from typing import Final

ALREADY_RECORDED: Final = "already_recorded"
ALREADY_RESOLVED: Final = "already_resolved"
LINE_STOPPED: Final = "line_stopped"
LINE_CHANGED: Final = "line_changed"
UNKNOWN_LINE: Final = "unknown_line"
DOSE_WITHDRAWN: Final = "dose_withdrawn"
UNKNOWN_DOSE: Final = "unknown_dose"
ROLE_MAY_NOT: Final = "role_may_not"
TOO_EARLY: Final = "too_early"
OVER_ALLOWANCE: Final = "over_allowance"
WRONG_SLOT: Final = "wrong_slot"
ABSENT_THEN: Final = "absent_then"
DRUG_NOT_OF_LINE: Final = "drug_not_of_line"
EXPIRED_PACK: Final = "expired_pack"
RECALLED_PACK: Final = "recalled_pack"
IMPLAUSIBLE_DONE: Final = "implausible_done"
HELD_BACK: Final = "held_back"

LABELS: Final[dict[str, tuple[str, str]]] = {
    ALREADY_RECORDED: (
        "Deux issues",
        "Une autre issue est notée pour la même prise : une infirmière doit trancher.",
    ),
    ALREADY_RESOLVED: ("Déjà tranché", "Le désaccord sur cette prise était déjà tranché."),
    LINE_STOPPED: ("Ligne arrêtée", "La ligne était arrêtée, terminée ou suspendue à cette heure."),
    LINE_CHANGED: (
        "Ligne modifiée",
        "La ligne avait changé : l’auteur en lisait une autre version.",
    ),
    UNKNOWN_LINE: (
        "Ligne introuvable",
        "La ligne de prescription n’est pas connue du serveur : peut-être donné, à vérifier.",
    ),
    DOSE_WITHDRAWN: ("Prise retirée", "Cette prise n’était plus due à cette heure."),
    UNKNOWN_DOSE: (
        "Prise introuvable",
        "Cette prise n’est pas connue du serveur : peut-être donné, à vérifier.",
    ),
    ROLE_MAY_NOT: (
        "Hors de son rôle",
        "Le rôle de l’auteur ne permettait pas de donner cette prise.",
    ),
    TOO_EARLY: (
        "Trop proche",
        "Trop peu de temps sépare cette prise d’une autre de la même substance.",
    ),
    OVER_ALLOWANCE: (
        "Au-delà du « si besoin »",
        "La quantité permise en 24 heures, ou l’intervalle, est dépassée.",
    ),
    WRONG_SLOT: ("Loin de l’heure", "L’heure de la prise est loin de celle qui était prévue."),
    ABSENT_THEN: ("Personne absente", "La personne était notée absente à cette heure."),
    DRUG_NOT_OF_LINE: (
        "Autre médicament",
        "La boîte scannée n’est pas celle d’un médicament de la ligne.",
    ),
    EXPIRED_PACK: ("Boîte périmée", "La boîte scannée était périmée ce jour-là."),
    RECALLED_PACK: ("Lot rappelé", "La boîte scannée est d’un lot rappelé, ou peut l’être."),
    IMPLAUSIBLE_DONE: (
        "Heure impossible",
        "L’heure donnée pour la prise est impossible : l’heure de la saisie la remplace.",
    ),
    HELD_BACK: (
        "Non vérifié",
        "La saisie n’a pas pu être vérifiée et attend d’être réglée : peut-être donné, à vérifier.",
    ),
}

DOUBTFUL: Final = frozenset({UNKNOWN_LINE, UNKNOWN_DOSE, HELD_BACK})
"""What cannot be verified: the slot is "peut-être donné, vérifier"."""
