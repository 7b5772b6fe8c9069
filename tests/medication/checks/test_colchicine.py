"""Colchicine. Sources: ANSM, bon usage (clearance below 30: contraindicated; less from 75 years) and the
schedules of July 2023 (at most 0.5 mg three times a day)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from medication.facts import Measure
from tests.medication.treatments import NOW, by_name, checked, facts, kinds, line, of_kind, times

COLCHICINE, DOLIPRANE = "68066715", "60234100"
HALF = times("0.5")


def kidney(creatinine, days=5, **more):
    return facts(
        creatinine=Measure(Decimal(creatinine), "µmol/L", NOW - timedelta(days=days)), **more
    )


@pytest.mark.parametrize(
    ("stage", "level"),
    [("prescribing", "interrupt"), ("validation", "interrupt"), ("giving", "show")],
)
def test_a_severe_kidney_failure_is_a_proven_contraindication(stage, level):
    """88 years, 58 kg, 130 µmol/L: 24 mL/min."""
    (found,) = of_kind(checked([line(COLCHICINE, HALF)], kidney("130"), stage), "colchicine_renal")
    assert found.level == level
    assert "24 mL/min" in found.says
    assert "Diarrhée" in found.because


def test_at_30_and_above_it_is_not():
    assert not of_kind(checked([line(COLCHICINE, HALF)], kidney("104")), "colchicine_renal")


def test_a_stale_creatinine_blocks_nothing_and_is_said():
    found = checked([line(COLCHICINE, HALF)], kidney("400", days=300))
    assert not of_kind(found, "colchicine_renal")
    assert any("Rein non vérifié" in one.says and one.level == "show" for one in found)


def test_it_is_said_of_the_line_that_one_asks_about():
    two = [line(COLCHICINE, HALF), line(DOLIPRANE)]
    found = checked(two, facts(creatinine=None), about=[two[1]])
    assert not any("Rein non vérifié" in one.says for one in found)


@pytest.mark.parametrize(
    ("a_day", "known", "shown"),
    [
        (times("0.5", "0.5"), facts(), False),
        (times("0.5", "0.5", "0.5"), facts(), True),
        (times("0.5", "0.5", "0.5"), facts(born_on=NOW.date().replace(year=1970)), False),
        (times("1", "1"), facts(born_on=NOW.date().replace(year=1970)), True),
        (times("0.5", "0.5", "0.5"), kidney("140", born_on=NOW.date().replace(year=1970)), True),
        (times("1", "0.5"), facts(born_on=None, creatinine=None), False),
    ],
)
def test_little_a_day_and_less_for_the_frail(a_day, known, shown):
    found = of_kind(checked([line(COLCHICINE, a_day)], known), "colchicine_dose")
    assert [one.level for one in found] == (["show"] if shown else [])


def test_two_lines_of_it_count_together():
    """A milligram in the morning and one in the evening, each on its own line."""
    two = [line(COLCHICINE, times("1"), "a"), line(COLCHICINE, times("0", "0", "1"), "b")]
    (found,) = of_kind(checked(two), "colchicine_dose")
    assert found.chains == tuple(sorted(one.chain for one in two))


def test_a_line_that_takes_over_does_not_count_with_the_one_before():
    before = line(COLCHICINE, times("1"), "a", ends_at=NOW + timedelta(days=1))
    after = line(COLCHICINE, times("1"), "b", starts_at=NOW + timedelta(days=1))
    assert not of_kind(checked([before, after]), "colchicine_dose")


def test_a_dose_that_nobody_can_tell_is_not_judged_here():
    assert not kinds(checked([by_name("colchicine")]))


def test_macrolides_are_the_thesaurus_s_own_contraindication():
    found = checked([line(COLCHICINE, HALF), by_name("clarithromycine")])
    assert "contraindicated" in kinds(found)
