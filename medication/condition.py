"""What the facts of a person come to today: age, weight, kidneys, potassium.

A measure that is too old is no measure: nothing is computed from it, and what could not be judged
for want of it is said. Limits of age: `Settings`. Sources: Cockcroft and Gault (see
`facts_tables/renal.py`); "sujet âgé" of the thesaurus is 65 years (aspirine et héparine); moderate
and severe kidney failure, 60 and 30 mL/min, and potassium, 3.5 mmol/L, as summaries of product
characteristics use them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from medication.facts import Facts, Measure
from medication.facts_tables.renal import age_on, cockcroft, in_micromoles
from medication.settings import Settings
from medication.slots import local_day

SEVERE: Final = Decimal(30)
_MODERATE: Final = Decimal(45)
_SOUND: Final = Decimal(80)
_ADULT: Final = 18
_OLD: Final = 65
_POTASSIUM: Final = Decimal("3.5")


@dataclass(frozen=True, slots=True)
class Condition:
    """`weight` in kg and `clearance` in mL/min are None when they cannot be told; `kidneys` then
    says why in French, to be shown where they would have counted."""

    age: int | None
    weight: Decimal | None
    clearance: Decimal | None
    weighed: str
    kidneys: str
    potassium: Decimal | None

    def said(self) -> dict[str, bool]:
        """The facts that the thesaurus asks about, by the names of `rules.json`; what is not known
        is not there, so that a level that hangs on it stays a perhaps."""
        found: dict[str, bool] = {}
        if self.age is not None:
            found["sujet age"] = self.age >= _OLD
            if self.age >= _ADULT:
                found["enfant"] = False
        if self.clearance is not None:
            if self.clearance < _MODERATE or self.clearance >= _SOUND:
                found["insuffisance renale"] = self.clearance < _MODERATE
            if self.clearance < SEVERE:
                found["insuffisance renale ou hepatique"] = True
        if self.potassium is not None:
            found["hypokaliemie"] = self.potassium < _POTASSIUM
        return found


def condition(facts: Facts, settings: Settings) -> Condition:
    """What is known of the person at `facts.now`."""
    today = local_day(facts.now, settings.zone)
    age = None if facts.born_on is None else age_on(facts.born_on, today)
    weight, weighed = _fresh(facts.weight, "poids", settings.weight_months, facts.now)
    creatinine, kidneys = _fresh(
        facts.creatinine, "créatinine", settings.creatinine_months, facts.now
    )
    potassium, _ = _fresh(facts.potassium, "potassium", settings.creatinine_months, facts.now)
    kilos = weight.value if weight and weight.unit == "kg" else None
    clearance = None
    if creatinine is not None:
        clearance = _clearance(creatinine, kilos, age, facts.sex)
        missing = weighed or "âge, sexe ou unité inconnus"
        kidneys = "" if clearance is not None else f"clairance non calculée ({missing})"
    return Condition(
        age=age,
        weight=kilos,
        clearance=clearance,
        weighed=weighed,
        kidneys=kidneys,
        potassium=potassium.value if potassium and potassium.unit == "mmol/L" else None,
    )


def _clearance(
    creatinine: Measure, weight: Decimal | None, age: int | None, sex: str | None
) -> Decimal | None:
    micromoles = in_micromoles(creatinine.value, creatinine.unit)
    if micromoles is None or weight is None or age is None or sex is None:
        return None
    return cockcroft(creatinine=micromoles, weight=weight, age=age, sex=sex)


def _fresh(
    measure: Measure | None, name: str, months: int, now: datetime
) -> tuple[Measure | None, str]:
    """The measure when it is young enough, else what to say of it."""
    if measure is None:
        return None, f"{name} inconnu" + ("e" if name == "créatinine" else "")
    if measure.at < _months_before(now, months):
        return None, f"{name} du {measure.at:%d/%m/%Y} : plus de {months} mois"
    return measure, ""


def _months_before(now: datetime, months: int) -> datetime:
    """The same day that many months ago, or the last day of that month."""
    whole = now.year * 12 + now.month - 1 - months
    for day in range(now.day, 27, -1):
        try:
            return now.replace(year=whole // 12, month=whole % 12 + 1, day=day)
        except ValueError:
            continue
    return now.replace(year=whole // 12, month=whole % 12 + 1, day=min(now.day, 28))
