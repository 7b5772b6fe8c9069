"""Insulin: the glycaemia that is required, what stops it, how much, where.

Sources: circulaire DGOS of 14 February 2012 (insulin among the events that should never happen);
ADA, Standards of Care, section 6: below 70 mg/dL is hypoglycaemia, 15 g of sugar, control 15
minutes later; summaries of HUMALOG and NOVORAPID, 4.2: at the meal, sites in rotation. Thresholds
and how recent a glycaemia must be are settings (features.md, M18). 1 mmol/L of glucose is 0.18016
g/L (molar mass 180.16 g/mol).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from medication.amount_words import number_words
from medication.facts import Measure
from medication.names import fold
from medication.prescription import Line, Prescribed, Rung, Sliding
from medication.settings import Settings
from medication.spoken import measure_words
from medication.tasks import Task

_IN_GRAMS: Final[Mapping[str, Decimal]] = MappingProxyType(
    {"g/l": Decimal(1), "mmol/l": Decimal("0.18016"), "mg/dl": Decimal("0.01")}
)
_PRANDIAL: Final = ("lispro", "aspart", "glulisine", "rapid", "mix", "biphasique")
ATE: Final = "A mangé ?"
"""What is asked before an insulin that goes with a meal."""


def is_insulin(substances: Iterable[str]) -> bool:
    """Whether one of these keys of the thesaurus is an insulin."""
    return any(key.split(" ", 1)[0] == "insuline" for key in substances)


def is_prandial(drug: Prescribed, composition: Iterable[str] = ()) -> bool:
    """Whether it acts at once and so goes with a meal: rapid analogues, rapid human insulin, and
    the mixes that hold one. `composition` are the names that its reference gives."""
    words = fold(" ".join((*drug.substances, drug.named, drug.label, *composition)))
    return any(name in words for name in _PRANDIAL)


def needs_glycaemia(line: Line, composition: Iterable[str] = ()) -> bool:
    """Whether a recent glycaemia is required before each injection of this line."""
    return isinstance(line.scheme, Sliding) or is_prandial(line.drug, composition)


def in_grams(measure: Measure) -> Decimal | None:
    """A glycaemia in g/L; None for a unit that is none of a glycaemia."""
    factor = _IN_GRAMS.get(measure.unit.lower())
    return None if factor is None else measure.value * factor


def is_recent(measure: Measure, now: datetime, settings: Settings) -> bool:
    """Whether it still says what the glycaemia is now."""
    return measure.at >= now - timedelta(minutes=settings.glycaemia_minutes)


def is_hypoglycaemia(measure: Measure, settings: Settings) -> bool:
    """Whether the latest glycaemia forbids insulin: until another was measured, whatever its age."""
    grams = in_grams(measure)
    return grams is not None and grams < settings.hypoglycaemia


def amount(scheme: Sliding, at: str, grams: Decimal) -> Decimal | None:
    """Units for a glycaemia (g/L): the fixed part of that taking and the first rung that the value
    is below, or the last, which is for all others. None when the line has no such taking."""
    take = next((one for one in scheme.takes if one.at == at), None)
    if take is None:
        return None
    rung = rung_for(scheme, grams)
    return (take.amount or Decimal(0)) + (rung.amount if rung else Decimal(0))


def resugar_words(settings: Settings) -> str:
    """What is done at once for somebody whose glycaemia is too low."""
    return (
        "Ne pas injecter. Resucrer : 15 g de sucre si la personne peut avaler ; sinon appeler le 15. "
        f"Recontrôler la glycémie dans {settings.recheck_minutes} minutes."
    )


def rung_for(scheme: Sliding, grams: Decimal) -> Rung | None:
    """The rung of the scale that a glycaemia (g/L) falls on; None for a scale that has none for it."""
    return next((one for one in scheme.scale if one.below is None or grams < one.below), None)


def rung_words(scheme: Sliding, rung: Rung) -> str:
    """Which rung it is, as a nurse reads it on the prescription: "de 1,5 à 2 g/L"."""
    place = scheme.scale.index(rung)
    above = scheme.scale[place - 1].below if place else None
    low, high = (None if one is None else number_words(one) for one in (above, rung.below))
    if high is None:
        return f"{low} g/L et plus" if low else "toute glycémie"
    return f"de {low} à moins de {high} g/L" if low else f"moins de {high} g/L"


def after_hypoglycaemia(
    measure: Measure, chains: Iterable[UUID], now: datetime, settings: Settings
) -> list[Task]:
    """Sugar at once, and another glycaemia soon after the low one; nothing for any other. A
    low glycaemia that is no longer recent asks for the control alone: sugar by the memory of
    yesterday would be a guess."""
    if not is_hypoglycaemia(measure, settings):
        return []
    lines, key = tuple(sorted(chains)), measure.at.isoformat()
    said = f"Glycémie à {measure_words(measure.value)} {measure.unit}"
    recheck = Task(
        "recheck_glycaemia",
        f"recheck {key}",
        f"{said} : recontrôler, et décider de l’insuline.",
        measure.at + timedelta(minutes=settings.recheck_minutes),
        "nurse",
        lines,
    )
    if not is_recent(measure, now, settings):
        return [recheck]
    says = f"{said}. {resugar_words(settings)}"
    return [Task("resugar", f"resugar {key}", says, measure.at, "care_assistant", lines), recheck]
