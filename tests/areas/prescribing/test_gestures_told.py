"""The home's figures that a tablet needs before a gesture."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.areas.prescribing.bedside.gestures import gesture_told
from app.areas.prescribing.commands import prescribe
from app.ground import clock
from medication.prescription import AsNeeded, EveryDay, Rung, Sliding, Take
from medication.settings import Settings
from tests.areas.prescribing.bedside import bedside_of, told
from tests.areas.prescribing.conftest import draft
from tests.medication.references import builtin_reference
from tests.medication.treatments import as_needed, line, times
from tests.sync.conftest import exchange_over
from tests.sync.homes import NOW

REFERENCE = builtin_reference()
HUMALOG, LANTUS, COUMADINE, DOLIPRANE = "65132156", "65979151", "63245753", "60234100"
SCALE = Sliding((Take("midi"),), EveryDay(), (Rung(None, Decimal(4)),))
PAIN = AsNeeded(Decimal(1), "douleur", 360, Decimal(2))


@pytest.fixture
def bedside(house):
    with clock.frozen(NOW):
        yield bedside_of(exchange_over(house))


def told_here(cis, scheme=None, settings=None, reference=REFERENCE, **changes):
    """What the row of such a line says beyond its words."""
    given = line(cis, scheme, **changes)
    return gesture_told(given, settings or Settings(), reference, REFERENCE.products[cis])


def test_a_rapid_insulin_is_told_with_the_figures_of_the_home():
    chosen = Settings(glycaemia_minutes=45, hypoglycaemia=Decimal("0.80"), recheck_minutes=20)
    assert told_here(HUMALOG, settings=chosen)["gesture"] == {
        "kind": "insulin",
        "needs": True,
        "minutes": 45,
        "low": "0.80",
        "recheck": 20,
        "meal": True,
    }


def test_a_slow_insulin_needs_a_glycaemia_only_by_its_scale():
    assert told_here(LANTUS)["gesture"]["needs"] is False
    assert told_here(LANTUS)["gesture"]["meal"] is False
    assert told_here(LANTUS, SCALE)["gesture"]["needs"] is True


def test_an_antivitamin_k_is_told_with_the_value_that_holds_it():
    assert told_here(COUMADINE, settings=Settings(inr_hold=Decimal("4.5"))) == {
        "gesture": {"kind": "avk", "hold": "4.5"}
    }


def test_without_a_reference_nobody_knows_an_antivitamin_k():
    assert told_here(COUMADINE, reference=None) == {}


def test_an_as_needed_line_says_when_its_effect_is_looked_at():
    assert told_here(DOLIPRANE, as_needed()) == {"gesture": {"effect": 60}}
    assert told_here(DOLIPRANE, as_needed(), Settings(effect_minutes=30)) == {
        "gesture": {"effect": 30}
    }


def test_a_line_that_needs_nothing_says_nothing():
    assert told_here(DOLIPRANE, times("1")) == {}


def test_tablets_receive_them_with_the_line(bedside):
    if_needed = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft(scheme=PAIN)).line
    other = bedside.do(prescribe, bedside.nadia, bedside.lenoir, draft()).line
    lines = {one["id"]: one for one in told(bedside.pull(), "line")}
    assert lines[str(if_needed.id)]["gesture"] == {"effect": 60}
    assert "gesture" not in lines[str(other.id)]
