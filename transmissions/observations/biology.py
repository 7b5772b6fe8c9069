"""Results of the laboratory, written by hand with the date of the sample and where they come from.

Creatinine: 1 mg/L is 8.84 µmol/L, 1 mg/dL is 88.4 µmol/L (molar mass 113.12 g/mol; French laboratories give µmol/L and
mg/L side by side). Haemoglobin: g/dL, or g/L on other reports.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from transmissions.observations.kinds import Kind, OtherUnit, Part, span


def _result(
    name: str, label: str, unit: str, decimals: int, ranges: str, *other: OtherUnit
) -> Kind:
    """A kind of one number; `ranges` is « usual low, usual high, possible low, possible high »."""
    low, high, lowest, highest = ranges.split()
    part = Part(
        name="value",
        label=label,
        unit=unit,
        decimals=decimals,
        usual=span(low, high),
        possible=span(lowest, highest),
        other=other,
    )
    return Kind(
        name=name, label=label, family="biology", parts=(part,), is_safety=name != "haemoglobin"
    )


BIOLOGY: Final = (
    _result("inr", "INR", "", 2, "0.8 6 0.5 20"),
    _result(
        "creatinine",
        "Créatinine",
        "µmol/L",
        1,
        "30 500 10 2000",
        OtherUnit("mg/L", Decimal("8.84"), span("3", "29.9")),
        OtherUnit("mg/dL", Decimal("88.4"), span("0.3", "2.9")),
    ),
    _result("potassium", "Potassium", "mmol/L", 1, "2.5 6.5 1.5 10"),
    _result(
        "haemoglobin",
        "Hémoglobine",
        "g/dL",
        1,
        "6 18 2 25",
        OtherUnit("g/L", Decimal("0.1"), span("40", "250")),
    ),
)
