"""How far from its hour a dose is still on time: the classes of M4, and what a home sets."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from medication.prescription import EveryDays, MonthDays, Patch, Sliding, Weekdays
from medication.settings import Settings
from medication.tolerances import punctuality, tolerance
from tests.medication.lines import as_needed, daily, day, drug, line, patch, takes

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "tolerance.json").read_text(encoding="utf-8")
)
WEEKLY = Weekdays(frozenset({1}))

CASES = [
    ("paracétamol", drug(), daily("matin"), 60),
    ("lévodopa", drug("lévodopa + bensérazide", "levodopa"), daily("matin"), 30),
    ("morphine LP", drug("morphine", form="gélule à libération prolongée"), daily("matin"), 30),
    ("morphine immédiate", drug("morphine", form="comprimé"), daily("matin"), 60),
    ("lévétiracétam", drug("lévétiracétam", form="comprimé pelliculé"), daily("matin"), 30),
    ("insuline asparte", drug("insuline asparte"), daily("matin"), 30),
    ("insuline glargine", drug("insuline glargine"), daily("coucher"), 60),
    ("alendronate, chaque lundi", drug("acide alendronique"), daily("matin", days=WEEKLY), 720),
    ("vitamine D, le 1er", drug(), daily("matin", days=MonthDays(frozenset({1}))), 720),
    ("B12, tous les 30 jours", drug(), daily("matin", days=EveryDays(30, day("2026-01-01"))), 720),
    ("deux jours par semaine", drug(), daily("matin", days=Weekdays(frozenset({1, 4}))), 60),
    ("deux prises un jour par semaine", drug(), daily("matin", "soir", days=WEEKLY), 60),
    ("patch de sept jours", drug("buprénorphine"), patch(168, WEEKLY), 720),
    ("patch de trois jours", drug("fentanyl"), patch(72, EveryDays(3, day("2026-01-01"))), 60),
    ("insuline par glycémie", drug("insuline"), Sliding(takes("midi"), WEEKLY, ()), 30),
    ("si besoin", drug(), as_needed(), 60),
]


@pytest.mark.parametrize(("named", "prescribed", "scheme", "minutes"), CASES)
def test_a_drug_has_its_tolerance(named, prescribed, scheme, minutes):
    assert tolerance(line(scheme, drug=prescribed), Settings()) == minutes


def test_a_home_sets_its_own_minutes():
    home = Settings(usual_minutes=90, tight_minutes=20, loose_minutes=600)
    assert [tolerance(line(one.scheme, drug=one.drug), home) for one in _three()] == [90, 20, 600]


def _three():
    return (
        line(daily("matin")),
        line(daily("matin"), drug=drug("lévodopa", "levodopa")),
        line(daily("matin", days=WEEKLY)),
    )


def test_what_a_home_says_of_a_substance_comes_first_and_the_shortest_wins():
    home = Settings(tolerance={"levodopa": 15, "entacapone": 45})
    both = drug("lévodopa, entacapone", "levodopa", "entacapone")
    assert tolerance(line(daily("matin"), drug=both), home) == 15
    assert tolerance(line(daily("matin", days=WEEKLY), drug=drug("x", "entacapone")), home) == 45
    assert tolerance(line(patch(24), drug=drug("x", "entacapone")), home) == 45


def test_a_patch_at_each_day_is_usual():
    assert tolerance(line(Patch("matin", patch(24).amount, 24)), Settings()) == 60


@pytest.mark.parametrize("case", VECTORS["punctuality"], ids=lambda case: case["at"])
def test_an_instant_is_early_on_time_or_late(case):
    due_at, at = (datetime.fromisoformat(case[name]) for name in ("due_at", "at"))
    found = punctuality(due_at, at, early=case["early_minutes"], late=case["late_minutes"])
    assert found == case["is"]
