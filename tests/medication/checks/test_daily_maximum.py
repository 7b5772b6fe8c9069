"""The most of a substance in a day. Sources: the summaries named in `facts_tables/maxima.csv`, section
4.2: paracetamol 4 g, 3 g from 75 years, below 50 kg; metformin by the clearance."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from medication.facts import Measure
from medication.prescription import Pause
from tests.medication.treatments import (
    NOW,
    as_needed,
    by_name,
    checked,
    facts,
    line,
    of_kind,
    times,
)

DOLIPRANE, DAFALGAN, CODEINE, EFFERALGAN = "60234100", "63264636", "66003374", "68605422"
METFORMINE, EMULGEL, LASILIX = "67346461", "63855240", "65606743"
ADULT = facts(born_on=datetime(1980, 1, 1, tzinfo=UTC).date())


def excess(*lines, known=None, **more):
    return of_kind(checked(lines, known, **more), "daily_maximum")


def test_two_brands_of_paracetamol_above_the_person_s_maximum_interrupt_with_the_sum_shown():
    (found,) = excess(line(DOLIPRANE, times("1", "1")), line(DAFALGAN, times("1", "1")))
    assert found.level == "interrupt"
    assert "Paracétamol : 4 g par jour en tout" in found.says
    assert "DAFALGAN 1000 mg : 2 g + DOLIPRANE 1000 mg : 2 g" in found.says
    assert "maximum 3 g pour cette personne" in found.says
    assert "75 ans" in found.because
    assert "RCP PARACETAMOL" in found.source
    assert len(found.chains) == 2


def test_the_same_four_grams_are_the_maximum_of_a_younger_adult():
    two = (line(DOLIPRANE, times("1", "1")), line(DAFALGAN, times("1", "1")))
    assert not excess(*two, known=ADULT)
    (found,) = excess(
        line(
            DOLIPRANE,
            times(
                "1",
                "1",
                "1",
                "1",
            ),
        ),
        line(DAFALGAN),
        known=ADULT,
    )
    assert "5 g" in found.says and "Maximum de l’adulte" in found.because


def test_the_substance_is_counted_in_a_combination_too():
    """DAFALGAN CODEINE holds 500 mg of paracetamol."""
    (found,) = excess(line(DOLIPRANE, times("1", "1", "1")), line(CODEINE, times("1", "1")))
    assert "4 g par jour" in found.says


def test_three_grams_are_allowed_at_88_years():
    assert not excess(line(DOLIPRANE, times("1", "1", "1")))


def test_half_a_tablet_counts_for_half():
    half = times("1", "1", "0.5")
    assert not excess(line(DOLIPRANE, half), line(EFFERALGAN, times("1")))
    (found,) = excess(line(DOLIPRANE, half), line(EFFERALGAN, times("1", "0.5")))
    assert "3,25 g" in found.says


def test_a_light_person_has_a_lower_maximum():
    """RCP DOLIPRANE 1000 mg: below 50 kg, 60 mg/kg/day and no more than 3 g."""
    light = facts(
        born_on=datetime(1980, 1, 1, tzinfo=UTC).date(),
        weight=Measure(Decimal(40), "kg", NOW - timedelta(days=10)),
    )
    (found,) = excess(line(DOLIPRANE, times("1", "1", "1")), known=light)
    assert "maximum 2,4 g" in found.says
    assert "moins de 50 kg" in found.because and "60 mg par kg" in found.because


@pytest.mark.parametrize(
    ("creatinine", "grams", "beyond"),
    [
        ("60", "2", False),  # 47 mL/min at 88 years and 58 kg: 2 g (EMA, October 2016)
        ("60", "3", True),
        ("80", "2", True),  # 39 mL/min: 1 g
        ("130", "1", True),  # 24 mL/min: contraindicated
    ],
)
def test_the_clearance_lowers_metformin(creatinine, grams, beyond):
    known = facts(creatinine=Measure(Decimal(creatinine), "µmol/L", NOW - timedelta(days=9)))
    assert bool(excess(line(METFORMINE, times(grams)), known=known)) is beyond


def test_a_contraindication_by_the_kidneys_says_so():
    known = facts(creatinine=Measure(Decimal(130), "µmol/L", NOW - timedelta(days=9)))
    (found,) = excess(line(METFORMINE), known=known)
    assert found.says.startswith("Metformine base : 780 mg par jour en tout")
    assert "contre-indiqué ou non recommandé pour cette personne" in found.says
    assert "clairance sous 30 mL/min" in found.because


@pytest.mark.parametrize(
    ("creatinine", "said"),
    [
        (None, "créatinine inconnue"),
        (Measure(Decimal(300), "µmol/L", NOW - timedelta(days=200)), "plus de 6 mois"),
    ],
)
def test_a_stale_or_missing_creatinine_blocks_nothing_and_is_said(creatinine, said):
    found = checked([line(METFORMINE, times("2"))], facts(creatinine=creatinine))
    assert not of_kind(found, "daily_maximum")
    assert [one.level for one in found if said in one.says] == ["show"]


def test_a_stale_weight_blocks_nothing_and_is_said():
    old = facts(weight=Measure(Decimal(38), "kg", NOW - timedelta(days=120)))
    found = checked([line(DOLIPRANE, times("1", "1", "1"))], old)
    assert not of_kind(found, "daily_maximum")
    assert any("poids du" in one.says for one in found)


def test_an_unknown_age_is_said():
    found = checked([line(DOLIPRANE, times("1"))], facts(born_on=None))
    assert any("âge inconnu" in one.says for one in found)


def test_what_is_missing_is_told_only_of_the_lines_that_one_asks_about():
    two = [line(DOLIPRANE), line(LASILIX)]
    found = checked(two, facts(born_on=None), about=[two[1]])
    assert not any("âge inconnu" in one.says for one in found)


def test_as_needed_counts_by_its_maximum():
    (found,) = excess(line(DOLIPRANE, times("1", "1")), line(DAFALGAN, as_needed(most="2")))
    assert "DAFALGAN 1000 mg : 2 g si besoin" in found.says


def test_as_needed_lines_share_one_allowance():
    two = (line(DOLIPRANE, as_needed(most="3")), line(DAFALGAN, as_needed(most="2")))
    assert not excess(*two)
    assert excess(*two, line(EFFERALGAN, times("1")))


def test_lines_that_follow_each_other_are_not_added_up():
    until = NOW + timedelta(days=3)
    before = line(DOLIPRANE, times("1", "1"), ends_at=until)
    after = line(DAFALGAN, times("1", "1"), starts_at=until)
    assert not excess(before, after)
    assert excess(before, line(DAFALGAN, times("1", "1"), starts_at=until - timedelta(hours=1)))


def test_two_excesses_at_two_times_are_both_said():
    until = NOW + timedelta(days=3)
    always = line(DOLIPRANE, times("1", "1", "1"))
    first = line(DAFALGAN, times("1"), ends_at=until)
    second = line(EFFERALGAN, times("2"), starts_at=until)
    assert len(excess(always, first, second)) == 2


def test_an_excess_that_goes_on_alone_is_said_with_the_larger_sum():
    always = line(DOLIPRANE, times("2", "2"))
    for changes in (
        {"ends_at": NOW + timedelta(days=3)},
        {"starts_at": NOW + timedelta(days=3)},
    ):
        (found,) = excess(always, line(DAFALGAN, times("1"), **changes))
        assert "5 g par jour" in found.says


def test_an_excess_that_a_suspension_cuts_in_two_is_said_once():
    pause = Pause(NOW + timedelta(days=2), NOW + timedelta(days=4), "examen")
    assert len(excess(line(DOLIPRANE, times("2", "2"), pauses=(pause,)))) == 1


def test_a_suspended_line_does_not_count():
    paused = line(DAFALGAN, times("1", "1"), pauses=(Pause(NOW, None, "examen"),))
    assert not excess(line(DOLIPRANE, times("1", "1")), paused)


def test_a_prescription_by_substance_counts_by_its_strength():
    by_dci = by_name("paracetamol", strength="500 mg", scheme=times("2", "2"))
    (found,) = excess(line(DOLIPRANE, times("1", "1")), by_dci)
    assert "4 g" in found.says


def test_milligrams_are_said_in_milligrams():
    tramadol = by_name("tramadol", strength="50 mg", scheme=times("4", "4", "4"))
    (found,) = excess(tramadol)
    assert "600 mg par jour en tout" in found.says


def test_a_drug_without_a_maximum_is_not_verified():
    (found,) = [one for one in checked([line(LASILIX)]) if "Dose maximale" in one.says]
    assert (found.kind, found.level) == ("unverified", "show")


def test_a_dose_that_nobody_can_tell_is_not_verified():
    drops = by_name("tramadol", unit="gouttes", scheme=times("20"))
    assert any("Dose maximale non vérifiée" in one.says for one in checked([drops]))


def test_a_gel_has_no_daily_maximum_to_verify():
    found = checked([line(EMULGEL, unit="application")])
    assert not any("Dose maximale" in one.says for one in found)


def test_a_substance_without_a_composition_is_said_by_its_name():
    assert excess(by_name("tramadol", strength="500 mg"))[0].says.startswith("Tramadol :")


def test_the_sum_interrupts_when_the_dose_is_given_too_until_somebody_decided():
    two = (line(DOLIPRANE, times("1", "1")), line(DAFALGAN, times("1", "1")))
    (written,), (given,) = excess(*two), excess(*two, stage="giving")
    assert given.level == "interrupt" and given.identity == written.identity
