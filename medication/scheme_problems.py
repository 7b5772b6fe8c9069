"""What makes a scheme impossible to unfold, said in French to the one who writes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise
from typing import Final

from medication.day_rules import days_apart
from medication.schemes import (
    AsNeeded,
    Calendar,
    Cycle,
    DayRule,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Scheme,
    Sliding,
    Take,
    Tapering,
    Weekdays,
)
from medication.settings import MOMENTS

Problem = tuple[str, str]
"""The field of the form, and the sentence."""

MOST_TAKES: Final = 24
"""One an hour: more in a day is a typing error."""

LONGEST_WORN: Final = 10 * 24
"""Hours. The longest patches are worn for a week; beyond ten days nobody would see it come off."""

_DAY_HOURS: Final = 24
_LONGEST_RHYTHM: Final = 366
_LONGEST_INTERVAL: Final = 7 * 24 * 60
_LONGEST_EFFECT: Final = 24 * 60

_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_AMOUNT: Final = "La quantité est un nombre plus grand que zéro."


def scheme_problems(scheme: Scheme) -> list[Problem]:
    """(field, French sentence) for each thing to mend; empty when the scheme can be unfolded."""
    match scheme:
        case Regular(takes, days):
            return [*_takes(takes), *_days(days)]
        case Sliding(takes, days, scale):
            return [*_takes(takes, by_measure=True), *_days(days), *_scale(scale)]
        case Tapering():
            return _tapering(scheme)
        case Calendar():
            return _calendar(scheme)
        case Patch():
            return _patch(scheme)
        case _:
            return _as_needed(scheme)


def _takes(takes: tuple[Take, ...], *, by_measure: bool = False) -> Iterable[Problem]:
    if not takes:
        yield "takes", "Indiquez au moins une prise."
    if len(takes) > MOST_TAKES:
        yield "takes", f"Plus de {MOST_TAKES} prises par jour : vérifiez les heures."
    hours = [take.at for take in takes]
    for at in dict.fromkeys(hours):
        yield from _hour(at)
        if hours.count(at) > 1:
            yield "takes", f"Deux prises au même moment ({at}) : réunissez-les."
    if any(take.amount is None and not by_measure for take in takes):
        yield "takes", "Indiquez la quantité de chaque prise."
    if any(take.amount is not None and not _is_some(take.amount) for take in takes):
        yield "takes", _AMOUNT


def _hour(at: str) -> Iterable[Problem]:
    if at not in MOMENTS and not _HOUR.fullmatch(at):
        yield "takes", f"« {at} » n’est ni un moment de la journée ni une heure (08:00)."


def _days(days: DayRule) -> Iterable[Problem]:
    match days:
        case Weekdays(chosen) if not chosen or not chosen <= set(range(1, 8)):
            yield "days", "Choisissez au moins un jour de la semaine."
        case MonthDays(chosen) if not chosen or not chosen <= set(range(1, 32)):
            yield "days", "Choisissez au moins un jour du mois, de 1 à 31."
        case EveryDays(n) if not 1 <= n <= _LONGEST_RHYTHM:
            yield "days", f"« Tous les … jours » demande un nombre de 1 à {_LONGEST_RHYTHM}."
        case Cycle(on, off) if on < 1 or off < 0:
            yield "days", "Une cure compte au moins un jour avec, et zéro jour ou plus sans."
        case Cycle(on, off) if on + off > _LONGEST_RHYTHM:
            yield "days", f"Une cure et sa pause comptent au plus {_LONGEST_RHYTHM} jours."


def _scale(scale: tuple[Rung, ...]) -> Iterable[Problem]:
    bounds = [rung.below for rung in scale]
    if not scale or bounds[-1] is not None or None in bounds[:-1]:
        yield "scale", "La dernière ligne de l’échelle vaut pour toutes les autres glycémies."
    given = [bound for bound in bounds if bound is not None]
    if any(low >= high for low, high in pairwise(given)):
        yield "scale", "Les glycémies de l’échelle vont de la plus basse à la plus haute."
    if any(not rung.amount.is_finite() or rung.amount < 0 for rung in scale):
        yield "scale", "La quantité est un nombre, zéro ou plus."


def _tapering(scheme: Tapering) -> list[Problem]:
    if not scheme.steps:
        return [("steps", "Indiquez au moins une étape.")]
    found: list[Problem] = []
    starts = [step.from_on for step in scheme.steps]
    if any(first >= second for first, second in pairwise(starts)):
        found.append(("steps", "Les étapes se suivent, chacune après la précédente."))
    if not any(step.takes for step in scheme.steps):
        found.append(("takes", "Indiquez au moins une prise."))
    for step in scheme.steps:
        found += [*(_takes(step.takes) if step.takes else ()), *_days(step.days)]
    return found


def _calendar(scheme: Calendar) -> list[Problem]:
    found = list(_hour(scheme.at))
    if not scheme.amounts:
        found.append(("amounts", "Indiquez la quantité d’au moins un jour."))
    if any(not amount.is_finite() or amount < 0 for amount in scheme.amounts.values()):
        found.append(("amounts", "La quantité est un nombre, zéro ou plus."))
    if scheme.target is not None and scheme.target[0] >= scheme.target[1]:
        found.append(("target", "L’INR visé va du plus bas au plus haut."))
    return found


def _patch(scheme: Patch) -> list[Problem]:
    rhythm = list(_days(scheme.days))
    found = [*_hour(scheme.at), *(rhythm or _worn_together(scheme))]
    if not _is_some(scheme.amount):
        found.append(("amount", _AMOUNT))
    if scheme.wear_hours < 1:
        found.append(("wear_hours", "Indiquez combien d’heures le patch reste en place."))
    if scheme.wear_hours > LONGEST_WORN:
        found.append(("wear_hours", "Un patch reste en place au plus 10 jours (240 heures)."))
    return found


def _worn_together(scheme: Patch) -> Iterable[Problem]:
    """Two patches at once are an amount of two, which is read as such; never a rhythm that nobody counted."""
    needed = -(-scheme.wear_hours // _DAY_HOURS)
    if scheme.wear_hours <= LONGEST_WORN and needed > days_apart(scheme.days):
        yield (
            "days",
            f"Posé ainsi, le patch suivant arrive avant le retrait du précédent : gardé "
            f"{scheme.wear_hours} h, il se pose au plus un jour sur {needed}.",
        )


def _as_needed(scheme: AsNeeded) -> list[Problem]:
    found: list[Problem] = []
    if not _is_some(scheme.amount):
        found.append(("amount", _AMOUNT))
    if not scheme.indication.strip():
        found.append(("indication", "Indiquez pour quoi : douleur, angoisse, fièvre…"))
    if scheme.min_interval_minutes < 0:
        found.append(("min_interval_minutes", "L’intervalle est un nombre de minutes."))
    if scheme.min_interval_minutes > _LONGEST_INTERVAL:
        found.append(
            ("min_interval_minutes", "L’intervalle entre deux prises est d’au plus 7 jours.")
        )
    if not _is_some(scheme.max_per_day) or scheme.max_per_day < scheme.amount:
        found.append(("max_per_day", "Le maximum par 24 h est au moins celui d’une prise."))
    if scheme.effect_minutes is not None and scheme.effect_minutes < 1:
        found.append(("effect_minutes", "L’effet se regarde au moins une minute après."))
    if scheme.effect_minutes is not None and scheme.effect_minutes > _LONGEST_EFFECT:
        found.append(("effect_minutes", "L’effet se regarde au plus 24 heures après."))
    return found


def _is_some(amount: Decimal) -> bool:
    return amount.is_finite() and amount > 0
