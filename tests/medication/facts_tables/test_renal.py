"""Cockcroft and Gault, by figures worked out by hand.

Source: Cockcroft DW, Gault MH, Nephron 1976;16:31-41; factors of the French summaries for µmol/L.
"""

from datetime import date
from decimal import Decimal

import pytest

from medication.facts_tables.renal import age_on, cockcroft, in_micromoles


@pytest.mark.parametrize(
    ("creatinine", "weight", "age", "sex", "clearance"),
    [
        (100, 70, 80, "M", 52),  # 60 x 70 x 1.23 / 100 = 51.66
        (100, 70, 80, "F", 44),  # 60 x 70 x 1.04 / 100 = 43.68
        (145, 48, 94, "F", 16),  # 46 x 48 x 1.04 / 145 = 15.84
        (61, 52, 87, "F", 47),  # 53 x 52 x 1.04 / 61 = 46.99
    ],
)
def test_the_clearance_is_that_of_the_formula(
    creatinine: int, weight: int, age: int, sex: str, clearance: int
) -> None:
    found = cockcroft(creatinine=Decimal(creatinine), weight=Decimal(weight), age=age, sex=sex)
    assert found == clearance


def test_it_agrees_with_the_first_publication_in_milligrams() -> None:
    """(140 - age) x weight / (72 x mg/dL): 60 years, 72 kg, 1 mg/dL gives 80 mL/min."""
    creatinine = in_micromoles(Decimal(1), "mg/dL")
    assert creatinine is not None
    found = cockcroft(creatinine=creatinine, weight=Decimal(72), age=60, sex="M")
    assert found == 80


@pytest.mark.parametrize(
    ("creatinine", "weight", "age", "sex"),
    [
        (0, 70, 80, "F"),
        (100, 0, 80, "F"),
        (100, 70, 140, "F"),
        (100, 70, -1, "F"),
        (100, 70, 80, ""),
    ],
)
def test_it_says_nothing_where_the_formula_says_nothing(
    creatinine: int, weight: int, age: int, sex: str
) -> None:
    arguments = {"creatinine": Decimal(creatinine), "weight": Decimal(weight)}
    assert cockcroft(**arguments, age=age, sex=sex) is None


@pytest.mark.parametrize(
    ("value", "unit", "micromoles"),
    [
        ("88.4", "µmol/L", "88.4"),
        ("88.4", "umol/L", "88.4"),
        ("10", "mg/L", "88.40"),
        ("1", "mg/dL", "88.40"),
        ("88.4", "mmol/L", None),
    ],
)
def test_a_creatinine_is_brought_to_micromoles(
    value: str, unit: str, micromoles: str | None
) -> None:
    expected = None if micromoles is None else Decimal(micromoles)
    assert in_micromoles(Decimal(value), unit) == expected


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1939-03-14", "2026-03-13", 86),
        ("1939-03-14", "2026-03-14", 87),
        ("1940-02-29", "2026-02-28", 85),
        ("1940-02-29", "2026-03-01", 86),
    ],
)
def test_an_age_is_counted_in_whole_years(born: str, day: str, age: int) -> None:
    assert age_on(date.fromisoformat(born), date.fromisoformat(day)) == age
