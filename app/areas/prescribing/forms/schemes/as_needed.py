""" "Si besoin": for what, how much, how far apart, how much at most in 24 hours."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from app.areas.prescribing.forms.typed import Typed, amount_out
from medication.prescription import AsNeeded

LABEL: Final = "Si besoin"
SCHEME: Final = AsNeeded
FIELDS: Final = {
    "amount": "need_amount",
    "indication": "need_for",
    "min_interval_minutes": "need_hours",
    "max_per_day": "need_most",
    "effect_minutes": "need_effect",
}
_MINUTES_OF_A_DAY: Final = 24 * 60
ON_TOP_LABELS: Final = {
    "": "Selon le médicament",
    "apart": "Ce maximum ne compte que les « si besoin »",
    "together": "Ce maximum compte aussi les prises régulières",
}
_ON_TOP: Final = {"": None, "apart": True, "together": False}


def read(typed: Typed) -> AsNeeded | None:
    amount = typed.needed_amount("need_amount", "Dites combien à la fois.")
    most = typed.needed_amount("need_most", "Dites combien au plus par 24 h.")
    between = _minutes(typed)
    effect = _effect(typed)
    if not typed.text("need_for"):
        typed.refuse("need_for", "Indiquez pour quoi : douleur, angoisse, fièvre…")
    if amount is None or most is None or between is None:
        return None
    protocol = typed.text("need_protocol") or None
    on_top = _ON_TOP.get(typed.text("need_on_top"))
    return AsNeeded(amount, typed.text("need_for"), between, most, effect, protocol, on_top)


def fields_of(scheme: AsNeeded) -> dict[str, Any]:
    hours = Decimal(scheme.min_interval_minutes) / 60
    return {
        "need_amount": amount_out(scheme.amount),
        "need_for": scheme.indication,
        "need_hours": amount_out(round(hours, 4).normalize() + 0),
        "need_most": amount_out(scheme.max_per_day),
        "need_effect": str(scheme.effect_minutes or ""),
        "need_protocol": scheme.protocol or "",
        "need_on_top": next(code for code, held in _ON_TOP.items() if held is scheme.on_top),
    }


def _minutes(typed: Typed) -> int | None:
    """The hours between two takings, as whole minutes: « 4 », « 4,5 », « 0,5 »."""
    hours = typed.needed_amount("need_hours", "Dites combien d’heures entre deux prises.")
    if hours is None:
        return None
    minutes = round(hours * 60)
    if not 0 < minutes <= _MINUTES_OF_A_DAY * 7:
        typed.refuse("need_hours", "Donnez un nombre d’heures : 4, ou 0,5 pour une demi-heure.")
        return None
    return minutes


def _effect(typed: Typed) -> int | None:
    if not typed.text("need_effect"):
        return None
    asked = "Donnez des minutes : 60 pour regarder l’effet une heure après."
    return typed.whole("need_effect", asked, most=_MINUTES_OF_A_DAY)
