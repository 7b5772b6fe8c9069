"""Requests about one’s own data: when to answer, what may be refused and on which ground. Pure: no clock, no rows.

Who may ask is decided by the measures of protection (`persons`, representation rules); here is what follows. Sources:
RGPD (règlement UE 2016/679) articles 12, 15 to 18, 20, 21; Code de la santé publique (CSP) L1110-4, L1111-7, L1111-14,
R1111-1; Code de l’action sociale et des familles (CASF) L311-3; règlement 1182/71 article 3 for how months are counted.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

Right = Literal["access", "rectification", "opposition", "limitation", "portability"]
Asker = Literal["person", "representative", "other"]

RIGHTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "access": "Accès au dossier",
        "rectification": "Rectification",
        "opposition": "Opposition",
        "limitation": "Limitation",
        "portability": "Portabilité",
    }
)
ASKERS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "person": "La personne",
        "representative": "Qui la représente",
        "other": "Quelqu’un d’autre",
    }
)
OUTCOMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "granted": "Acceptée",
        "partly": "Acceptée en partie",
        "refused": "Refusée",
        "withdrawn": "Retirée par qui l’avait faite",
    }
)

HEALTH_DAYS: Final = 8
"""CSP L1111-7: information on health that is less than five years old, at the latest; and never before two days."""

REFLECTION_DAYS: Final = 2
MORE_MONTHS: Final = 2
"""RGPD 12.3: the month may be extended by two where the request is complex; the asker is told why within the month."""

AHEAD_DAYS: Final = 3


@dataclass(frozen=True, slots=True)
class Deadlines:
    """`not_before`: nothing is handed over earlier. `health_by`: recent information on health. `answer_by`: all."""

    not_before: date
    health_by: date | None
    answer_by: date

    @property
    def first(self) -> date:
        return min(self.health_by or self.answer_by, self.answer_by)


def deadlines(right: str, received_on: date, *, is_extended: bool = False) -> Deadlines:
    """When to answer what was received that day. Raises KeyError for a right that does not exist.

    A day that falls on a holiday is kept: answering before it is never too late (règlement 1182/71, 3.4, adds one).
    """
    if right not in RIGHTS:
        raise KeyError(right)
    months = 1 + (MORE_MONTHS if is_extended else 0)
    is_access = right == "access"
    return Deadlines(
        received_on + timedelta(days=REFLECTION_DAYS if is_access else 0),
        received_on + timedelta(days=HEALTH_DAYS) if is_access else None,
        months_after(received_on, months),
    )


def may_extend(received_on: date, today: date) -> bool:
    """The asker must know of an extension within the first month."""
    return received_on <= today <= months_after(received_on, 1)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def reminders(limits: Deadlines) -> tuple[date, ...]:
    """The days on which whoever answers is reminded, in order: before each deadline, and the day after the last."""
    days = {limits.answer_by - timedelta(days=AHEAD_DAYS), limits.answer_by + timedelta(days=1)}
    if limits.health_by is not None:
        days.add(limits.health_by - timedelta(days=AHEAD_DAYS))
    return tuple(sorted(days))


def may_ask(asker: str, who: str) -> bool:
    """Whether somebody in that quality may ask, where `who` exercises the right (person, representative, both).

    The person is always heard: what they ask under a measure of representation is written down and put to whoever
    represents them (Code civil, 457-1), so that it is never lost. Others have no request of their own here.
    """
    if asker == "representative":
        return who in ("representative", "both")
    return asker == "person"


def needs_representative(asker: str, who: str) -> bool:
    """Whether the answer also needs whoever represents the person."""
    return asker == "person" and who == "representative"


@dataclass(frozen=True, slots=True)
class Object:
    """What one may oppose: whether it must be heeded, and the ground, in words that the asker receives."""

    label: str
    heeded: bool
    ground: str
    sources: tuple[str, ...]


OBJECTS: Final[Mapping[str, Object]] = MappingProxyType(
    {
        "record": Object(
            "La tenue du dossier lui-même",
            False,
            "Le dossier est tenu parce que la loi l’impose à l’établissement, pour vous accompagner et vous soigner. "
            "Le droit d’opposition ne s’applique pas à ce que la loi oblige à tenir.",
            ("RGPD, 6.1 c et 21.1", "CASF, L311-3", "RGPD, 9.2 h"),
        ),
        "trail": Object(
            "La trace de qui a ouvert le dossier",
            False,
            "Cette trace protège votre dossier : l’établissement doit pouvoir prouver qui l’a ouvert.",
            ("RGPD, 6.1 c, 21.1 et 32",),
        ),
        "sharing": Object(
            "Le partage entre professionnels",
            True,
            "Vous pouvez vous opposer à tout moment au partage entre professionnels. "
            "Ceux qui vous soignent en sont informés.",
            ("CSP, L1110-4 IV",),
        ),
        "relatives": Object(
            "Ce que voient les proches",
            True,
            "Ce qui est montré à vos proches dépend de votre accord, que vous retirez quand vous voulez.",
            ("RGPD, 7.3", "Code civil, 9 et 459-2"),
        ),
        "picture": Object(
            "La photo",
            True,
            "La photo dépend de votre accord, que vous retirez quand vous voulez.",
            ("RGPD, 7.3", "Code civil, 9"),
        ),
        "national_record": Object(
            "L’envoi vers Mon espace santé",
            True,
            "Vous pouvez vous y opposer pour un motif légitime, et le clore quand vous voulez.",
            ("CSP, L1111-13-1 et R1111-47",),
        ),
    }
)

REFUSALS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "identity": "L’identité de qui demande n’est pas établie (RGPD, 12.6)",
        "quality": "Qui demande n’exerce pas ce droit pour la personne (RGPD, 12.2 ; Code civil, 459)",
        "obligation": "La loi oblige à tenir ce qui est visé (RGPD, 6.1 c et 21.1)",
        "others": "La réponse porterait atteinte aux droits d’autrui (RGPD, 15.4 et 20.4)",
        "judgement": "C’est l’appréciation d’un professionnel : elle reste, et votre version y est jointe (RGPD, 16)",
        "excessive": "La demande est manifestement infondée ou excessive (RGPD, 12.5)",
    }
)


def must_refuse(right: str, subject: str | None) -> bool:
    """Whether what is opposed is what the law obliges to keep; raises KeyError for an object that does not exist."""
    return right == "opposition" and subject is not None and not OBJECTS[subject].heeded


def problems(
    right: str, outcome: str, *, ground: str | None, subject: str | None, is_identified: bool
) -> dict[str, str]:
    """What is wrong with an answer, by field; empty when it may be given."""
    found: dict[str, str] = {}
    if outcome not in OUTCOMES:
        found["outcome"] = "Choisissez la réponse."
    if outcome in ("refused", "partly") and ground not in REFUSALS:
        found["ground"] = "Dites sur quel motif : un refus sans motif ne tient pas."
    if outcome in ("refused", "partly") and ground == "identity" and is_identified:
        found["ground"] = "L’identité de qui demande est vérifiée : choisissez un autre motif."
    if outcome in ("granted", "partly") and not is_identified:
        found["is_identified"] = "Vérifiez d’abord l’identité de qui demande."
    if outcome == "granted" and must_refuse(right, subject):
        assert subject is not None
        found["outcome"] = OBJECTS[subject].ground
    return found
