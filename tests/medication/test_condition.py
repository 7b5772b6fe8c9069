"""What the facts come to. Sources: Cockcroft and Gault (1976); thresholds in `medication/condition.py`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from medication.condition import condition
from medication.facts import Measure
from medication.settings import Settings
from tests.medication.treatments import NOW, facts


def measured(value, unit, days):
    return Measure(Decimal(value), unit, NOW - timedelta(days=days))


def of(**changes):
    return condition(facts(**changes), Settings())


def test_the_clearance_is_that_of_cockcroft_and_gault():
    """(140 - 88) x 58 x 1.04 / 70 = 45."""
    known = of()
    assert (known.age, known.weight, known.clearance) == (88, Decimal(58), Decimal(45))
    assert (known.weighed, known.kidneys) == ("", "")


def test_a_creatinine_in_milligrams_is_the_same():
    assert of(creatinine=measured("7.92", "mg/L", 5)).clearance == Decimal(45)


def test_the_age_turns_on_the_birthday_of_the_home_s_own_day():
    """23:30 UTC of the eve is already the birthday in Paris."""
    eve = datetime(2026, 5, 1, 23, 30, tzinfo=UTC)
    assert of(now=eve, born_on=date(1938, 5, 2)).age == 88


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"creatinine": None}, "créatinine inconnue"),
        ({"creatinine": measured(70, "µmol/L", 190)}, "créatinine du 16/05/2026 : plus de 6 mois"),
        ({"weight": None}, "clairance non calculée (poids inconnu)"),
        (
            {"weight": measured(58, "kg", 100)},
            "clairance non calculée (poids du 14/08/2026 : plus de 3 mois)",
        ),
        ({"born_on": None}, "clairance non calculée (âge, sexe ou unité inconnus)"),
        ({"sex": None}, "clairance non calculée (âge, sexe ou unité inconnus)"),
        ({"weight": measured(58, "g", 2)}, "clairance non calculée (âge, sexe ou unité inconnus)"),
        (
            {"creatinine": measured(70, "furlongs", 2)},
            "clairance non calculée (âge, sexe ou unité inconnus)",
        ),
    ],
)
def test_what_is_missing_or_too_old_gives_no_clearance_and_is_said(changes, said):
    known = of(**changes)
    assert (known.clearance, known.kidneys) == (None, said)


def test_a_measure_of_the_very_day_six_months_ago_still_counts():
    on_the_day = Measure(Decimal(70), "µmol/L", NOW.replace(month=5))
    assert of(creatinine=on_the_day).clearance is not None
    eve = Measure(Decimal(70), "µmol/L", NOW.replace(month=5) - timedelta(minutes=1))
    assert of(creatinine=eve).clearance is None


@pytest.mark.parametrize(
    ("now", "oldest"),
    [
        (datetime(2027, 5, 31, tzinfo=UTC), datetime(2026, 11, 30, tzinfo=UTC)),
        (datetime(2028, 8, 31, tzinfo=UTC), datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2027, 8, 29, tzinfo=UTC), datetime(2027, 2, 28, tzinfo=UTC)),
        (datetime(2027, 1, 15, tzinfo=UTC), datetime(2026, 7, 15, tzinfo=UTC)),
    ],
)
def test_months_are_counted_over_short_months_leap_years_and_new_year(now, oldest):
    fresh = facts(now=now, weight=Measure(Decimal(58), "kg", now))
    for at, known in ((oldest, True), (oldest - timedelta(seconds=1), False)):
        measure = Measure(Decimal(70), "µmol/L", at)
        one = condition(facts(now=now, weight=fresh.weight, creatinine=measure), Settings())
        assert (one.clearance is not None) is known


def test_the_thesaurus_is_told_what_is_known_and_nothing_else():
    """Clearance 45: neither below 45 nor 80 and above, so kidney failure stays a perhaps."""
    assert of().said() == {"sujet age": True, "enfant": False}
    unknown = of(born_on=None, creatinine=None, weight=None)
    assert unknown.said() == {}


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (17, {"sujet age": False}),
        (18, {"sujet age": False, "enfant": False}),
        (65, {"sujet age": True, "enfant": False}),
    ],
)
def test_the_age_is_told(years, expected):
    born = NOW.date().replace(year=NOW.year - years)
    assert of(born_on=born, creatinine=None).said() == expected


@pytest.mark.parametrize(
    ("creatinine", "expected"),
    [
        ("72", {"insuffisance renale": True}),  # 44 mL/min
        ("70", {}),  # 45
        ("40", {}),  # 78
        ("39", {"insuffisance renale": False}),  # 80
        ("104", {"insuffisance renale": True}),  # 30
        ("110", {"insuffisance renale": True, "insuffisance renale ou hepatique": True}),  # 29
    ],
)
def test_the_kidneys_are_told_where_every_entry_agrees(creatinine, expected):
    said = of(creatinine=measured(creatinine, "µmol/L", 1)).said()
    assert {name: value for name, value in said.items() if "renale" in name} == expected


@pytest.mark.parametrize(("value", "low"), [("3.4", True), ("3.5", False)])
def test_potassium_is_told(value, low):
    assert of(potassium=measured(value, "mmol/L", 2)).said()["hypokaliemie"] is low


def test_potassium_of_another_unit_or_of_last_year_is_not():
    for measure in (measured(140, "mg/L", 2), measured("3.1", "mmol/L", 300)):
        assert "hypokaliemie" not in of(potassium=measure).said()


def test_how_old_is_a_setting():
    old = facts(creatinine=measured(70, "µmol/L", 190))
    assert condition(old, Settings(creatinine_months=12)).clearance is not None
