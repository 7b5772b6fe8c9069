"""Clearance of creatinine by the formula of Cockcroft and Gault.

Sources: Cockcroft DW, Gault MH, "Prediction of creatinine clearance from serum creatinine", Nephron
1976;16:31-41; factors for µmol/L (1.23 for a man, 1.04 for a woman) as the French summaries of
product characteristics give them: (140 - age) x weight x factor / creatinine.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Final

_MICROMOLES: Final = {"M": Decimal("1.23"), "F": Decimal("1.04")}
MICROMOLES_IN_MG_L: Final = Decimal("8.84")
"""1 mg/L of creatinine (molar mass 113.12 g/mol) in µmol/L."""


def cockcroft(*, creatinine: Decimal, weight: Decimal, age: int, sex: str) -> Decimal | None:
    """Millilitres a minute, to the unit, for `creatinine` in µmol/L, `weight` in kg, whole years of
    `age` and `sex` "F" or "M"; None when the formula says nothing (another sex, a figure of zero or
    less, 140 years)."""
    factor = _MICROMOLES.get(sex)
    if factor is None or creatinine <= 0 or weight <= 0 or not 0 <= age < 140:
        return None
    return ((140 - age) * weight * factor / creatinine).quantize(Decimal(1))


def in_micromoles(value: Decimal, unit: str) -> Decimal | None:
    """A creatinine in µmol/L whether it was given in µmol/L, mg/L or mg/dL; None for another
    unit."""
    if unit in ("µmol/L", "μmol/L", "umol/L"):
        return value
    if unit == "mg/L":
        return value * MICROMOLES_IN_MG_L
    if unit == "mg/dL":
        return value * MICROMOLES_IN_MG_L * 10
    return None


def age_on(born_on: date, day: date) -> int:
    """Whole years; somebody born on 29 February is one year older on 1 March of a common year."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
