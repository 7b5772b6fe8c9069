"""Dates and durations as a French reader says them. Instants come in UTC and are told in the home's time zone."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

HELD = "\u00a0"
"""Keeps a number and its unit on one line."""

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
_SHORT_MONTHS = (
    "janv.",
    "févr.",
    "mars",
    "avr.",
    "mai",
    "juin",
    "juil.",
    "août",
    "sept.",
    "oct.",
    "nov.",
    "déc.",
)


def day(on: date) -> str:
    """21 novembre 2026"""
    return f"{_first(on)} {_MONTHS[on.month - 1]} {on.year}"


def short_day(on: date, *, year_of: date | None = None) -> str:
    """21 nov. 2026; « 21 nov. » when its year is that of `year_of`."""
    day = f"{_first(on)} {_SHORT_MONTHS[on.month - 1]}"
    return day if year_of is not None and year_of.year == on.year else f"{day} {on.year}"


def week_day(on: date) -> str:
    """samedi 21 novembre"""
    return f"{_DAYS[on.weekday()]} {_first(on)} {_MONTHS[on.month - 1]}"


def hour(at: datetime | time) -> str:
    """7 h, 14 h 05, which no line breaks in two"""
    return f"{at.hour}{HELD}h{HELD}{at.minute:02}" if at.minute else f"{at.hour}{HELD}h"


def instant(at: datetime, zone: ZoneInfo) -> str:
    """21 nov. 2026, 14 h 05"""
    here = at.astimezone(zone)
    return f"{short_day(here.date())}, {hour(here)}"


def ago(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """il y a 12 min, il y a 3 h, hier à 14 h 05, le 3 nov. 2026 : near is relative, far is a date"""
    past = now - at
    if past < timedelta(minutes=1):
        return "à l’instant"
    if past < timedelta(hours=1):
        return f"il y a {past.seconds // 60}{HELD}min"
    here, today = at.astimezone(zone), now.astimezone(zone).date()
    if here.date() == today:
        return f"il y a {past.seconds // 3600}{HELD}h"
    if here.date() == today - timedelta(days=1):
        return f"hier à {hour(here)}"
    return f"le {short_day(here.date())}"


def count(number: int, one: str, many: str | None = None) -> str:
    """1 personne, 3 personnes, aucune… is the caller's to say"""
    return f"{number} {one if number < 2 else many or one + 's'}"


def _first(on: date) -> str:
    return "1er" if on.day == 1 else str(on.day)
