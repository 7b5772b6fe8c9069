"""An override holds until the drug, its dose or the facts change (features.md, M10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from medication.drug import Drug
from medication.identity import identity, signature
from medication.prescription import (
    AsNeeded,
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from tests.medication.treatments import NOW, as_needed, by_name, checked, line, of_kind, times

HALDOL, CITALOPRAM, CITALOPRAM_DROPS = "61490049", "68491591", "69505147"
PARACETAMOL, DOLIPRANE, DAFALGAN = "68787715", "60234100", "63264636"
DAY = date(2026, 11, 23)
TAKES = (Take("matin", Decimal(1)),)


def raised(changed=None, other=None):
    haldol = line(HALDOL, times("1", "1"))
    (found,) = of_kind(checked([changed or haldol, other or line(CITALOPRAM)]), "contraindicated")
    return found.identity


def haldol(scheme=None, **changes):
    return line(HALDOL, scheme or times("1", "1"), **changes)


@pytest.mark.parametrize(
    "same",
    [
        haldol(wording="à donner avec un verre d’eau"),
        haldol(prescriber="Dr Morel", why="agitation"),
        haldol(version=3, id=line(CITALOPRAM).chain),
        haldol(Regular((Take("07:30", Decimal("1.0")), Take("19:00", Decimal(1))))),
        haldol(starts_at=NOW + timedelta(days=1)),
    ],
)
def test_it_holds_while_only_words_hours_or_days_of_beginning_change(same):
    assert raised(same) == raised()


@pytest.mark.parametrize(
    "other",
    [
        haldol(times("1", "2")),
        haldol(times("1")),
        haldol(Regular(TAKES * 2, EveryDays(2, DAY))),
        haldol(unit="mg"),
        haldol(route="intramusculaire"),
        haldol(chain=line(CITALOPRAM).id),
    ],
)
def test_it_falls_when_the_dose_the_rhythm_the_route_or_the_line_changes(other):
    assert raised(other) != raised()


def test_it_falls_when_the_other_drug_changes():
    assert raised(other=by_name("escitalopram", name="x")) != raised()


def test_another_maker_s_box_is_the_same_drug():
    """Generics of one substance, one chain: the override of an interaction holds."""
    chain = line(DOLIPRANE).chain
    first, second = (
        of_kind(checked([line(cis, times("1", "1", "1", "1"), chain=chain)]), "daily_maximum")[0]
        for cis in (DOLIPRANE, PARACETAMOL)
    )
    assert first.identity == second.identity


def test_a_drug_that_nobody_knows_is_known_by_its_name():
    one, other = (
        by_name(named="Tisane du soir"),
        by_name(named="Tisane du matin", name="Tisane du soir"),
    )
    ids = [checked([each])[0].identity for each in (one, other)]
    assert ids[0] != ids[1]


def test_a_composition_that_is_not_published_leaves_the_name():
    written = line(DOLIPRANE)
    unnamed = replace(written, drug=replace(written.drug, label="AUTRE"))
    assert signature(written, Drug("x")) != signature(unnamed, Drug("x"))


def test_the_stage_is_no_part_of_it():
    lines = [line(DOLIPRANE, times("1", "1", "1", "1"))]
    stages = ("prescribing", "validation", "giving")
    found = {of_kind(checked(lines, stage=one), "daily_maximum")[0].identity for one in stages}
    assert len(found) == 1


RULES = [
    EveryDay(),
    EveryDays(2, DAY),
    EveryDays(2, DAY + timedelta(days=1)),
    Cycle(5, 2, DAY),
    Weekdays(frozenset({1, 4})),
    MonthDays(frozenset({1, 4})),
]
SCHEMES = [
    *(Regular(TAKES, rule) for rule in RULES),
    Sliding(TAKES, EveryDay(), (Rung(None, Decimal(4)),)),
    Sliding(TAKES, EveryDay(), (Rung(Decimal(2), Decimal(4)),)),
    Sliding((Take("matin"),), EveryDay(), (Rung(None, Decimal(4)),)),
    Tapering((Step(DAY, TAKES),)),
    Tapering((Step(DAY + timedelta(days=1), TAKES),)),
    Calendar("soir", {DAY: Decimal(1)}),
    Patch("matin", Decimal(1), 72),
    Patch("matin", Decimal(1), 24),
    as_needed("1", "3", 240),
    as_needed("1", "4", 240),
    as_needed("1", "3", 360),
    replace(as_needed("1", "3", 240), on_top=True),
]


def test_every_scheme_and_rhythm_is_another_dose():
    ids = {checked([line("68276457", one)])[0].identity for one in SCHEMES}
    assert len(ids) == len(SCHEMES)


def test_the_days_of_a_calendar_are_not_a_change_of_dose():
    first, second = (
        checked([line("68276457", Calendar("soir", {DAY: Decimal(one)}))])[0].identity
        for one in (1, 2)
    )
    assert first == second


def test_the_indication_of_an_as_needed_line_is_not_its_dose():
    pain, fever = (
        checked([line("68276457", AsNeeded(Decimal(1), why, 240, Decimal(3)))])[0].identity
        for why in ("douleur", "fièvre")
    )
    assert pain == fever


def test_the_order_of_drugs_changes_nothing_and_the_facts_do():
    assert identity("x", ["a", "b"], [1]) == identity("x", ["b", "a"], [1])
    assert identity("x", ["a"], [1]) != identity("x", ["a"], [2])
    assert identity("x", ["a"], []) != identity("y", ["a"], [])
    assert len(identity("x", [], [])) == 32
