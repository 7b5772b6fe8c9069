"""An anticoagulant by its calendar: the amount of each day, the INR aimed at, the next control."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from app.areas.prescribing.forms.takes import fields_of_at, read_at
from app.areas.prescribing.forms.typed import Typed, amount_out
from medication.prescription import Calendar

LABEL: Final = "Calendrier (AVK)"
SCHEME: Final = Calendar
FIELDS: Final = {"amounts": "cal_0", "target": "target_low", "takes": "cal_at"}
DAYS: Final = 28


def read(typed: Typed) -> Calendar | None:
    at = read_at(typed, "cal_at")
    first = typed.day("cal_from", "Donnez le premier jour du calendrier.")
    read = ((day, typed.amount(f"cal_{day}")) for day in range(DAYS))
    amounts = {day: amount for day, amount in read if amount is not None}
    if not amounts:
        typed.refuse("cal_0", "Donnez la quantité d’au moins un jour.")
    target, control = _target(typed), typed.day("control_on")
    if at is None or first is None or not amounts:
        return None
    return Calendar(at, {_on(first, day): each for day, each in amounts.items()}, target, control)


def fields_of(scheme: Calendar) -> dict[str, Any]:
    first = min(scheme.amounts)
    low, high = scheme.target or (None, None)
    days = {f"cal_{(on - first).days}": amount_out(each) for on, each in scheme.amounts.items()}
    return {
        **fields_of_at("cal_at", scheme.at),
        "cal_from": first.isoformat(),
        **days,
        "target_low": amount_out(low),
        "target_high": amount_out(high),
        "control_on": scheme.control_on.isoformat() if scheme.control_on else "",
    }


def days_from(first: date) -> list[date]:
    """The days of the form's rows."""
    return [_on(first, day) for day in range(DAYS)]


def _on(first: date, day: int) -> date:
    return first + timedelta(days=day)


def _target(typed: Typed) -> tuple[Decimal, Decimal] | None:
    low, high = typed.amount("target_low"), typed.amount("target_high")
    if low is not None and high is not None:
        return low, high
    if low is not None or high is not None:
        missing = "target_high" if high is None else "target_low"
        typed.refuse(missing, "Donnez les deux bornes de l’INR visé : 2 et 3.")
    return None
