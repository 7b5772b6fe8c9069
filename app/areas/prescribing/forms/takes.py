"""At which moments or hours, and how much each time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from app.areas.prescribing.forms.typed import Typed, amount_out
from medication.prescription import Take

MOMENTS = {
    "matin": "Matin",
    "midi": "Midi",
    "gouter": "Goûter",
    "soir": "Soir",
    "coucher": "Coucher",
    "nuit": "Nuit",
}
HOURS = 6
"""Rows for exact hours: more than that a day is written « toutes les… » by nobody in a home."""


def read_takes(typed: Typed, prefix: str = "") -> tuple[Take, ...]:
    """The takes in the order of the day as it is typed: moments first, then exact hours."""
    takes = [*_moments(typed, prefix)]
    if not prefix:
        takes += _hours(typed)
    for name, take in takes:
        if take.amount == 0:
            typed.refuse(name, "Une quantité de 0 n’est pas une prise : laissez la case vide.")
    return tuple(take for _name, take in takes)


def fields_of_takes(takes: Iterable[Take], prefix: str = "") -> dict[str, Any]:
    """The fields that read back as these takes."""
    fields: dict[str, Any] = {}
    hours = 0
    for take in takes:
        if take.at in MOMENTS:
            fields[f"{prefix}at_{take.at}"] = amount_out(take.amount)
        else:
            hours += 1
            fields[f"hour_{hours}"] = take.at
            fields[f"hour_{hours}_amount"] = amount_out(take.amount)
    return fields


def read_ticked(typed: Typed) -> tuple[Take, ...]:
    """The takes whose amount the day will tell (insulin by glycaemia): moments ticked, hours given, each with its fixed
    part where it has one."""
    moments = [moment for moment in MOMENTS if typed.ticked(f"slide_{moment}")]
    hours = [(row, hour) for row in (1, 2) if (hour := typed.hour(f"slide_hour_{row}"))]
    return (
        *(Take(moment, typed.amount(f"slide_{moment}_fixed")) for moment in moments),
        *(Take(f"{hour:%H:%M}", typed.amount(f"slide_hour_{row}_fixed")) for row, hour in hours),
    )


def fields_of_ticked(takes: Iterable[Take]) -> dict[str, Any]:
    """The fields that read back as these takes."""
    fields: dict[str, Any] = {}
    hours = 0
    for take in takes:
        if take.at in MOMENTS:
            name, fields[f"slide_{take.at}"] = f"slide_{take.at}", True
        else:
            hours += 1
            name, fields[f"slide_hour_{hours}"] = f"slide_hour_{hours}", take.at
        fields[f"{name}_fixed"] = amount_out(take.amount)
    return fields


def read_at(typed: Typed, name: str) -> str | None:
    """One moment of the day, or the exact hour typed beside it, which then holds."""
    hour = typed.hour(f"{name}_hour")
    if hour is not None:
        return f"{hour:%H:%M}"
    moment = typed.text(name)
    if moment in MOMENTS:
        return moment
    typed.refuse(name, "Choisissez un moment, ou donnez une heure.")
    return None


def fields_of_at(name: str, at: str) -> dict[str, Any]:
    return {name: at} if at in MOMENTS else {f"{name}_hour": at}


def _moments(typed: Typed, prefix: str) -> Iterable[tuple[str, Take]]:
    for moment in MOMENTS:
        name = f"{prefix}at_{moment}"
        amount = typed.amount(name)
        if amount is not None:
            yield name, Take(moment, amount)


def _hours(typed: Typed) -> Iterable[tuple[str, Take]]:
    for row in range(1, HOURS + 1):
        name = f"hour_{row}"
        hour, amount = typed.hour(name), typed.amount(f"{name}_amount")
        if hour is not None and amount is None:
            typed.refuse(f"{name}_amount", "Dites combien à cette heure.")
        elif hour is None and amount is not None:
            typed.refuse(name, "Dites à quelle heure.")
        elif hour is not None and amount is not None:
            yield f"{name}_amount", Take(f"{hour:%H:%M}", amount)
