"""The words a story is told with: who writes, at which moment of the day, what; and how a text is
agreed with its person.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from transmissions.entry import Chips

ROLES: dict[str, str] = {
    "aide": "care_assistant",
    "aide à domicile": "home_care_worker",
    "infirmière": "nurse",
    "médecin": "physician",
    "paramédical": "paramedical",
    "animation": "social_educator",
}

MOMENTS: dict[str, tuple[int, int]] = {
    "lever": (7 * 60 + 20, 9 * 60 + 40),
    "matinée": (9 * 60 + 45, 11 * 60 + 40),
    "midi": (12 * 60 + 20, 13 * 60 + 35),
    "après-midi": (14 * 60 + 40, 16 * 60 + 50),
    "soir": (17 * 60 + 45, 20 * 60 + 10),
    "coucher": (21 * 60 + 20, 23 * 60 + 30),
    "nuit": (24 * 60, 29 * 60),
    "aube": (29 * 60 + 35, 30 * 60 + 20),
}
"""First and last minute after midnight, local time; a night belongs to the day on which it
began."""


@dataclass(frozen=True, slots=True)
class Words:
    """The three parts of an entry, before they are agreed with the person."""

    data: str | None = None
    actions: str | None = None
    result: str | None = None
    chips: Chips = Chips()  # noqa: RUF009 (frozen)


@dataclass(frozen=True, slots=True)
class Later:
    """What somebody adds to an entry, so many minutes after it."""

    minutes: int
    role: str
    words: Words


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. `day` counts from the first day of the story; `ago` (minutes before now) replaces
    day and moment."""

    role: str
    cible: str
    words: Words
    day: int = 0
    moment: str = ""
    ago: int | None = None
    is_important: bool = False
    is_to_read: bool = False
    later: Later | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """Steps in the order of time, for people who have the trait ("tous": anybody)."""

    trait: str
    steps: tuple[Step, ...]

    @property
    def days(self) -> int:
        return self.steps[-1].day + 1

    @property
    def cibles(self) -> frozenset[str]:
        return frozenset(step.cible for step in self.steps)


_CHOICE = re.compile(r"\[([^\[\]]*\|[^\[\]]*)\]")
_ENDING = re.compile(r"\{([^/{}]*)/([^/{}]*)\}")
_HOUR = re.compile(r"\{h(-\d+)\}")
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")


def told(text: str | None, *, sex: str, at: datetime, rng: random.Random) -> str | None:
    """The text with one `[wording|or another]` chosen, its `{masculin/féminin}` endings agreed,
    `{h-10}` turned into the hour ten minutes before the local time `at`, and `{jour}` into a
    weekday at least two days later."""
    if text is None:
        return None
    text = _CHOICE.sub(lambda match: rng.choice(match[1].split("|")), text)
    text = _ENDING.sub(lambda match: match[2] if sex == "F" else match[1], text)
    text = _HOUR.sub(lambda match: _spoken(at + timedelta(minutes=int(match[1]))), text)
    return text.replace("{jour}", _working_day(at))


def _spoken(at: datetime) -> str:
    minute = at.minute - at.minute % 5
    return f"{at.hour} h {minute:02}" if minute else f"{at.hour} h"


def _working_day(at: datetime) -> str:
    day = at + timedelta(days=2)
    while day.weekday() >= len(_WEEKDAYS):
        day += timedelta(days=1)
    return _WEEKDAYS[day.weekday()]
