"""Insulin by glycaemia: when it is measured, and how much for each level of the scale (g/L)."""

from __future__ import annotations

from typing import Any, Final

from app.areas.prescribing.forms.days import fields_of_days, read_days
from app.areas.prescribing.forms.takes import fields_of_ticked, read_ticked
from app.areas.prescribing.forms.typed import Typed, amount_out
from medication.prescription import Rung, Sliding

LABEL: Final = "Insuline selon la glycémie"
SCHEME: Final = Sliding
FIELDS: Final = {"takes": "slide", "scale": "rung_1_below", "days": "days"}
ROWS: Final = 7
_MOST_GRAMS: Final = 6
"""Beyond 6 g/L no scale goes; a number above is most likely in mg/dL or mmol/L."""
NOT_GRAMS: Final = (
    "Une glycémie s’écrit ici en g/L : 1,5. Ce nombre semble être en mg/dL ou en mmol/L."
)


def read(typed: Typed) -> Sliding | None:
    takes, days, scale = read_ticked(typed), read_days(typed), _scale(typed)
    if not takes:
        typed.refuse("slide", "Cochez au moins un moment, ou donnez une heure.")
    return Sliding(takes, days, scale) if takes and days and scale else None


def fields_of(scheme: Sliding) -> dict[str, Any]:
    fields = fields_of_ticked(scheme.takes) | fields_of_days(scheme.days)
    *rungs, last = scheme.scale
    for row, rung in enumerate(rungs, start=1):
        fields[f"rung_{row}_below"] = amount_out(rung.below)
        fields[f"rung_{row}_amount"] = amount_out(rung.amount)
    return fields | {"rung_last_amount": amount_out(last.amount)}


def _scale(typed: Typed) -> tuple[Rung, ...]:
    rungs = [rung for row in range(1, ROWS + 1) if (rung := _rung(typed, row))]
    last = typed.needed_amount("rung_last_amount", "Dites combien au-delà de l’échelle.")
    if not rungs:
        typed.refuse("rung_1_below", "Donnez au moins un niveau de glycémie.")
    return (*rungs, Rung(None, last)) if rungs and last is not None else ()


def _rung(typed: Typed, row: int) -> Rung | None:
    below, amount = typed.amount(f"rung_{row}_below"), typed.amount(f"rung_{row}_amount")
    if below is not None and below > _MOST_GRAMS:
        typed.refuse(f"rung_{row}_below", NOT_GRAMS)
    if below is not None and amount is None:
        typed.refuse(f"rung_{row}_amount", "Dites combien à ce niveau ; 0 si l’on n’injecte pas.")
    elif below is None and amount is not None:
        typed.refuse(f"rung_{row}_below", "Dites au-dessous de quelle glycémie.")
    return Rung(below, amount) if below is not None and amount is not None else None
