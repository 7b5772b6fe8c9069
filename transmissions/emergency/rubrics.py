"""What an emergency sheet holds, in the order in which whoever takes over reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal


@dataclass(frozen=True, slots=True)
class Rubric:
    """One heading. `unsaid` is what is missing when nobody said, empty where a sheet is whole without it; `none` what
    is read when somebody said that there is nothing. After `months` what was decided is to be seen again."""

    code: str
    title: str
    page: Literal[1, 2]
    unsaid: str = ""
    none: str = ""
    months: int | None = None


RUBRICS: Final = (
    Rubric("identity", "Identité", 1, "Identité : illisible ou incomplète."),
    Rubric("home", "Lieu de vie", 1),
    Rubric(
        "conduct",
        "Conduite à tenir en urgence",
        1,
        "Conduite à tenir en urgence : personne ne l’a décidée.",
        months=12,
    ),
    Rubric(
        "directives",
        "Directives anticipées",
        1,
        "Directives anticipées : on ne sait pas s’il y en a.",
        "Aucune.",
    ),
    Rubric(
        "allergies",
        "Allergies",
        1,
        "Allergies : personne n’a répondu.",
        "Aucune allergie connue.",
    ),
    Rubric(
        "swallowing",
        "Déglutition",
        1,
        "Déglutition : personne n’a dit comment la personne avale.",
        "Sans risque.",
    ),
    Rubric("risks", "Risques à connaître", 1),
    Rubric("handicaps", "Handicap et appareillage", 1),
    Rubric("contacts", "Personnes à prévenir", 1, "Personne à prévenir : aucune n’est notée."),
    Rubric(
        "trusted",
        "Personne de confiance",
        1,
        "Personne de confiance : on ne sait pas si elle est désignée.",
        "Aucune désignée.",
    ),
    Rubric("protection", "Protection juridique", 1, none="Aucune mesure."),
    Rubric("doctor", "Médecin traitant", 1, "Médecin traitant : il n’est pas noté."),
    Rubric(
        "antecedents",
        "Maladies et antécédents",
        2,
        "Maladies et antécédents : rien n’est noté.",
        "Aucun antécédent connu.",
    ),
    Rubric(
        "treatment",
        "Traitement en cours",
        2,
        "Traitement : il n’est pas lisible ici.",
        "Aucun traitement en cours.",
    ),
    Rubric("protocols", "Protocoles", 2),
    Rubric("measures", "Dernières mesures", 2),
    Rubric("vaccinations", "Vaccinations", 2, "Vaccinations : aucune n’est notée."),
    Rubric("appointments", "Rendez-vous à venir", 2),
)
