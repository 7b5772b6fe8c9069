"""Doses that are ten times what is usual, more or less: a comma that slipped is asked about, never corrected.

Source: ISMP, List of Error-Prone Abbreviations, Symbols, and Dose Designations (2021): a decimal mark that is not seen
makes ten times the dose, or a tenth of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from medication.amount_words import amount_words, number_words
from medication.prescription import (
    AsNeeded,
    Calendar,
    Patch,
    Regular,
    Scheme,
    Sliding,
    Tapering,
)

TIMES: Final = 10
_AT_ONCE: Final = {"comprimé": 10, "gélule": 10, "capsule": 10, "sachet": 10, "patch": 4}
"""What nobody takes at once, where nothing is usual: more is asked about."""


def amounts_of(scheme: Scheme) -> list[Decimal]:
    """Every amount that the scheme may give at once."""
    found: list[Decimal | None]
    match scheme:
        case Regular(takes):
            found = [take.amount for take in takes]
        case Tapering(steps):
            found = [take.amount for step in steps for take in step.takes]
        case Sliding(takes, _, scale):
            found = [*(rung.amount for rung in scale), *(take.amount for take in takes)]
        case Calendar(_, by_day):
            found = list(by_day.values())
        case Patch(_, amount) | AsNeeded(amount):
            found = [amount]
    return [amount for amount in found if amount]


def doubt(
    scheme: Scheme, unit: str, usual: Iterable[Decimal], *, is_before: bool = False
) -> str | None:
    """What to ask about these amounts, beside the usual ones in the same unit (`is_before`: those of the version that
    this one replaces); None when nothing surprises."""
    amounts, known = amounts_of(scheme), sorted(each for each in usual if each)
    if not amounts:
        return None
    if not known:
        return _without_usual(max(amounts), unit)
    most, least = max(amounts), min(amounts)
    what = "la dose d’avant" if is_before else "la dose habituelle"
    if most > known[-1] and most >= TIMES * known[0]:
        return _asked(most, unit, f"{_times(most / known[0])} {what}", known[0])
    if least < known[0] and least * TIMES <= known[-1]:
        return _asked(least, unit, f"{_times(known[-1] / least)} moins que {what}", known[-1])
    return None


def _asked(amount: Decimal, unit: str, compared: str, usual: Decimal) -> str:
    return f"{amount_words(amount, unit)} : {compared} ({amount_words(usual, unit)}). Confirmez."


def _times(ratio: Decimal) -> str:
    return f"{number_words(Decimal(round(ratio)))} fois"


def _without_usual(most: Decimal, unit: str) -> str | None:
    if most <= _AT_ONCE.get(unit, most):
        return None
    return f"{amount_words(most, unit)} en une fois : confirmez."
