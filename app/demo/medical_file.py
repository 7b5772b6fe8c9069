"""What the demo home knows of its persons' health besides drugs: told enough for an emergency sheet, and not always."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Final

from app.demo.values import Person

Told = tuple[str, dict[str, Any]]

_BY: Final = "dossier du médecin traitant"
_DECIDED: Final = "Dr Morel"
_OF_MARKS: Final = {
    "diabetes": "Diabète de type 2",
    "anticoagulant": "Fibrillation auriculaire",
    "oxygen": "Bronchopneumopathie chronique obstructive",
    "swallowing": "Troubles de la déglutition",
    "wandering": "Maladie d’Alzheimer",
    "palliative": "Cancer du pancréas",
}
_COMMON: Final = (
    ("Hypertension artérielle", "current", "2004"),
    ("Arthrose des genoux", "current", "2011"),
    ("Fracture du col du fémur, opérée", "past", "2021"),
    ("Cataracte opérée", "past", "2018"),
    ("Hypothyroïdie", "current", "1999"),
    ("Accident vasculaire cérébral", "past", "2019"),
    ("Insuffisance rénale modérée", "current", "2020"),
    ("Appendicectomie", "past", "1954"),
)
_HANDICAPS: Final = (
    ("Surdité", "Appareil à droite, dans sa boîte sur la table de nuit. Parler en face."),
    ("Vue basse", "Lunettes pour lire, à emporter."),
    ("Dentier", "En haut et en bas ; à emporter."),
    ("Marche avec un déambulateur", ""),
)
_DOING: Final = {
    "everything": "",
    "no_intensive": "Appeler le 15 puis prévenir la famille, à toute heure.",
    "here_first": "Appeler le médecin d’astreinte avant le 15, sauf douleur ou détresse.",
    "comfort": "Appeler l’équipe mobile de soins palliatifs ; protocole d’antalgiques au dossier.",
}
_OF_LENOIR: Final[dict[str, Any]] = {
    "what": "Cardiologue",
    "at": time(10, 30),
    "where": "Centre hospitalier de Val-de-Brenne",
    "transport": "light",
    "escort": "sa fille Claire",
}
_VISITS: Final = ("Cardiologue", "Dentiste", "Ophtalmologue", "Scanner de contrôle")


def told_of(person: Person, said_on: date, today: date, rng: random.Random) -> Iterator[Told]:
    """What somebody wrote of that person on `said_on`: (kind, what its form holds). The same for the same `rng`."""
    marks = {mark.kind for mark in person.marks}
    yield from _illnesses(marks, rng)
    if rng.random() < 0.75:
        yield _conduct(marks, said_on, rng)
    if rng.random() < 0.6:
        yield _directives("directives" in marks, said_on, rng)
    for what, needs in rng.sample(_HANDICAPS, rng.choice((0, 1, 1, 2))):
        yield "handicap", {"what": what, "needs": needs, "said_by": "l’équipe"}
    if rng.random() < 0.85:
        year = said_on.year if said_on.month >= 11 else said_on.year - 1
        on = date(year, 10, rng.randint(15, 30))
        yield "vaccination", {"vaccine": "flu", "on": on, "by": _DECIDED}
    if rng.random() < 0.2:
        yield _appointment(today, rng)
    if person.key == "glycines-11":
        yield "appointment", _OF_LENOIR | {"on": today + timedelta(days=6)}


def _illnesses(marks: set[str], rng: random.Random) -> Iterator[Told]:
    found = [(what, "current", None) for kind, what in _OF_MARKS.items() if kind in marks]
    for what, state, since in (*found, *rng.sample(_COMMON, rng.choice((1, 2, 2, 3)))):
        yield "antecedent", {"what": what, "state": state, "since": since, "said_by": _BY}


def _conduct(marks: set[str], said_on: date, rng: random.Random) -> Told:
    """One in ten was decided too long ago, as it happens."""
    level = "comfort" if "palliative" in marks else rng.choice(list(_DOING)[:3])
    days = rng.randint(400, 500) if rng.random() < 0.1 else rng.randint(10, 300)
    about = {"level": level, "doing": _DOING[level], "decided_by": _DECIDED}
    return "conduct", {**about, "on": said_on - timedelta(days=days)}


def _directives(is_marked: bool, said_on: date, rng: random.Random) -> Told:
    state = "written" if is_marked else "none"
    where = "Dans ses documents" if is_marked else None
    on = said_on - timedelta(days=rng.randint(20, 200))
    return "directives", {"state": state, "where": where, "said_by": "la personne", "on": on}


def _appointment(today: date, rng: random.Random) -> Told:
    at = {"on": today + timedelta(days=rng.randint(1, 20)), "at": time(rng.randint(9, 16), 30)}
    about = {"what": rng.choice(_VISITS), "where": "Centre hospitalier de Val-de-Brenne"}
    return "appointment", {**about, **at, "transport": "light", "escort": "une aide-soignante"}
