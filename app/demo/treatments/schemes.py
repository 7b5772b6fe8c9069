"""The schemes that depend on the day, in the words of the text files; others are read as the tables of usual schedules.

dégressif matin : 2 depuis -2 j, 1 depuis +4 j, arrêt +7 j      days from now
glycémie matin midi soir : 1.20 0, 1.80 4, sinon 8              units below so many g/L
calendrier soir 0.75 1, INR 2 à 3, contrôle dans 9 j            these amounts in turn, day after day
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

from medication.facts_tables.notation import read_scheme
from medication.schemes import (
    Calendar,
    EveryDay,
    Rung,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
)

_TAPERING = re.compile(r"dégressif (?P<at>\w+) : (?P<steps>.+), arrêt (?P<end>[+-]\d+) j")
_STEP = re.compile(r"(?P<amount>[\d.]+) depuis (?P<days>[+-]\d+) j")
_SLIDING = re.compile(r"glycémie (?P<at>[\w ]+) : (?P<rungs>.+), sinon (?P<most>[\d.]+)")
_CALENDAR = re.compile(
    r"calendrier (?P<at>\w+) (?P<amounts>[\d. ]+), INR (?P<low>[\d.]+) à (?P<high>[\d.]+), "
    r"contrôle dans (?P<days>\d+) j"
)
_WRITTEN_DAYS = range(-14, 15)
"""The days of a calendar that are on its paper, counted from today."""


def scheme_of(text: str, *, today: date, since: date) -> Scheme:
    """The scheme on the local day `today`, for a line that began on `since`."""
    if found := _TAPERING.fullmatch(text):
        return _tapering(found, today)
    if found := _SLIDING.fullmatch(text):
        takes = tuple(Take(at) for at in found["at"].split())
        rungs = (each.split() for each in found["rungs"].split(", "))
        scale = tuple(Rung(Decimal(below), Decimal(amount)) for below, amount in rungs)
        return Sliding(takes, EveryDay(), (*scale, Rung(None, Decimal(found["most"]))))
    if found := _CALENDAR.fullmatch(text):
        return _calendar(found, today)
    return read_scheme(text, on=since)


def _tapering(found: re.Match[str], today: date) -> Tapering:
    steps = [_STEP.fullmatch(each) for each in found["steps"].split(", ")]
    if not all(steps):
        raise ValueError(found[0])
    taken = tuple(
        Step(_day(today, step["days"]), (Take(found["at"], Decimal(step["amount"])),))
        for step in steps
        if step is not None
    )
    return Tapering((*taken, Step(_day(today, found["end"]), ())))


def _calendar(found: re.Match[str], today: date) -> Calendar:
    amounts = [Decimal(each) for each in found["amounts"].split()]
    days = [today + timedelta(days=number) for number in _WRITTEN_DAYS]
    return Calendar(
        at=found["at"],
        amounts={day: amounts[day.toordinal() % len(amounts)] for day in days},
        target=(Decimal(found["low"]), Decimal(found["high"])),
        control_on=_day(today, found["days"]),
    )


def _day(today: date, days: str) -> date:
    return today + timedelta(days=int(days))
