"""The four statuses of an identity: what makes them, and what makes them fall."""

from dataclasses import replace
from datetime import date

import pytest

from app.areas.persons.ins import (
    DOUBTS,
    PROOFS,
    WEAK_PROOFS,
    Proof,
    Recovery,
    Traits,
    compact_number,
    disagreements,
    number_refusal,
    standing_of,
)

JEANNE = Traits("Lenoir", "Jeanne Marie", date(1931, 3, 3), "F", "75112")
SEEN = Proof("carte_identite", date(2026, 11, 2), JEANNE)
NUMBER = "231037511200523"
FOUND = Recovery(NUMBER, "1.2.250.1.213.1.4.8", date(2026, 11, 2), JEANNE)


def status(traits=JEANNE, proof=None, recovery=None, doubt=None):
    return standing_of(traits, proof, recovery, doubt).status


def test_two_controls_make_four_statuses():
    assert status() == "provisoire"
    assert status(recovery=FOUND) == "recuperee"
    assert status(proof=SEEN) == "validee"
    assert status(proof=SEEN, recovery=FOUND) == "qualifiee"


@pytest.mark.parametrize(
    "change",
    [
        {"birth_name": "Lenoire"},
        {"given_names": "Jeanne"},
        {"born_on": date(1931, 3, 30)},
        {"sex": "M"},
        {"birth_place": "75113"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_strict_trait_that_changes_takes_the_status_back(change):
    changed = replace(JEANNE, **change)
    assert status(changed, SEEN, FOUND) == "provisoire"
    assert "contrôlez-la de nouveau" in standing_of(changed, SEEN, FOUND, None).because[0]
    assert status(changed, replace(SEEN, traits=changed), FOUND) == "validee"


def test_accents_and_capitals_are_no_change():
    assert status(replace(JEANNE, birth_name="LENOIR"), SEEN, FOUND) == "qualifiee"


@pytest.mark.parametrize("doubt", DOUBTS)
def test_what_is_doubtful_stays_provisional_whatever_was_controlled(doubt):
    assert status(proof=SEEN, recovery=FOUND, doubt=doubt) == "provisoire"


@pytest.mark.parametrize("kind", PROOFS)
def test_only_papers_of_high_trust_prove(kind):
    expected = "provisoire" if kind in WEAK_PROOFS else "validee"
    assert status(proof=replace(SEEN, kind=kind)) == expected


@pytest.mark.parametrize("wrong", [{"oid": ""}, {"oid": "1.2.3"}, {"matricule": "231037511200524"}])
def test_a_number_that_insi_did_not_vouch_for_recovers_nothing(wrong):
    assert status(recovery=replace(FOUND, **wrong)) == "provisoire"


def test_only_a_qualified_identity_names_what_leaves():
    names = {
        standing.status: standing.may_name_outside
        for standing in (
            standing_of(JEANNE, proof, recovery, None)
            for proof in (None, SEEN)
            for recovery in (None, FOUND)
        )
    }
    assert names == {"provisoire": False, "recuperee": False, "validee": False, "qualifiee": True}


def test_each_status_below_the_highest_says_what_is_missing():
    assert len(standing_of(JEANNE, None, None, None).because) == 2
    assert standing_of(JEANNE, SEEN, FOUND, None).because == ()


def test_the_key_of_a_number_is_checked_in_corsica_too():
    assert number_refusal("2 53 07 2B 073 004 70") is None
    assert compact_number("2 53 07 2B 073 004 70") == "253072B07300470"
    for wrong in ("253072B07300471", "12", "x" * 500, ""):
        assert number_refusal(wrong)


def test_a_number_that_disagrees_is_said():
    assert disagreements(NUMBER, JEANNE) == ()
    said = disagreements(NUMBER, replace(JEANNE, sex="M", born_on=date(1932, 4, 3)))
    assert len(said) == 3
    assert disagreements("231127511200500", JEANNE)[0].endswith("mois de naissance.")
    assert disagreements("231347511200500", JEANNE) == ()
