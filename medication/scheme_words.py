"""A scheme in words, as a nurse would say it: "1 comprimé le matin et le soir, le lundi et le jeudi".

Screens and papers show these words; the doses themselves come from `schedule.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from medication.amount_words import amount_words, number_words, unit_words
from medication.schemes import (
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Scheme,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)

_MOMENTS: Final = {
    "matin": "le matin",
    "midi": "à midi",
    "gouter": "au goûter",
    "soir": "le soir",
    "coucher": "au coucher",
    "nuit": "la nuit",
}
_WEEKDAYS: Final = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS: Final = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet"),
    *("août", "septembre", "octobre", "novembre", "décembre"),
)
_WEEK: Final = 7
_HOUR: Final = 60


def scheme_words(scheme: Scheme, unit: str, on: date | None = None) -> str:
    """The scheme in one line. With `on`, a local day, a calendar and a tapering say that day's dose;
    without, what they say stays true whenever it is read."""
    match scheme:
        case Regular(takes, days):
            return _with_days(takes_words(takes, unit), days)
        case Tapering():
            return _tapering_words(scheme, unit, on)
        case Sliding(takes, days, scale):
            moments = _joined(moment_words(take.at) for take in takes)
            rungs = " ; ".join(
                f"{f'sous {number_words(one.below)} g/L' if one.below is not None else 'sinon'}, "
                f"{amount_words(one.amount, unit)}"
                for one in scale
            )
            return _with_days(f"selon la glycémie, {moments} : {rungs}", days)
        case Calendar():
            return _calendar_words(scheme, unit, on)
        case Patch():
            put = f"{amount_words(scheme.amount, unit)} {moment_words(scheme.at)}"
            return _with_days(f"{put}, à retirer {scheme.wear_hours} h après", scheme.days)
        case AsNeeded():
            return _as_needed_words(scheme, unit)


def dose_words(scheme: Scheme, unit: str) -> str:
    """How much at a time, in few words: "1 comprimé", "1 à 2 comprimés", "selon la glycémie"."""
    match scheme:
        case Sliding():
            return "selon la glycémie"
        case Calendar():
            return "selon le calendrier"
        case Tapering():
            return "selon l’étape"
        case Regular(takes, _):
            amounts = sorted({take.amount for take in takes if take.amount is not None})
            if not amounts:
                return unit
            most = amount_words(amounts[-1], unit)
            least = amount_words(amounts[0], unit).removesuffix(unit_words(unit, amounts[0]))
            return most if len(amounts) == 1 else f"{least.strip()} à {most}"
        case Patch() | AsNeeded():
            return amount_words(scheme.amount, unit)


def takes_words(takes: Iterable[Take], unit: str) -> str:
    """The takings of a day: those of one amount are said together."""
    by_amount: dict[Decimal | None, list[str]] = {}
    for take in takes:
        by_amount.setdefault(take.amount, []).append(moment_words(take.at))
    return " ; ".join(
        f"{amount_words(amount, unit)} {_joined(moments)}" for amount, moments in by_amount.items()
    )


def moment_words(at: str) -> str:
    """ "le matin", "au coucher", "à 8 h 30"."""
    if at in _MOMENTS:
        return _MOMENTS[at]
    hour, _, minute = at.partition(":")
    return f"à {int(hour)} h" + ("" if int(minute or 0) == 0 else f" {minute}")


def day_words(days: DayRule) -> str:
    """On which days; empty for every day."""
    match days:
        case EveryDay():
            return ""
        case Weekdays(chosen):
            if len(chosen) == _WEEK:
                return ""
            return _joined(f"le {_WEEKDAYS[day - 1]}" for day in sorted(chosen))
        case EveryDays(n, from_on):
            often = "un jour sur deux" if n == 2 else f"tous les {n} jours"
            return f"{often} depuis le {date_words(from_on)}"
        case Cycle(with_it, without, from_on):
            return f"{with_it} j avec, {without} j sans, depuis le {date_words(from_on)}"
        case MonthDays(chosen):
            return f"{_joined(f'le {_ordinal(day)}' for day in sorted(chosen))} du mois"


def date_words(on: date) -> str:
    """ "1er mars", "22 novembre"."""
    return f"{_ordinal(on.day)} {_MONTHS[on.month - 1]}"


def span_words(minutes: int) -> str:
    """ "45 min", "6 h", "1 h 30"."""
    hours, rest = divmod(minutes, _HOUR)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest:02d}" if rest else f"{hours} h"


def _tapering_words(scheme: Tapering, unit: str, on: date | None) -> str:
    """The step of the day, then the next one; without a day, every step."""
    steps = sorted(scheme.steps, key=lambda one: one.from_on)
    held = [step for step in steps if on is not None and step.from_on <= on][-1:]
    ahead = [step for step in steps if on is None or step.from_on > on]
    told = [_step_words(one, unit) for one in held]
    told += [
        f"{_step_words(one, unit)} à partir du {date_words(one.from_on)}"
        for one in (ahead if on is None else ahead[:1])
    ]
    return ", puis ".join(told)


def _step_words(step: Step, unit: str) -> str:
    return _with_days(takes_words(step.takes, unit), step.days) if step.takes else "arrêt"


def _calendar_words(scheme: Calendar, unit: str, on: date | None) -> str:
    told = [f"selon le calendrier, {moment_words(scheme.at)}"]
    if on is not None:
        amount = scheme.amounts.get(on)
        today = amount_words(amount, unit) if amount is not None else "pas de dose"
        told = [f"{told[0]} : aujourd’hui {today}"]
    if scheme.target is not None:
        low, high = map(number_words, scheme.target)
        told.append(f"INR visé {low} à {high}")
    if scheme.control_on is not None:
        told.append(f"prochain INR le {date_words(scheme.control_on)}")
    return " ; ".join(told)


def _as_needed_words(scheme: AsNeeded, unit: str) -> str:
    most = amount_words(scheme.max_per_day, unit)
    gap = (
        f", {span_words(scheme.min_interval_minutes)} entre deux"
        if scheme.min_interval_minutes
        else ""
    )
    why = f" ({scheme.indication})" if scheme.indication else ""
    return f"si besoin{why} : {amount_words(scheme.amount, unit)}, au plus {most} en 24 h{gap}"


def _with_days(words: str, days: DayRule) -> str:
    told = day_words(days)
    return f"{words}, {told}" if told else words


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)


def _joined(words: Iterable[str]) -> str:
    """ "le matin, à midi et le soir"."""
    told = list(words)
    if not told:
        return ""
    *most, last = told
    return f"{', '.join(most)} et {last}" if most else last
