"""A scheme in one short line of a table, read into its value.

matin 1 soir 0.5                                 amounts in the unit of the drug, at moments or hours
07:30 1 @ lundi            matin 1 @ mois 1      on these days of the week, of the month
matin 1 @ tous les 3       matin 1 @ cure 7/21   counted from the day on which the line begins
patch matin 1 pendant 72 @ tous les 3            put on, taken off so many hours later
si besoin 1, 6 h entre deux, 4 en 24 h : douleur
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from medication.schemes import (
    AsNeeded,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Scheme,
    Take,
    Weekdays,
)
from medication.settings import MOMENTS

_WEEKDAYS: Final[Mapping[str, int]] = {
    name: number
    for number, name in enumerate(
        ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"), 1
    )
}
_FIGURE = r"\d+(?:\.\d+)?"
_TAKE: Final = re.compile(rf"(?P<at>{'|'.join(MOMENTS)}|[0-2]\d:[0-5]\d) (?P<amount>{_FIGURE})")
_PATCH: Final = re.compile(rf"patch {_TAKE.pattern} pendant (?P<hours>\d+)")
_AS_NEEDED: Final = re.compile(
    rf"si besoin (?P<amount>{_FIGURE}), (?P<hours>{_FIGURE}) h entre deux, "
    rf"(?P<most>{_FIGURE}) en 24 h : (?P<why>.+)"
)


class NotationRefused(ValueError):
    """The line is none of the above. The message, in French, quotes it."""


def read_scheme(text: str, *, on: date) -> Scheme:
    """The scheme that the line says, counted from the local day `on` where it counts. Raises
    NotationRefused."""
    if found := _AS_NEEDED.fullmatch(text):
        return AsNeeded(
            amount=Decimal(found["amount"]),
            indication=found["why"],
            min_interval_minutes=int(Decimal(found["hours"]) * 60),
            max_per_day=Decimal(found["most"]),
        )
    told, _, rule = text.partition(" @ ")
    days = read_days(rule, on=on)
    if found := _PATCH.fullmatch(told):
        return Patch(found["at"], Decimal(found["amount"]), int(found["hours"]), days)
    return Regular(read_takes(told), days)


def read_takes(text: str) -> tuple[Take, ...]:
    """The takings of a day: "matin 1 soir 0.5". Raises NotationRefused."""
    takes = tuple(Take(each["at"], Decimal(each["amount"])) for each in _TAKE.finditer(text))
    if not takes or _TAKE.sub("", text).strip():
        raise NotationRefused(f"« {text} » n'est pas un schéma.")
    return takes


def read_days(rule: str, *, on: date) -> DayRule:
    """The days that stand after "@"; every day for an empty text. Raises NotationRefused."""
    if not rule:
        return EveryDay()
    if found := re.fullmatch(r"tous les (\d+)", rule):
        return EveryDays(int(found[1]), on)
    if found := re.fullmatch(r"cure (\d+)/(\d+)", rule):
        return Cycle(int(found[1]), int(found[2]), on)
    if found := re.fullmatch(r"mois (\d+(?:,\d+)*)", rule):
        return MonthDays(frozenset(map(int, found[1].split(","))))
    names = rule.split(",")
    if all(name in _WEEKDAYS for name in names):
        return Weekdays(frozenset(_WEEKDAYS[name] for name in names))
    raise NotationRefused(f"« {rule} » ne dit pas quels jours.")
