"""Interactions through the one door. Source of each level: ANSM thesaurus of October 2020, as read in
`tests/medication/pairs.csv` and docs/decisions/0024."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from medication.facts import Measure
from medication.prescription import EveryDays, Pause, Regular, Take
from tests.medication.treatments import (
    NOW,
    as_needed,
    by_name,
    checked,
    facts,
    kinds,
    line,
    of_kind,
    times,
)

HALDOL, CITALOPRAM, CORDARONE, LASILIX = "61490049", "68491591", "64408662", "65606743"
KARDEGIC, ELIQUIS, DOLIPRANE = "64755969", "61902218", "60234100"
METHOTREXATE, BACTRIM, DAFALGAN = "65854190", "64121235", "63264636"
SPIRONOLACTONE, TRIATEC = "60625921", "63524315"


def test_an_unconditional_contraindication_interrupts_when_it_is_written():
    (found,) = of_kind(checked([line(HALDOL), line(CITALOPRAM)]), "contraindicated")
    assert found.level == "interrupt"
    assert "HALDOL 1 mg" in found.says and "CITALOPRAM" in found.says
    assert "20/10/2020" in found.source
    assert found.for_aide == "Ne pas donner, appeler l’infirmière."
    assert set(found.chains) == {line(HALDOL).chain, line(CITALOPRAM).chain}


def test_the_same_contraindication_is_only_shown_when_a_scheduled_dose_is_given():
    (found,) = of_kind(checked([line(HALDOL), line(CITALOPRAM)], stage="giving"), "contraindicated")
    assert (found.level, found.for_aide) == ("show", "")


def test_a_new_as_needed_that_is_contraindicated_interrupts_when_it_is_given():
    haldol, citalopram = line(HALDOL, as_needed()), line(CITALOPRAM)
    given = checked([haldol, citalopram], stage="giving")
    (stopped,) = of_kind(given, "contraindicated_as_needed")
    (shown,) = of_kind(given, "contraindicated")
    assert (stopped.level, stopped.chains) == ("interrupt", (haldol.chain,))
    assert (shown.level, shown.chains) == ("show", (citalopram.chain,))


def test_an_override_made_when_it_was_written_holds_when_the_as_needed_is_given():
    lines = [line(HALDOL, as_needed()), line(CITALOPRAM)]
    (written,) = of_kind(checked(lines), "contraindicated_as_needed")
    (given,) = of_kind(checked(lines, stage="giving"), "contraindicated_as_needed")
    assert written.identity == given.identity
    assert len(written.chains) == 2


def test_two_as_needed_that_exclude_each_other_stop_each_other():
    two = [line(HALDOL, as_needed()), line(CITALOPRAM, as_needed())]
    given = checked(two, stage="giving")
    (found,) = of_kind(given, "contraindicated_as_needed")
    assert len(found.chains) == 2
    assert not of_kind(given, "contraindicated")


def test_a_contraindication_that_hangs_on_a_fact_nobody_gave_is_shown_with_the_fact():
    """Two potassium-sparing diuretics: contraindicated "sauf s'il existe une hypokaliémie"."""
    pair = [line(SPIRONOLACTONE), by_name("amiloride")]
    (found,) = of_kind(checked(pair), "contraindicated_perhaps")
    assert found.level == "show"
    assert "hypokaliémie" in found.because.lower()


def test_it_interrupts_once_the_fact_is_proven():
    pair = [line(SPIRONOLACTONE), by_name("amiloride")]
    normal = facts(potassium=Measure(Decimal("4.1"), "mmol/L", NOW - timedelta(days=3)))
    low = facts(potassium=Measure(Decimal("3.1"), "mmol/L", NOW - timedelta(days=3)))
    assert "contraindicated" in kinds(checked(pair, normal))
    assert not kinds(checked(pair, low)) & {"contraindicated", "contraindicated_perhaps"}


def test_the_dose_of_the_week_decides_where_the_thesaurus_says_so():
    """Methotrexate beyond 20 mg a week with an anti-inflammatory drug: not recommended; below, a
    precaution (entry AINS + MÉTHOTREXATE)."""
    weekly = lambda tablets: Regular(  # noqa: E731
        (Take("matin", Decimal(tablets)),), EveryDays(7, NOW.date())
    )
    ibuprofene = by_name("ibuprofene")
    low = checked([line(METHOTREXATE, weekly(4)), ibuprofene])
    high = checked([line(METHOTREXATE, weekly(10)), ibuprofene])
    assert "discouraged" not in kinds(low)
    assert "discouraged" in kinds(high)


def test_the_age_of_the_person_is_one_of_the_facts():
    """Aspirin and a preventive heparin: another level from 65 years on."""
    pair = [line(KARDEGIC, times("1")), by_name("enoxaparine", route="sous-cutanee")]
    young = facts(born_on=NOW.date().replace(year=1990))
    assert [one.because for one in checked(pair)] != [one.because for one in checked(pair, young)]


def test_twins_of_one_drug_are_never_paired():
    found = checked([line(DOLIPRANE), line(DAFALGAN)])
    assert kinds(found) == {"duplicate_substance"}


def test_two_versions_of_one_line_are_never_paired():
    now = line(HALDOL, superseded_at=NOW + timedelta(days=2))
    later = line(CITALOPRAM, chain=now.chain, version=2, starts_at=NOW + timedelta(days=2))
    assert "contraindicated" not in kinds(checked([now, later]))


def test_lines_that_never_hold_together_do_not_interact():
    until = NOW + timedelta(days=5)
    ended, after = line(HALDOL, ends_at=until), line(CITALOPRAM, starts_at=until)
    assert "contraindicated" not in kinds(checked([ended, after]))
    overlapping = line(CITALOPRAM, starts_at=until - timedelta(minutes=1))
    assert "contraindicated" in kinds(checked([ended, overlapping]))


def test_a_line_suspended_until_further_notice_interacts_with_nothing():
    paused = line(HALDOL, pauses=(Pause(NOW - timedelta(days=1), None, "vomissements"),))
    assert "contraindicated" not in kinds(checked([paused, line(CITALOPRAM)]))


def test_a_suspension_that_will_end_still_interacts_when_it_is_written_and_not_when_given():
    pause = Pause(NOW - timedelta(days=1), NOW + timedelta(days=1), "examen")
    pair = [line(HALDOL, pauses=(pause,)), line(CITALOPRAM)]
    assert "contraindicated" in kinds(checked(pair))
    assert not kinds(checked(pair, stage="giving"))


def test_each_level_has_its_own_kind():
    found = checked([line(one) for one in (HALDOL, CORDARONE, LASILIX, TRIATEC)])
    assert {"discouraged", "precaution", "to_consider"} <= kinds(found)
    assert {one.level for one in found} == {"show"}


def test_a_substance_that_the_thesaurus_does_not_know_is_not_verified():
    silent = by_name(named="Lévétiracétam")
    (found,) = [one for one in checked([silent]) if "Interactions" in one.says]
    assert (found.kind, found.level) == ("unverified", "show")
    assert "Lévétiracétam" in found.says


def test_what_is_not_verified_is_told_of_the_lines_that_one_asks_about():
    silent, other = by_name(named="Lévétiracétam"), line(DOLIPRANE)
    about_other = checked([silent, other], about=[other])
    assert not [one for one in about_other if "Interactions" in one.says]


def test_a_drug_of_another_version_of_the_reference_counts_by_its_substances():
    elsewhere = by_name("citalopram", cis="60000000")
    assert "contraindicated" in kinds(checked([line(HALDOL), elsewhere]))
