"""The words among which a fact chooses: qualities, links, numbers, coverage, agreements, information, benefits."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from app.areas.persons.representation_rules import KINDS as MEASURES

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
PROFESSIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "physician": "Médecin",
        "nurse": "Infirmier·ère",
        "physio": "Kinésithérapeute",
        "paramedical": "Autre auxiliaire médical",
        "pharmacist": "Pharmacien·ne",
        "dentist": "Dentiste",
        "psychologist": "Psychologue",
        "hospital": "Service d’hôpital, équipe mobile",
        "social": "Assistant·e de service social",
        "protector": "Mandataire judiciaire",
        "home": "Aide à domicile, accompagnant·e",
        "other": "Autre",
    }
)
ABOUTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "daily": "Ma vie de tous les jours",
        "meals": "Mes repas",
        "care": "Mes soins",
        "activities": "Mes activités, mes sorties",
        "relatives": "Mes proches",
        "later": "Plus tard",
        "other": "Autre chose",
    }
)
"""What an expectation is about, as the person says it."""
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
