"""What gestures at the bedside rest on: the same examples as the browser's."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from medication import afterwards, avk, insulin, sites
from medication.amount_words import amount_words
from medication.as_needed import Allowance
from medication.as_needed_words import allowance_words, duration_words
from medication.facts import Measure
from medication.giving_mode import BASES, legal_basis
from medication.proposed import PROPOSED
from medication.scheme_json import scheme_from_json
from medication.schemes import AsNeeded
from medication.settings import Settings
from tests.medication.treatments import NOW, by_name

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "gestures.json").read_text(encoding="utf-8")
)


def number(text):
    return None if text is None else Decimal(text)


def of_rule(rule, label="DOLIPRANE 1000 mg, comprimé", **more):
    """A line with that scheme, and a drug of that name."""
    return by_name("paracetamol", named=label, scheme=scheme_from_json(rule), **more)


@pytest.mark.parametrize("one", VECTORS["amounts"], ids=lambda one: one["says"])
def test_an_amount_is_said_as_the_example_says(one):
    assert amount_words(number(one["amount"]), one["unit"]) == one["says"]


@pytest.mark.parametrize("one", VECTORS["grams"], ids=lambda one: f"{one['value']} {one['unit']}")
def test_a_glycaemia_in_another_unit_is_read_in_grams(one):
    assert insulin.in_grams(Measure(Decimal(one["value"]), one["unit"], NOW)) == number(
        one["grams"]
    )


@pytest.mark.parametrize("one", VECTORS["rungs"], ids=lambda one: f"{one['at']} {one['grams']}")
def test_a_glycaemia_falls_on_its_rung(one):
    scheme, grams = scheme_from_json(one["scheme"]), Decimal(one["grams"])
    rung = insulin.rung_for(scheme, grams)
    assert insulin.amount(scheme, one["at"], grams) == number(one["amount"])
    assert (rung and rung.amount) == number(one["rung"])
    assert (rung and insulin.rung_words(scheme, rung)) == one["says"]


@pytest.mark.parametrize(
    "one", VECTORS["recent"], ids=lambda one: f"{one['minutes']}/{one['within']}"
)
def test_a_glycaemia_is_recent_for_so_long(one):
    measure = Measure(Decimal(1), "g/L", NOW - timedelta(minutes=one["minutes"]))
    settings = Settings(glycaemia_minutes=one["within"])
    assert insulin.is_recent(measure, NOW, settings) is one["is_recent"]


@pytest.mark.parametrize("one", VECTORS["low"], ids=lambda one: f"{one['grams']}/{one['low']}")
def test_a_low_glycaemia_forbids_insulin(one):
    measure, settings = (
        Measure(Decimal(one["grams"]), "g/L", NOW),
        Settings(hypoglycaemia=Decimal(one["low"])),
    )
    assert insulin.is_hypoglycaemia(measure, settings) is one["is_low"]


@pytest.mark.parametrize("one", VECTORS["held"], ids=lambda one: f"{one['inr']}/{one['hold']}")
def test_a_high_inr_holds_the_dose(one):
    measure, settings = (
        Measure(Decimal(one["inr"]), "", NOW),
        Settings(inr_hold=Decimal(one["hold"])),
    )
    held = avk.status(of_rule(VECTORS["after"][6]["rule"]), measure, NOW, settings).is_held
    assert held is one["is_held"]


@pytest.mark.parametrize("at", range(len(VECTORS["sites"])))
def test_the_site_used_longest_ago_comes_next(at):
    one = VECTORS["sites"][at]
    assert sites.next_site(one["sites"], one["used"]) == one["next"]
    twice = [site for site in one["sites"] if sites.is_twice(site, one["used"])]
    assert twice == one["twice"]


@pytest.mark.parametrize(
    "one",
    VECTORS["after"],
    ids=lambda one: f"{one['rule']['kind']} {one['act']} {one['outcome']} {one['label']}",
)
def test_a_gesture_asks_for_what_comes_after(one):
    given = of_rule(one["rule"], label=one["label"])
    at, settings = datetime.fromisoformat(one["at"]), Settings(effect_minutes=one["home_minutes"])
    asked = afterwards.asked_after(given, one["act"], one["outcome"], at, settings)
    expected = one["asked"]
    if expected is None:
        assert asked is None
        return
    assert asked == afterwards.Asked(
        expected["kind"],
        expected["what"],
        datetime.fromisoformat(expected["due_at"]),
        expected["urgent"],
        expected["role"],
    )


def test_the_outcome_offered_first_follows_the_mode():
    assert dict(PROPOSED) == VECTORS["proposed"]


@pytest.mark.parametrize(
    "one",
    VECTORS["bases"],
    ids=lambda one: f"{one['giver']} {one['role']} {one['rule']['kind']} {one['agreed']}",
)
def test_what_makes_it_lawful_follows_mode_role_and_agreement(one):
    given = of_rule(one["rule"], giver=one["giver"])
    assert legal_basis(given, None, one["role"], one["agreed"]) == one["basis"]


def test_the_sites_are_those_of_the_prescription_before_the_usual_ones():
    patch = VECTORS["after"][7]["rule"]
    assert sites.sites_of(of_rule({**patch, "sites": ["dos"]})) == ("dos",)
    assert sites.sites_of(of_rule(patch)) == sites.PATCH
    assert sites.sites_of(of_rule(VECTORS["rungs"][0]["scheme"])) == sites.INJECTION


def test_every_site_has_its_words_and_another_keeps_its_own():
    assert all(sites.words(one) != one for one in (*sites.PATCH, *sites.INJECTION))
    assert sites.words("omoplate") == "omoplate"


def test_sites_are_put_in_the_order_in_which_they_were_used():
    later, sooner = sites.Use("arm_left", NOW), sites.Use("arm_right", NOW - timedelta(days=1))
    assert sites.order_of([later, sooner]) == ["arm_right", "arm_left"]


def test_the_line_says_when_its_effect_is_looked_at_before_the_home_does():
    scheme = scheme_from_json(VECTORS["after"][1]["rule"])
    assert isinstance(scheme, AsNeeded)
    assert afterwards.effect_minutes(scheme, Settings(effect_minutes=90)) == 30


def test_the_words_are_those_of_the_examples():
    assert dict(sites.LABELS) == VECTORS["site_words"]
    assert list(sites.INJECTION) == VECTORS["injection"]
    assert list(sites.PATCH) == VECTORS["patch"]
    assert list(afterwards.EFFECTS.values()) == VECTORS["effects"]
    assert VECTORS["basis_words"] == BASES


@pytest.mark.parametrize("one", VECTORS["allowances"], ids=lambda one: one["says"])
def test_an_allowance_is_said_as_the_example_says(one):
    given = of_rule(one["rule"], unit=one["unit"])
    next_at = one["next_at"] and datetime.fromisoformat(one["next_at"])
    found = Allowance(Decimal(one["left"]), next_at, one["why"])
    assert (
        allowance_words(found, given, datetime.fromisoformat(one["now"]), one["zone"])
        == one["says"]
    )


def test_a_duration_is_said_as_the_example_says():
    said = {minutes: duration_words(int(minutes)) for minutes in VECTORS["durations"]}
    assert said == VECTORS["durations"]
