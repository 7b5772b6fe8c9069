"""The kinds of what is known, and the members of each: what is asked, in which words, how long it may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

NO_ANTECEDENT: Final = "no_antecedent"
""" "Aucun antécédent connu": an answer, with who gave it."""
CONDUCT: Final = "conduct"

CONDUCTS: Final[Mapping[str, str]] = {
    "everything": "Hospitalisation et réanimation si besoin",
    "no_intensive": "Hospitalisation, sans réanimation",
    "here_first": "Soins sur place d’abord ; hospitalisation si le confort l’exige",
    "comfort": "Soins de confort, sans hospitalisation",
}
"""What was decided, as an emergency doctor asks for it. A limitation is a physician's decision, after a collegial
procedure where the person cannot say (Code de la santé publique, art. L1110-5-1, L1111-4, R4127-37-2); it is noted here
with who decided it, and the text says the rest."""
DIRECTIVES: Final[Mapping[str, str]] = {
    "written": "Rédigées",
    "told": "Dites, pas encore rédigées",
    "none": "Aucune : la question a été posée",
}
"""Code de la santé publique, art. L1111-11: to be asked, never demanded."""
STATES: Final = {"current": "En cours", "past": "Ancien"}
VACCINES: Final[Mapping[str, str]] = {
    "flu": "Grippe",
    "covid": "Covid-19",
    "pneumococcus": "Pneumocoque",
    "dtp": "Diphtérie, tétanos, poliomyélite",
    "pertussis": "Coqueluche",
    "shingles": "Zona",
    "rsv": "Virus respiratoire syncytial",
    "hepatitis_b": "Hépatite B",
    "mmr": "Rougeole, oreillons, rubéole",
    "other": "Autre",
}
TRANSPORTS: Final[Mapping[str, str]] = {
    "none": "Aucun : sur place",
    "relative": "Un proche",
    "home": "Véhicule de l’établissement",
    "taxi": "Taxi conventionné",
    "light": "Véhicule sanitaire léger",
    "ambulance": "Ambulance",
}

Shape = Literal["line", "text", "choice", "day", "past_day", "hour"]


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that is asked. `missing` is what is said when it was left out; without it, it may be."""

    name: str
    label: str
    shape: Shape = "line"
    missing: str = ""
    limit: int = 120
    hint: str = ""
    choices: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class RecordKind:
    """`is_single` when one holds at a time, which another replaces."""

    code: str
    title: str
    one: str
    members: tuple[Member, ...]
    is_single: bool = False


_WHAT = "Dites de quoi il s’agit."
_SAID_BY = Member(
    "said_by",
    "Qui l’a dit",
    missing="Dites qui l’a dit : la personne, un courrier, le médecin…",
    hint="La personne, un proche, un courrier, le médecin traitant…",
)
_DECIDED_BY = Member("decided_by", "Décidé par", missing="Dites qui l’a décidé : le médecin…")
_ON = Member("on", "Décidé le", "past_day", "Donnez une date.")
_NOTE = Member("note", "Précisions", "text", limit=400)

KINDS: Final[Mapping[str, RecordKind]] = {
    one.code: one
    for one in (
        RecordKind(
            CONDUCT,
            "Conduite à tenir en urgence",
            "la conduite à tenir",
            (
                Member("level", "Ce qui est décidé", "choice", "Choisissez.", choices=CONDUCTS),
                Member("doing", "Que faire, qui appeler", "text", limit=600),
                Member(
                    "heard",
                    "Ce qu’en dit la personne",
                    "text",
                    limit=400,
                    hint="Ou sa personne de confiance, si elle ne peut pas le dire",
                ),
                _DECIDED_BY,
                _ON,
            ),
            is_single=True,
        ),
        RecordKind(
            "directives",
            "Directives anticipées",
            "les directives anticipées",
            (
                Member("state", "Directives", "choice", "Choisissez.", choices=DIRECTIVES),
                Member("where", "Où elles sont", hint="Dans les documents, chez le notaire…"),
                Member("text", "Ce qu’elles disent", "text", limit=600),
                _SAID_BY,
                Member("on", "Le", "past_day", "Donnez une date."),
            ),
            is_single=True,
        ),
        RecordKind(
            "antecedent",
            "Maladies et antécédents",
            "une maladie, un antécédent",
            (
                Member("what", "Maladie ou antécédent", missing=_WHAT),
                Member("state", "Aujourd’hui", "choice", "Choisissez.", choices=STATES),
                Member("since", "Depuis quand", limit=40, hint="Une année suffit"),
                _NOTE,
                _SAID_BY,
            ),
        ),
        RecordKind(
            "handicap",
            "Handicap et appareillage",
            "un handicap, un appareillage",
            (
                Member("what", "Handicap ou appareillage", missing=_WHAT),
                Member(
                    "needs",
                    "Ce qu’il faut savoir",
                    "text",
                    limit=400,
                    hint="Ce qui aide, ce qui part avec la personne : lunettes, appareil auditif…",
                ),
                _SAID_BY,
            ),
        ),
        RecordKind(
            "protocol",
            "Protocoles",
            "un protocole",
            (
                Member("what", "Protocole", missing=_WHAT, hint="Crise d’épilepsie, sonde…"),
                Member("when", "Quand l’appliquer", missing="Dites quand.", limit=200),
                Member("doing", "Que faire", "text", "Dites que faire.", limit=1000),
                _DECIDED_BY,
                _ON,
                Member("review_on", "À revoir le", "day"),
            ),
        ),
        RecordKind(
            "vaccination",
            "Vaccinations",
            "une vaccination",
            (
                Member("vaccine", "Vaccin", "choice", "Choisissez un vaccin.", choices=VACCINES),
                Member("name", "Nom du vaccin", limit=80),
                Member("on", "Fait le", "past_day", "Donnez une date."),
                Member("batch", "Numéro de lot", limit=40),
                Member("by", "Fait par", limit=80),
                Member("next_on", "Prochain rappel", "day"),
            ),
        ),
        RecordKind(
            "appointment",
            "Rendez-vous",
            "un rendez-vous",
            (
                Member("what", "Rendez-vous", missing=_WHAT, hint="Consultation, examen…"),
                Member("on", "Le", "day", "Donnez une date."),
                Member("at", "À", "hour", "Donnez une heure."),
                Member("where", "Où"),
                Member("with_whom", "Avec qui", limit=80),
                Member("transport", "Transport", "choice", "Choisissez.", choices=TRANSPORTS),
                Member("escort", "Qui accompagne", limit=80),
                Member("note", "À préparer", "text", limit=400, hint="Ordonnance, à jeun, bilan…"),
            ),
        ),
    )
}
