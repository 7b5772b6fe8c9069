"""On which days: every day, some weekdays, every N days, by cures, some days of the month."""

from __future__ import annotations

import re
from typing import Any

from app.areas.prescribing.forms.typed import Typed
from medication.prescription import Cycle, DayRule, EveryDay, EveryDays, MonthDays, Weekdays

WEEKDAYS = {1: "lun.", 2: "mar.", 3: "mer.", 4: "jeu.", 5: "ven.", 6: "sam.", 7: "dim."}
RULES = {
    "every": "Tous les jours",
    "weekdays": "Certains jours de la semaine",
    "every_n": "Un jour sur plusieurs",
    "cycle": "Par cures",
    "month": "Certains jours du mois",
}
_MOST = 366


def read_days(typed: Typed) -> DayRule | None:
    """The days that were chosen; None when what was typed says none, and why is told."""
    readers = {
        "every": _every,
        "weekdays": _weekdays,
        "every_n": _every_n,
        "cycle": _cycle,
        "month": _month,
    }
    reader = readers.get(typed.text("days") or "every")
    if reader is None:
        typed.refuse("days", "Choisissez les jours.")
        return None
    return reader(typed)


def fields_of_days(rule: DayRule) -> dict[str, Any]:
    """The fields that read back as this rule."""
    if isinstance(rule, Weekdays):
        return {"days": "weekdays"} | {f"weekday_{day}": True for day in sorted(rule.days)}
    if isinstance(rule, EveryDays):
        return {"days": "every_n", "every_n": str(rule.n), "every_from": rule.from_on.isoformat()}
    if isinstance(rule, Cycle):
        cure = {"cycle_on": str(rule.on), "cycle_off": str(rule.off)}
        return {"days": "cycle", "cycle_from": rule.from_on.isoformat()} | cure
    if isinstance(rule, MonthDays):
        return {"days": "month", "month_days": ", ".join(str(day) for day in sorted(rule.days))}
    return {"days": "every"}


def _every(_typed: Typed) -> DayRule:
    return EveryDay()


def _weekdays(typed: Typed) -> DayRule | None:
    days = frozenset(day for day in WEEKDAYS if typed.ticked(f"weekday_{day}"))
    if not days:
        typed.refuse("days", "Cochez au moins un jour de la semaine.")
        return None
    return Weekdays(days)


def _every_n(typed: Typed) -> DayRule | None:
    n = typed.whole("every_n", "Dites combien de jours : 2 pour un jour sur deux.", most=_MOST)
    first = typed.day("every_from", "Donnez le jour de la première prise.")
    return EveryDays(n, first) if n and first else None


def _cycle(typed: Typed) -> DayRule | None:
    on = typed.whole("cycle_on", "Dites combien de jours dure la cure.", most=_MOST)
    off = typed.whole("cycle_off", "Dites combien de jours dure l’arrêt.", most=_MOST)
    first = typed.day("cycle_from", "Donnez le premier jour de la cure.")
    return Cycle(on, off, first) if on and off and first else None


def _month(typed: Typed) -> DayRule | None:
    parts = [part for part in re.split(r"[ ,;]+|et", typed.text("month_days")) if part]
    is_right = parts and all(part.isascii() and part.isdigit() for part in parts)
    days = frozenset(int(part) for part in parts) if is_right else frozenset()
    if not days or not all(1 <= day <= 31 for day in days):
        typed.refuse("month_days", "Donnez des jours du mois, de 1 à 31 : « 1, 15 ».")
        return None
    return MonthDays(days)
