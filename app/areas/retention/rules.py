"""The table: what is kept, from which event, for how long, by which text, and what becomes of it then. Pure.

No text sets how long the file of a nursing home is kept. The rule of hospitals (Code de la santé publique, R. 1112-7)
is the one taken here, as most homes and departmental archives do; a home may lengthen any duration.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

Act = Literal["erase_person", "delete_documents", "delete_picture", "purge_trace"]
Start = Literal["left", "recorded"]

ACTS: Final[Mapping[Act, str]] = MappingProxyType(
    {
        "erase_person": "Clé détruite, lignes et fichiers supprimés",
        "delete_documents": "Documents supprimés",
        "delete_picture": "Photo supprimée",
        "purge_trace": "Événements supprimés ; leurs empreintes restent dans la chaîne",
    }
)
STARTS: Final[Mapping[Start, str]] = MappingProxyType(
    {"left": "Fin du dernier séjour", "recorded": "Jour de l’événement"}
)
AFTER_DEATH: Final = 120
"""Months kept from a death that comes less than ten years after the last stay (R. 1112-7)."""
OF_AGE: Final = 28
"""The birthday before which no medical file goes (R. 1112-7)."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table. `months` is the usual duration, and `least` what no home may go below.

    `keeps` are the retentions of kinds of documents (`documents.kinds`) that it is about.
    """

    code: str
    category: str
    start: Start
    months: int
    least: int
    source: str
    act: Act
    is_medical: bool = False
    keeps: tuple[str, ...] = ()


_ALL: Final = (
    Rule(
        "file",
        "Dossier de la personne : identité, soins, transmissions, prescriptions, documents",
        "left",
        240,
        240,
        "Code de la santé publique, R. 1112-7, repris faute de texte propre au médico-social : vingt ans "
        "après le dernier passage, jamais avant le 28ᵉ anniversaire ; dix ans après un décès survenu "
        "dans les dix ans ; suspendu par un recours",
        "erase_person",
        is_medical=True,
    ),
    Rule(
        "stay",
        "Documents du séjour : contrat, projet, droits, prises en charge",
        "left",
        60,
        60,
        "Code civil, article 2224 : cinq ans, le temps d’agir en justice",
        "delete_documents",
        keeps=("stay", "in_force"),
    ),
    Rule(
        "identity_papers",
        "Copies de pièces d’identité et d’attestations",
        "left",
        0,
        0,
        "RGPD, article 5.1.e : plus d’utilité après le départ",
        "delete_documents",
        keeps=("until_leaving",),
    ),
    Rule(
        "picture",
        "Photo de la personne",
        "left",
        3,
        0,
        "RGPD, article 5.1.e ; Code civil, article 9 : elle sert à reconnaître une personne présente",
        "delete_picture",
    ),
    Rule(
        "trace",
        "Trace des accès",
        "recorded",
        36,
        36,
        "CNIL, délibération 2021-122 sur la journalisation : jusqu’à trois ans pour un contrôle interne",
        "purge_trace",
    ),
)
RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in _ALL})


@dataclass(frozen=True, slots=True)
class Suspension:
    """A claim that stops the clock: its first day, and the day on which it ended (None while it goes on)."""

    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Life:
    """What the durations of a person are reckoned from. `left_on` is None while they are accompanied here."""

    left_on: date | None
    born_on: date | None = None
    died_on: date | None = None
    suspensions: tuple[Suspension, ...] = ()


def due_on(rule: Rule, months: int, life: Life) -> date | None:
    """The first day on which what the rule is about may go; None while nothing says so: still here, or a claim runs.

    Source of the medical rule: Code de la santé publique, R. 1112-7.
    """
    if life.left_on is None or any(one.until_on is None for one in life.suspensions):
        return None
    due = add_months(life.left_on, months)
    if rule.is_medical:
        due = _medical(life.left_on, due, life)
    return due + _stopped(life.left_on, due, life.suspensions)


def _medical(left_on: date, due: date, life: Life) -> date:
    """A death soon after the last stay has a term of its own; the 28th birthday counts for who lived."""
    if life.died_on is not None and life.died_on < add_months(left_on, AFTER_DEATH):
        return add_months(max(life.died_on, left_on), AFTER_DEATH)
    if life.born_on is not None:
        return max(due, add_months(life.born_on, OF_AGE * 12))
    return due


def _stopped(left_on: date, due: date, suspensions: Iterable[Suspension]) -> timedelta:
    """How long claims stopped the clock while it ran; days that several share count once."""
    end, stopped = due, timedelta()
    reached = left_on
    for one in sorted(suspensions, key=lambda each: each.from_on):
        assert one.until_on is not None
        begins = max(one.from_on, reached)
        if begins >= end or one.until_on <= begins:
            continue
        stopped += one.until_on - begins
        end = due + stopped
        reached = one.until_on
    return stopped


def add_months(day: date, months: int) -> date:
    """The same day of the month that many months later, or its last day when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def duration_words(months: int) -> str:
    """« 20 ans », « 3 mois », « sans délai »."""
    if months == 0:
        return "sans délai"
    years, rest = divmod(months, 12)
    said = [f"{years} an{'s' if years > 1 else ''}"] if years else []
    return " et ".join([*said, f"{rest} mois"] if rest else said)
