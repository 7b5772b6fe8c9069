"""The kinds of facts of a file besides care: on which tab, in which fields, read and written by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from app.areas.persons.file.fields import Field
from app.areas.persons.file.words import (
    ABOUTS,
    ANSWERS,
    BENEFITS,
    BY_WHOM,
    CONSENTS,
    COVERAGES,
    INFORMATIONS,
    LINKS,
    PROFESSIONS,
    QUALITIES,
    SYSTEMS,
)
from app.areas.persons.identity import SEXES
from app.areas.persons.ins import DOUBTS, PROOFS
from app.areas.persons.representation_rules import SCOPES
from app.areas.persons.sharing_rules import ANSWERS as SHARING
from app.areas.persons.sharing_rules import BELONGS

EXPECTATION: Final = "expectation"
"""The kind that a person writes of themself, on the portal; professionals write it down for those who cannot."""
_SINCE: Final = Field("since", "Depuis le", "day")
_UNTIL: Final = Field("until", "Jusqu’au", "day", hint="Le dernier jour ; vide s’il n’y en a pas.")
_NOTE: Final = Field("note", "Précisions", limit=400)
_PAPER: Final = Field("paper", "Papier derrière", hint="Jugement, formulaire : où il est, sa date.")
_DOCUMENT: Final = Field(
    "document", "Document du dossier", "document", hint="Parmi ceux qui sont déjà classés."
)


@dataclass(frozen=True, slots=True)
class Kind:
    """`is_single`: a person has one at most. `tab` says who reads and writes it. `is_offered`: it is said on the tab;
    the others are kept by the gesture that makes them."""

    code: str
    label: str
    tab: str
    fields: tuple[Field, ...]
    is_single: bool = False
    is_offered: bool = True


def _kind(
    code: str,
    label: str,
    tab: str,
    *fields: Field,
    is_single: bool = False,
    is_offered: bool = True,
) -> Kind:
    return Kind(code, label, tab, fields, is_single, is_offered)


IDENTITY: Final = "identity"

_ALL: Final = (
    _kind(
        IDENTITY,
        "Noms, naissance, sexe",
        "admin",
        Field("family_name", "Nom de famille"),
        Field("given_name", "Prénom"),
        Field("used_name", "Nom d’usage"),
        Field("birth_name", "Nom de naissance"),
        Field("born_on", "Date de naissance", "day"),
        Field("sex", "Sexe", "choice", choices=SEXES),
        is_single=True,
        is_offered=False,
    ),
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
        _DOCUMENT,
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
            hint="Jugement, mandat, formulaire : où il est, sa date.",
        ),
        _DOCUMENT,
        _NOTE,
    ),
    _kind(
        "no_trusted",
        "Personne de confiance : aucune",
        "relations",
        Field("by", "Qui l’a dit", "choice", missing="Choisissez.", choices=BY_WHOM),
        Field("since", "Le", "day", missing="Donnez la date.", is_past=True),
        _NOTE,
        is_single=True,
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
        _DOCUMENT,
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
        "caregiver",
        "Professionnel d’ailleurs",
        "circle",
        Field("name", "Nom", missing="Donnez le nom, ou le service."),
        Field("profession", "Métier", "choice", missing="Choisissez.", choices=PROFESSIONS),
        Field("structure", "Où il exerce"),
        Field("phone", "Téléphone", "phone"),
        Field("email", "Courriel", "email"),
        Field("belongs", "Place auprès d’elle", "choice", missing="Choisissez.", choices=BELONGS),
        Field("since", "Suit la personne depuis le", "day", missing="Donnez la date."),
        _UNTIL,
        Field("answer", "Réponse au partage", "choice", choices=SHARING),
        Field("by", "Donnée par", "choice", choices=BY_WHOM),
        Field("answered_on", "Répondu le", "day", is_past=True),
        Field(
            "what",
            "Ce qui peut se partager",
            limit=200,
            hint="Sortes d’informations : traitements, comptes rendus, habitudes de vie…",
        ),
        Field(
            "handed_on",
            "Information écrite remise le",
            "day",
            is_past=True,
            hint="Ce qui se partage, avec qui, par quel moyen, et ses droits.",
        ),
        _PAPER,
        _DOCUMENT,
        _NOTE,
    ),
    _kind(
        EXPECTATION,
        "Attentes de la personne",
        "social",
        Field("about", "Sur quoi", "choice", missing="Choisissez.", choices=ABOUTS),
        Field(
            "words",
            "Dans ses mots",
            missing="Écrivez ce qui est attendu.",
            limit=400,
            hint="Ce qu’elle a dit, tel quel. Ce qu’elle écrit dans son espace s’affiche ici.",
        ),
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
        _DOCUMENT,
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
        return tuple(one for one in _ALL if one.tab == self.code and one.is_offered)


TABS: Final[Mapping[str, Tab]] = MappingProxyType(
    {
        "admin": Tab("admin", "Administratif", "file.read_admin", "file.write_admin"),
        "relations": Tab(
            "relations", "Entourage et droits", "file.read_relations", "file.write_relations"
        ),
        "circle": Tab("circle", "Équipe et partage", "file.read_relations", "file.write_relations"),
        "social": Tab("social", "Accompagnement", "file.read_social", "file.write_social"),
    }
)
