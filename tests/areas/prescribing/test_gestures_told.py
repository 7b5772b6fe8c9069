"""The home's figures that a tablet needs before a gesture."""

from __future__ import annotations

from decimal import Decimal

from app.areas.prescribing.bedside.gestures import gesture_told
from medication.prescription import EveryDay, Rung, Sliding, Take
from medication.settings import Settings
from tests.medication.references import builtin_reference
from tests.medication.treatments import as_needed, line, times

REFERENCE = builtin_reference()
HUMALOG, LANTUS, COUMADINE, DOLIPRANE = "65132156", "65979151", "63245753", "60234100"
SCALE = Sliding((Take("midi"),), EveryDay(), (Rung(None, Decimal(4)),))


def told(cis, scheme=None, settings=None, reference=REFERENCE, **changes):
    given = line(cis, scheme, **changes)
    return gesture_told(given, settings or Settings(), reference, REFERENCE.products[cis])


def test_a_rapid_insulin_is_told_with_the_figures_of_the_home():
    chosen = Settings(glycaemia_minutes=45, hypoglycaemia=Decimal("0.80"), recheck_minutes=20)
    assert told(HUMALOG, settings=chosen)["gesture"] == {
        "kind": "insulin",
        "needs": True,
        "minutes": 45,
        "low": "0.80",
        "recheck": 20,
        "meal": True,
    }


def test_a_slow_insulin_needs_a_glycaemia_only_by_its_scale():
    assert told(LANTUS)["gesture"]["needs"] is False
    assert told(LANTUS)["gesture"]["meal"] is False
    assert told(LANTUS, SCALE)["gesture"]["needs"] is True


def test_an_antivitamin_k_is_told_with_the_value_that_holds_it():
    assert told(COUMADINE, settings=Settings(inr_hold=Decimal("4.5"))) == {
        "gesture": {"kind": "avk", "hold": "4.5"}
    }


def test_without_a_reference_nobody_knows_an_antivitamin_k():
    assert told(COUMADINE, reference=None) == {}


def test_an_as_needed_line_says_when_its_effect_is_looked_at():
    assert told(DOLIPRANE, as_needed()) == {"gesture": {"effect": 60}}
    assert told(DOLIPRANE, as_needed(), Settings(effect_minutes=30)) == {"gesture": {"effect": 30}}


def test_a_line_that_needs_nothing_says_nothing():
    assert told(DOLIPRANE, times("1")) == {}
