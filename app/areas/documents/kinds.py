"""The kinds of documents of a person's file: how long each usually holds, how long it is kept, who reads it, and the
words of a page that announce it (decision 0040).

The tablet has the same list in `pwa/src/lib/document_kinds.js`; `tests/vectors/document_kinds.json` holds both to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.ground.folding import fold

FAMILIES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "care": "Soins",
        "rights": "Droits et volontés",
        "social": "Accompagnement",
        "admin": "Administratif",
    }
)

RETENTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "medical": "Avec le dossier médical : 20 ans après le dernier passage",
        "stay": "Avec le dossier du séjour : 5 ans après le départ",
        "in_force": "Tant qu’il vaut, puis avec le dossier du séjour : 5 ans après le départ",
        "until_leaving": "Jusqu’au départ de la personne",
    }
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`usual_validity` counts months from the document's date; None: it holds without an end. `suggests` are words
    that announce it, folded, the surest first. `is_offered`: people choose it; the others are said
    by the screen that makes them."""

    code: str
    label: str
    family: str
    retention: str
    usual_validity: int | None
    suggests: tuple[str, ...]
    is_offered: bool = True

    @property
    def reads(self) -> str:
        """The permission that reads it."""
        return f"document.read_{self.family}"


def _kind(
    code: str,
    label: str,
    family: str,
    retention: str,
    months: int | None,
    suggests: str = "",
    *,
    is_offered: bool = True,
) -> Kind:
    words = tuple(fold(one) for one in suggests.split("|") if one)
    return Kind(code, label, family, retention, months, words, is_offered)


_ALL: Final = (
    _kind(
        "ordonnance",
        "Ordonnance",
        "care",
        "medical",
        12,
        "ordonnance|ordonnance bizone|qsp|comprimé par jour|à renouveler|non substituable|posologie",
    ),
    _kind(
        "compte_rendu",
        "Compte rendu",
        "care",
        "medical",
        None,
        "compte rendu d’hospitalisation|compte rendu de consultation|compte rendu opératoire|compte rendu"
        "|cher confrère|motif d’hospitalisation",
    ),
    _kind(
        "lettre_liaison",
        "Lettre de liaison",
        "care",
        "medical",
        None,
        "lettre de liaison|lettre de sortie|fiche de liaison|traitement de sortie",
    ),
    _kind(
        "biologie",
        "Biologie",
        "care",
        "medical",
        None,
        "laboratoire de biologie médicale|biologie médicale|hématologie|hémogramme|valeurs de référence|créatinine"
        "|ionogramme",
    ),
    _kind(
        "imagerie",
        "Imagerie",
        "care",
        "medical",
        None,
        "compte rendu d’imagerie|compte rendu de radiologie|imagerie médicale|radiographie|échographie|scanner|irm"
        "|technique et résultats",
    ),
    _kind("dlu", "DLU", "care", "medical", 12, "dossier de liaison d’urgence|dlu"),
    _kind("wound_photo", "Photo de plaie", "care", "medical", None, is_offered=False),
    _kind(
        "directives_anticipees",
        "Directives anticipées",
        "rights",
        "in_force",
        None,
        "directives anticipées|fin de vie",
    ),
    _kind(
        "personne_confiance",
        "Personne de confiance",
        "rights",
        "in_force",
        None,
        "désignation de la personne de confiance|personne de confiance",
    ),
    _kind(
        "consentement",
        "Consentement",
        "rights",
        "medical",
        None,
        "recueil du consentement|formulaire de consentement|consentement éclairé|je consens",
    ),
    _kind(
        "autorisation",
        "Autorisation",
        "rights",
        "in_force",
        12,
        "autorisation de droit à l’image|droit à l’image|autorisation de sortie|autorise l’établissement|autorisation",
    ),
    _kind(
        "projet_personnalise",
        "Projet personnalisé",
        "social",
        "stay",
        12,
        "projet personnalisé|projet d’accompagnement|projet de vie individualisé",
    ),
    _kind(
        "notification_mdph",
        "Notification MDPH",
        "social",
        "stay",
        60,
        "commission des droits et de l’autonomie|maison départementale des personnes handicapées"
        "|notification de décision|mdph|cdaph",
    ),
    _kind(
        "contrat_sejour",
        "Contrat de séjour",
        "admin",
        "stay",
        None,
        "contrat de séjour|document individuel de prise en charge|avenant au contrat de séjour",
    ),
    _kind(
        "jugement_protection",
        "Jugement de protection",
        "admin",
        "stay",
        60,
        "juge des contentieux de la protection|juge des tutelles|habilitation familiale|curatelle|tutelle"
        "|sauvegarde de justice|mandat de protection future",
    ),
    _kind(
        "attestation_droits",
        "Attestation de droits, mutuelle",
        "admin",
        "stay",
        12,
        "attestation de droits|assurance maladie|tiers payant|complémentaire santé|mutuelle|carte de tiers payant",
    ),
    _kind(
        "piece_identite",
        "Pièce d’identité",
        "admin",
        "until_leaving",
        120,
        "carte nationale d’identité|titre de séjour|passeport|livret de famille",
    ),
    _kind(
        "courrier", "Courrier", "admin", "stay", None, "objet :|madame, monsieur|recommandé avec"
    ),
    _kind("autre", "Autre document", "care", "medical", None),
)

KINDS: Final[Mapping[str, Kind]] = MappingProxyType({one.code: one for one in _ALL})

TO_FILE: Final = "À classer"
"""How a document without a kind is called."""


def label_of(code: str | None) -> str:
    """How people call the kind; one that a later version knows is told by its name."""
    return TO_FILE if code is None else KINDS[code].label if code in KINDS else code
