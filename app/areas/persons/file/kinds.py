"""The kinds of facts of a file besides care: on which tab, in which fields, read and written by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.areas.persons.file.fields import Field
from app.areas.persons.ins import DOUBTS, PROOFS
from app.areas.persons.representation_rules import KINDS as MEASURES
from app.areas.persons.representation_rules import SCOPES

TRUSTED: Final = "trusted"
QUALITIES: Final[Mapping[str, str]] = MappingProxyType(
    {TRUSTED: "Personne de confiance", **MEASURES}
)
LINKS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "spouse": "Conjoint·e",
        "child": "Enfant",
        "parent": "Parent",
        "sibling": "Frère ou sœur",
        "family": "Autre famille",
        "friend": "Ami·e, voisin·e",
        "protector": "Professionnel·le de la protection des majeurs",
        "physician": "Médecin traitant",
        "health": "Autre professionnel·le de santé",
        "partner": "Service, association, administration",
        "other": "Autre",
    }
)
SYSTEMS: Final[Mapping[str, str]] = MappingProxyType(
    {"nir": "Numéro de sécurité sociale", "local": "Numéro de dossier", "other": "Autre"}
)
COVERAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "base": "Assurance maladie",
        "mutual": "Complémentaire santé",
        "solidarity": "Complémentaire santé solidaire",
        "ald": "Affection de longue durée (100 %)",
        "liability": "Responsabilité civile",
        "other": "Autre",
    }
)
CONSENTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "stay": "Entrée et séjour",
        "care": "Un soin, un traitement",
        "image": "Photos et vidéos d’elle",
        "outside": "Partage hors de l’équipe de soins",
        "mes": "Mon espace santé",
        "relatives": "Nouvelles données aux proches",
        "restriction": "Mesure qui limite aller et venir",
        "other": "Autre",
    }
)
ANSWERS: Final[Mapping[str, str]] = MappingProxyType(
    {"given": "Accord", "refused": "Refus", "unable": "N’a pas pu répondre", "ended": "Retiré"}
)
INFORMATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "data": "Usage de ses données, et ses droits",
        "charter": "Charte des droits et libertés",
        "welcome": "Livret d’accueil",
        "rules": "Règlement de fonctionnement",
        "trusted": "Personne de confiance",
        "directives": "Directives anticipées",
        "mediator": "Personnes qualifiées, recours",
        "other": "Autre",
    }
)
BY_WHOM: Final[Mapping[str, str]] = MappingProxyType(
    {"person": "La personne", "representative": "Qui la représente", "both": "Les deux"}
)
BENEFITS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "mdph": "Notification MDPH (maison du handicap)",
        "orientation": "Orientation",
        "apa": "APA (autonomie)",
        "pch": "PCH (compensation du handicap)",
        "aah": "AAH (adulte handicapé)",
        "aid": "Aide sociale à l’hébergement",
        "housing": "Aide au logement",
        "pension": "Retraite, pension",
        "other": "Autre",
    }
)
_SINCE: Final = Field("since", "Depuis le", "day")
_UNTIL: Final = Field("until", "Jusqu’au", "day", hint="Le dernier jour ; vide s’il n’y en a pas.")
_NOTE: Final = Field("note", "Précisions", limit=400)
_PAPER: Final = Field("paper", "Papier derrière", hint="Jugement, formulaire : où il est, sa date.")


@dataclass(frozen=True, slots=True)
class Kind:
    """`is_single`: a person has one at most. `tab` says who reads and writes it."""

    code: str
    label: str
    tab: str
    fields: tuple[Field, ...]
    is_single: bool = False


def _kind(code: str, label: str, tab: str, *fields: Field, is_single: bool = False) -> Kind:
    return Kind(code, label, tab, fields, is_single)


_ALL: Final = (
    _kind(
        "civil",
        "État civil et adresses",
        "admin",
        Field("language", "Langue parlée", hint="Et s’il faut un interprète."),
        Field("nationality", "Nationalité"),
        Field("family_situation", "Situation de famille"),
        Field("phone", "Téléphone", "phone"),
        Field("email", "Courriel", "email"),
        Field("address", "Adresse d’avant l’entrée", limit=200),
        Field("mail_address", "Adresse pour le courrier et les factures", limit=200),
        Field("financing", "Qui paie le séjour", hint="Elle-même, aide sociale, obligés…"),
        _NOTE,
        is_single=True,
    ),
    _kind(
        "ins",
        "Identité nationale de santé",
        "admin",
        Field(
            "given_names",
            "Prénoms de naissance, dans l’ordre",
            missing="Donnez les prénoms comme sur l’acte de naissance.",
        ),
        Field(
            "birth_place",
            "Lieu de naissance (code Insee)",
            "place",
            missing="Donnez le code Insee ; 99999 si personne ne le sait.",
            hint="Cinq caractères : 75112 ; 99… pour un pays.",
        ),
        Field("proof_kind", "Pièce contrôlée", "choice", choices=PROOFS),
        Field("proof_on", "Contrôlée le", "day", is_past=True),
        Field("doubt", "Doute", "choice", choices=DOUBTS),
        _NOTE,
        is_single=True,
    ),
    _kind(
        "identifier",
        "Identifiant",
        "admin",
        Field("system", "Quel numéro", "choice", missing="Choisissez.", choices=SYSTEMS),
        Field("value", "Numéro", missing="Donnez le numéro.", limit=40),
        Field("issuer", "Donné par"),
    ),
    _kind(
        "coverage",
        "Couverture",
        "admin",
        Field("nature", "Nature", "choice", missing="Choisissez.", choices=COVERAGES),
        Field("organisation", "Organisme", missing="Donnez l’organisme."),
        Field("number", "Numéro de contrat ou d’assuré", limit=40),
        _SINCE,
        _UNTIL,
        _PAPER,
    ),
    _kind(
        "contact",
        "Contact",
        "relations",
        Field("family_name", "Nom", missing="Donnez le nom.", limit=60),
        Field("given_name", "Prénom", limit=60),
        Field("link", "Lien", "choice", missing="Choisissez.", choices=LINKS),
        Field("phone", "Téléphone", "phone"),
        Field("other_phone", "Autre téléphone", "phone"),
        Field("email", "Courriel", "email"),
        Field("address", "Adresse", limit=200),
        Field("is_told", "À prévenir en cas d’urgence", "flag"),
        _NOTE,
    ),
    _kind(
        "power",
        "Qualité et pouvoirs",
        "relations",
        Field("quality", "Qualité", "choice", missing="Choisissez.", choices=QUALITIES),
        Field("contact", "Qui", "contact", missing="Choisissez un contact."),
        Field("scope", "Ce que la mesure protège", "choice", choices=SCOPES),
        Field("assists", "Le juge a demandé d’assister, pas de représenter", "flag"),
        Field("since", "Depuis le", "day", missing="Donnez la date de la décision."),
        _UNTIL,
        Field("decided_by", "Décidé par", hint="Le tribunal, la personne elle-même…"),
        Field(
            "paper",
            "Papier derrière",
            missing="Dites quel papier le dit : un pouvoir sans écrit n’en est pas un.",
            hint="Jugement, mandat, formulaire : où il est, sa date.",
        ),
        _NOTE,
    ),
    _kind(
        "consent",
        "Accord ou refus",
        "relations",
        Field("subject", "À quoi", "choice", missing="Choisissez.", choices=CONSENTS),
        Field("answer", "Réponse", "choice", missing="Choisissez.", choices=ANSWERS),
        Field("by", "Donnée par", "choice", missing="Choisissez.", choices=BY_WHOM),
        Field("since", "Le", "day", missing="Donnez la date.", is_past=True),
        _UNTIL,
        _PAPER,
        _NOTE,
    ),
    _kind(
        "information",
        "Information donnée",
        "relations",
        Field("subject", "Sur quoi", "choice", missing="Choisissez.", choices=INFORMATIONS),
        Field("by", "À qui", "choice", missing="Choisissez.", choices=BY_WHOM),
        Field("since", "Le", "day", missing="Donnez la date.", is_past=True),
        Field("how", "Comment", missing="Dites comment : remis, lu ensemble, affiché…"),
        _NOTE,
    ),
    _kind(
        "benefit",
        "Droit ou prestation",
        "social",
        Field("nature", "Nature", "choice", missing="Choisissez.", choices=BENEFITS),
        Field("organisation", "Décidé par", missing="Donnez qui l’a décidé."),
        Field("number", "Numéro de dossier", limit=40),
        _SINCE,
        _UNTIL,
        _PAPER,
        _NOTE,
    ),
    _kind(
        "partner",
        "Partenaire, référent",
        "social",
        Field("name", "Nom", missing="Donnez le nom."),
        Field("role", "Rôle auprès d’elle", missing="Dites ce qu’il fait."),
        Field("phone", "Téléphone", "phone"),
        Field("email", "Courriel", "email"),
        _NOTE,
    ),
)
KINDS: Final[Mapping[str, Kind]] = MappingProxyType({one.code: one for one in _ALL})


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the file, with its own rights."""

    code: str
    label: str
    reads: str
    writes: str

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return tuple(one for one in _ALL if one.tab == self.code)


TABS: Final[Mapping[str, Tab]] = MappingProxyType(
    {
        "admin": Tab("admin", "Administratif", "file.read_admin", "file.write_admin"),
        "relations": Tab(
            "relations", "Entourage et droits", "file.read_relations", "file.write_relations"
        ),
        "social": Tab("social", "Accompagnement", "file.read_social", "file.write_social"),
    }
)
