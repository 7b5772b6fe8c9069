"""Insulin. Sources: ADA, Standards of Care, 6; RCP HUMALOG and NOVORAPID, 4.2; 1 mmol/L is 0.18016 g/L."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from medication.facts import Measure
from medication.insulin import (
    after_hypoglycaemia,
    amount,
    in_grams,
    is_insulin,
    is_prandial,
    is_recent,
)
from medication.prescription import EveryDay, Rung, Sliding, Take
from medication.settings import Settings
from medication.sites import next_site
from tests.medication.references import builtin_reference
from tests.medication.treatments import NOW, by_name, checked, facts, kinds, line, of_kind

LANTUS, HUMALOG, NOVORAPID, NOVOMIX, APIDRA, UMULINE, DOLIPRANE = (
    "65979151",
    "65132156",
    "61232223",
    "61693569",
    "64684582",
    "60464222",
    "60234100",
)
SETTINGS = Settings()
SCALE = Sliding(
    (Take("midi", Decimal(2)), Take("soir")),
    EveryDay(),
    (
        Rung(Decimal("1.50"), Decimal(0)),
        Rung(Decimal("2.50"), Decimal(4)),
        Rung(None, Decimal(8)),
    ),
)


def glycaemia(value, minutes=10, unit="g/L"):
    return Measure(Decimal(value), unit, NOW - timedelta(minutes=minutes))


def giving(cis, measure, scheme=None, stage="giving"):
    injected = line(cis, scheme, route="sous-cutanee", unit="unité")
    return checked([injected], facts(glycaemia=measure), stage)


def test_a_recent_glycaemia_lets_the_injection_go_on():
    assert not kinds(giving(HUMALOG, glycaemia("1.20")))


@pytest.mark.parametrize(("value", "low"), [("0.69", True), ("0.70", False), ("0.71", False)])
def test_below_0_70_is_not_injected(value, low):
    found = of_kind(giving(HUMALOG, glycaemia(value)), "hypoglycaemia")
    assert bool(found) is low
    if low:
        assert found[0].level == "interrupt"
        assert "0,69 g/L" in found[0].says
        assert "15 g de sucre" in found[0].because and "15 minutes" in found[0].because
        assert found[0].for_aide == "Ne pas donner, appeler l’infirmière."


def test_a_basal_insulin_waits_too_when_the_glycaemia_is_low():
    assert of_kind(giving(LANTUS, glycaemia("0.60")), "hypoglycaemia")


def test_a_low_glycaemia_counts_until_another_is_measured():
    (found,) = of_kind(giving(LANTUS, glycaemia("0.60", minutes=600)), "hypoglycaemia")
    assert "recontrôler la glycémie" in found.because
    assert "sucre" not in found.because, "sugar for a measure of ten hours ago would be a guess"


@pytest.mark.parametrize(("minutes", "missing"), [(30, False), (31, True)])
def test_a_rapid_insulin_asks_for_a_glycaemia_of_the_last_half_hour(minutes, missing):
    found = of_kind(giving(HUMALOG, glycaemia("1.50", minutes)), "glycaemia_missing")
    assert bool(found) is missing


def test_a_missing_glycaemia_is_shown():
    (found,) = of_kind(giving(NOVORAPID, None), "glycaemia_missing")
    assert found.level == "show"
    assert found.because == "Aucune glycémie connue."


def test_a_basal_insulin_asks_for_none_unless_its_amount_depends_on_it():
    assert not of_kind(giving(LANTUS, None), "glycaemia_missing")
    assert of_kind(giving(LANTUS, None, SCALE), "glycaemia_missing")


@pytest.mark.parametrize("stage", ["prescribing", "validation"])
def test_nothing_is_asked_before_the_gesture(stage):
    assert not kinds(giving(HUMALOG, glycaemia("0.50"), stage=stage))
    unread = giving(HUMALOG, glycaemia("5", unit="g"), stage=stage)
    assert not [one for one in unread if "Glycémie" in one.says]


def test_a_unit_that_is_none_of_a_glycaemia_is_not_verified():
    (found,) = [one for one in giving(HUMALOG, glycaemia("5", unit="g")) if "Glycémie" in one.says]
    assert found.kind == "unverified"


def test_other_drugs_ask_for_no_glycaemia():
    assert not kinds(checked([line(DOLIPRANE)], facts(glycaemia=glycaemia("0.40")), "giving"))


@pytest.mark.parametrize(
    ("value", "unit", "grams"),
    [
        ("1.2", "g/L", "1.2"),
        ("3.8", "mmol/L", "0.684608"),
        ("70", "mg/dL", "0.70"),
        ("1", "mg", None),
    ],
)
def test_a_glycaemia_is_read_in_three_units(value, unit, grams):
    expected = None if grams is None else Decimal(grams)
    assert in_grams(Measure(Decimal(value), unit, NOW)) == expected


@pytest.mark.parametrize(
    ("cis", "prandial"),
    [(LANTUS, False), (UMULINE, False), (HUMALOG, True), (NOVOMIX, True), (APIDRA, True)],
)
def test_rapid_insulins_and_the_mixes_that_hold_one_go_with_a_meal(cis, prandial):
    product = builtin_reference().products[cis]
    assert is_insulin(product.substances)
    names = [row.name for row in product.ingredients]
    assert is_prandial(line(cis).drug, names) is prandial


def test_actrapid_is_rapid_by_its_name():
    assert is_prandial(by_name("insuline", named="Actrapid").drug)


@pytest.mark.parametrize(
    ("at", "grams", "expected"),
    [
        ("midi", "1.49", "2"),
        ("midi", "1.50", "6"),
        ("midi", "2.50", "10"),
        ("soir", "3.00", "8"),
        ("matin", "1.00", None),
    ],
)
def test_the_amount_is_the_fixed_part_and_the_rung(at, grams, expected):
    found = amount(SCALE, at, Decimal(grams))
    assert found == (None if expected is None else Decimal(expected))


def test_a_scale_without_a_last_rung_adds_nothing_beyond():
    open_ended = Sliding((Take("midi"),), EveryDay(), SCALE.scale[:1])
    assert amount(open_ended, "midi", Decimal("3")) == 0


def test_the_next_site_is_the_one_used_longest_ago():
    sites = ("abdomen droit", "abdomen gauche", "cuisse droite")
    assert next_site(sites, ()) == "abdomen droit"
    assert next_site(sites, ("abdomen droit",)) == "abdomen gauche"
    used = ("abdomen gauche", "cuisse droite", "abdomen droit")
    assert next_site(sites, used) == "abdomen gauche"
    assert next_site((), used) is None


def test_a_hypoglycaemia_asks_for_sugar_now_and_for_a_glycaemia_15_minutes_later():
    low = glycaemia("0.55")
    sugar, recheck = after_hypoglycaemia(low, [line(HUMALOG).chain], NOW, SETTINGS)
    assert (sugar.kind, sugar.due_at, sugar.role) == ("resugar", low.at, "care_assistant")
    assert (recheck.kind, recheck.role) == ("recheck_glycaemia", "nurse")
    assert recheck.due_at == low.at + timedelta(minutes=15)
    assert sugar.label == "Resucrer" and "0,55" in sugar.says
    assert not after_hypoglycaemia(glycaemia("0.90"), [], NOW, SETTINGS)


def test_a_hypoglycaemia_of_hours_ago_that_nobody_rechecked_asks_for_the_control_alone():
    (task,) = after_hypoglycaemia(glycaemia("0.55", minutes=300), [], NOW, SETTINGS)
    assert task.kind == "recheck_glycaemia"


def test_how_recent_is_a_setting():
    assert is_recent(glycaemia("1", 45), NOW, Settings(glycaemia_minutes=60))
