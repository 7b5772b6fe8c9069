"""Every flag that an applied entry may bear, in French: two words for a list, a sentence for whoever wonders."""

from __future__ import annotations

from typing import NamedTuple

from app.gate.sync.confirming import NOT_BELIEVED, UNCONFIRMED
from app.gate.sync.rerun import ADMITTED, REFILED
from app.gate.sync.rights import PERSON_MOVED, RIGHTS_ENDED
from app.gate.sync.sessions import (
    BEFORE_SESSION,
    CODE_UNVERIFIED,
    LEASE_EXPIRED,
    SESSION_OVER,
)
from app.gate.sync.settling import ALREADY_SETTLED
from medication.discrepancies import LABELS as ROUND_LABELS
from transmissions.correction import CHAIN_FLAGS, CORRECTS_RETRACTED, DOUBLE_CORRECTION
from transmissions.follow_up import (
    ALREADY_CLOSED,
    NOT_REOPENED,
    NOT_THE_ROLE,
    POSTPONED_AFTER_CLOSE,
)
from transmissions.follow_up import FLAG_LABELS as FOLLOW_UP_LABELS
from transmissions.follow_up_times import IMPLAUSIBLE_DUE
from transmissions.observations.judging import FLAG_LABELS as MEASURE_LABELS
from transmissions.observations.judging import IMPOSSIBLE_VALUE, UNCONFIRMED_VALUE
from transmissions.visibility import CLOCK_ADRIFT, FLAG_LABELS, IMPLAUSIBLE_TIME
from transmissions.witness import FLAG_LABELS as WITNESS_LABELS
from transmissions.witness import WITHOUT_WITNESS
from transmissions.wounds import judging as wounds


class Words(NamedTuple):
    """A flag in two words, and in a sentence."""

    short: str
    sentence: str


FLAGS: dict[str, Words] = {
    CLOCK_ADRIFT: Words("Horloge décalée", FLAG_LABELS[CLOCK_ADRIFT]),
    IMPLAUSIBLE_TIME: Words("Heure impossible", FLAG_LABELS[IMPLAUSIBLE_TIME]),
    RIGHTS_ENDED: Words("Droit terminé", "L’affectation de l’auteur était terminée."),
    PERSON_MOVED: Words("Changement d’unité", "La personne avait changé d’unité entre-temps."),
    BEFORE_SESSION: Words(
        "Avant le déverrouillage",
        "L’heure est d’avant le déverrouillage de la tablette par son auteur.",
    ),
    SESSION_OVER: Words(
        "Après la session", "L’heure est d’après la fin de la session de son auteur."
    ),
    LEASE_EXPIRED: Words(
        "Trop longtemps sans réseau",
        "La tablette était restée plus de trois jours sans réseau : elle ne devait plus s’ouvrir.",
    ),
    CODE_UNVERIFIED: Words(
        "Code non vérifié",
        "La tablette a été ouverte sans réseau, avec sa propre clé et un code que le serveur n’a pas vu.",
    ),
    ADMITTED: Words("Admise", "L’auteur n’avait pas le droit ; un responsable a admis la saisie."),
    REFILED: Words(
        "Reclassée", "La saisie nommait une autre personne ; un responsable l’a rangée ici."
    ),
    WITHOUT_WITNESS: Words("Signée sans témoin", WITNESS_LABELS[WITHOUT_WITNESS]),
    NOT_BELIEVED: Words(
        "Clé non vérifiée",
        "Une clé montrée avec la saisie n’a pas pu être vérifiée : elle ne compte pas.",
    ),
    UNCONFIRMED: Words("Sans clé", "La clé de l’auteur n’a pas été montrée pour cette action."),
    ALREADY_SETTLED: Words("Déjà réglée", "La saisie mise de côté était déjà réglée."),
    "already_acknowledged": Words(
        "Annulée trop tard", "Une annulation est arrivée après la prise en compte : l’alerte reste."
    ),
    DOUBLE_CORRECTION: Words("Deux corrections", CHAIN_FLAGS[DOUBLE_CORRECTION]),
    CORRECTS_RETRACTED: Words("Corrige une annulée", CHAIN_FLAGS[CORRECTS_RETRACTED]),
    ALREADY_CLOSED: Words("Deux réponses", FOLLOW_UP_LABELS[ALREADY_CLOSED]),
    POSTPONED_AFTER_CLOSE: Words("Reporté trop tard", FOLLOW_UP_LABELS[POSTPONED_AFTER_CLOSE]),
    NOT_THE_ROLE: Words("Autre métier", FOLLOW_UP_LABELS[NOT_THE_ROLE]),
    NOT_REOPENED: Words("Annulation non retenue", FOLLOW_UP_LABELS[NOT_REOPENED]),
    "unknown_document_kind": Words(
        "Type inconnu", "Le type du document n’est pas connu du serveur : il est à classer."
    ),
    "foreign_wound": Words(
        "Plaie d’une autre", "La photo nommait la plaie d’une autre personne : elle est à classer."
    ),
    IMPOSSIBLE_VALUE: Words("Valeur impossible", MEASURE_LABELS[IMPOSSIBLE_VALUE]),
    UNCONFIRMED_VALUE: Words("Valeur non confirmée", MEASURE_LABELS[UNCONFIRMED_VALUE]),
    wounds.IMPOSSIBLE_SIZE: Words("Taille impossible", wounds.FLAG_LABELS[wounds.IMPOSSIBLE_SIZE]),
    wounds.UNCONFIRMED_SIZE: Words(
        "Évaluation non confirmée", wounds.FLAG_LABELS[wounds.UNCONFIRMED_SIZE]
    ),
    wounds.ODD_ASSESSMENT: Words(
        "Évaluation incomplète", wounds.FLAG_LABELS[wounds.ODD_ASSESSMENT]
    ),
    wounds.AFTER_CLOSING: Words("Plaie déjà close", wounds.FLAG_LABELS[wounds.AFTER_CLOSING]),
    wounds.PICTURE_WITHOUT_CONSENT: Words(
        "Photo sans accord", wounds.FLAG_LABELS[wounds.PICTURE_WITHOUT_CONSENT]
    ),
    wounds.SAME_PLACE: Words("Même endroit", wounds.FLAG_LABELS[wounds.SAME_PLACE]),
    "implausible_taken": Words(
        "Date impossible",
        "La date donnée pour la mesure ou la photo est impossible : heure de la saisie.",
    ),
    IMPLAUSIBLE_DUE: Words("Échéance impossible", "L’échéance demandée ne pouvait pas être vraie."),
    **{flag: Words(*words) for flag, words in ROUND_LABELS.items()},
    "unknown_role": Words("Métier inconnu", "Le métier demandé n’est pas connu du serveur."),
}


def words_of(flag: str) -> Words:
    """The flag in words; the flag itself when it has none: better a word nobody knows than nothing."""
    return FLAGS.get(flag, Words(flag, ""))
