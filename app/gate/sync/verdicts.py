"""What becomes of an envelope: one word per outcome, and the reason in French that its author reads."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any, Literal

Outcome = Literal["applied", "duplicate", "quarantined", "later"]

REASONS: dict[str, str] = {
    # quarantined: cannot be verified, read or attached
    "malformed": "L’enveloppe est illisible : elle a été abîmée, ou n’en est pas une.",
    "too_large": "L’enveloppe dépasse 64 Kio.",
    "wrong_device": "L’enveloppe vient d’un autre appareil que celui qui l’envoie.",
    "wrong_establishment": "L’enveloppe est destinée à un autre établissement.",
    "unreadable": "L’enveloppe ne s’ouvre pas : modifiée en chemin, ou scellée avec une autre clé.",
    "header_mismatch": "L’en-tête de l’enveloppe ne dit pas la même chose que son contenu.",
    "bad_signature": "La signature n’est pas celle de la session de l’auteur.",
    "wrong_session": "La session n’est pas celle de cet auteur sur cet appareil.",
    "session_refused": "Le déverrouillage de la tablette par l’auteur n’a pas pu être vérifié.",
    "id_conflict": "Une autre saisie porte déjà le même identifiant.",
    "unknown_type": "Ce type de saisie n’est pas connu du serveur.",
    "invalid": "La saisie est incomplète ou mal formée.",
    "unstorable_text": "Un texte contient un caractère illisible (caractère nul ou demi-caractère).",
    "unknown_person": "La personne n’est pas connue de cet établissement.",
    "unknown_label": "L’étiquette scannée n’est celle d’aucune personne de cet établissement.",
    "erased": "La personne a été effacée du dossier : le texte de la saisie n’est pas gardé.",
    "unknown_entry": "La transmission visée n’est pas connue de cet établissement.",
    "unknown_follow_up": "Le suivi visé n’est pas connu de cet établissement.",
    "unknown_observation": "La mesure visée n’est pas connue de cet établissement.",
    "unknown_document": "Le document visé n’est pas connu de cet établissement.",
    "unknown_wound": "La plaie visée n’est pas connue de cet établissement.",
    "unknown_administration": "La prise visée n’est pas connue de cet établissement.",
    "unknown_line": "La ligne de prescription visée n’est pas connue de cet établissement.",
    "parent_settled": "La saisie visée a été écartée ou reclassée : ce geste ne peut plus s’y attacher.",
    "too_many_versions": "Cette transmission a déjà trop de versions pour en recevoir une autre.",
    "never_allowed": "L’auteur n’avait pas le droit de faire cette saisie à ce moment-là.",
    "unconfirmed": "La clé de l’auteur n’a pas été montrée pour cette action : elle n’a pas eu lieu.",
    "device_revoked": "La saisie est postérieure à la révocation de la tablette.",
    "internal": "Une erreur de notre côté empêche de ranger cette saisie. Elle est gardée entière.",
    # later: not now, the tablet keeps it and tries again
    "newer_format": "Le serveur est plus ancien que la tablette : il lira cette saisie à sa mise à jour.",
    "unknown_key": "La clé de cette enveloppe n’est pas connue du serveur.",
    "unknown_session": "Le déverrouillage de l’auteur n’est pas encore arrivé.",
    "parent_missing": "La transmission visée n’est pas encore arrivée.",
    "parent_quarantined": "La transmission visée est en quarantaine.",
    "unknown_quarantine": "La saisie à régler n’est pas encore connue du serveur.",
    "quarantine_full": "Trop d’envois illisibles sont venus de cette tablette aujourd’hui : elle réessaiera.",
    "unavailable": "Le serveur ne peut pas écrire pour l’instant.",
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer to one envelope, in the words of the protocol."""

    id: uuid.UUID | None
    outcome: Outcome
    code: str | None = None
    reason: str | None = None
    flags: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The result as the tablet reads it; what is absent says nothing."""
        said: dict[str, Any] = {"id": str(self.id) if self.id else None, "outcome": self.outcome}
        if self.code:
            said["code"] = self.code
        if self.reason:
            said["reason"] = self.reason
        if self.flags:
            said["flags"] = list(self.flags)
        return said


class Held(Exception):
    """This envelope is not applied now. `code` is a key of REASONS; `reason` says more than it does."""

    outcome: Outcome = "later"

    def __init__(self, code: str, reason: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.reason = (reason or REASONS[code])[:300]

    def verdict(self, id: uuid.UUID | None) -> Verdict:
        return Verdict(id, self.outcome, self.code, self.reason)


class Refusal(Held):
    """It cannot be verified, read or attached, today or tomorrow: quarantine."""

    outcome: Outcome = "quarantined"


class Waits(Held):
    """Not now: the tablet keeps it and tries again."""
