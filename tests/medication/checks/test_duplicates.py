"""Duplicates. Source: HAS, programme PMSA, indicators AMI (2012)."""

from __future__ import annotations

from tests.medication.treatments import as_needed, by_name, checked, kinds, line, of_kind

SERESTA, XANAX, TEMESTA = "68269975", "69847791", "67917629"
LANTUS, NOVORAPID, TIMOPTOL, PROPRANOLOL = "65979151", "61232223", "61417407", "67122698"
L50, L75, COSOPT = "65143010", "62080626", "62782316"
ENALAPRIL, TRIATEC = "64371242", "63524315"


def test_two_drugs_of_one_class_are_shown():
    (found,) = of_kind(checked([line(SERESTA), line(XANAX)]), "duplicate_class")
    assert found.level == "show"
    assert "benzodiazépines" in found.says


def test_two_lines_of_one_substance_are_shown_once_as_such():
    found = checked([line(L50), line(L75)])
    assert len(of_kind(found, "duplicate_substance")) == 1
    assert not of_kind(found, "duplicate_class")


def test_basal_and_rapid_insulin_are_one_treatment():
    both = [line(LANTUS), line(NOVORAPID, route="sous-cutanee"), by_name("insuline")]
    assert "duplicate_substance" not in kinds(checked([*both, by_name("insuline", name="autre")]))


def test_an_eye_drop_is_not_compared_with_a_tablet():
    assert "duplicate_class" not in kinds(checked([line(TIMOPTOL), line(PROPRANOLOL)]))


def test_two_eye_drops_are_compared():
    assert "duplicate_substance" in kinds(checked([line(TIMOPTOL), line(COSOPT)]))


def test_as_needed_beside_a_scheduled_drug_of_the_class_is_shown_too():
    assert "duplicate_class" in kinds(checked([line(SERESTA), line(XANAX, as_needed())]))


def test_a_class_that_does_one_thing_in_two_names_is_said_once():
    assert len(of_kind(checked([line(ENALAPRIL), line(TRIATEC)]), "duplicate_class")) == 1


def test_drugs_of_different_kinds_are_no_duplicate():
    found = kinds(checked([line(SERESTA), line(L50), by_name("zzz-inconnu")]))
    assert not found & {"duplicate_class", "duplicate_substance"}


def test_a_substance_that_the_thesaurus_does_not_name_is_compared_too():
    two = [by_name("zzz-inconnu", name=one) for one in ("a", "b")]
    (found,) = of_kind(checked(two), "duplicate_substance")
    assert "zzz-inconnu" in found.says
