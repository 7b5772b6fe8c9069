"""Families of drugs to which people are allergic together. Source: section 4.3 of each summary."""

from __future__ import annotations

import pytest

from medication.families import families, families_of, members
from tests.medication.references import builtin_reference

REFERENCE = builtin_reference()


@pytest.mark.parametrize("code", families())
def test_every_family_names_its_source_and_members_that_exist(code):
    family, those = families()[code], members(REFERENCE, code)
    assert "RCP" in family.source and "4.3" in family.source
    assert family.label[0].isupper()
    assert those is not None and len(those.substances) >= 2
    classes = [name[1:] for name in family.members if name[0] == "@"]
    assert set(classes) <= set(REFERENCE.thesaurus.classes)
    assert set(family.related) <= set(families()) - {code}


def test_a_family_is_related_to_those_that_are_related_to_it():
    for code, family in families().items():
        assert all(code in families()[other].related for other in family.related)


def test_each_beta_lactam_is_of_one_family():
    found = {
        key: [one.code for one in families_of(REFERENCE, key)]
        for key in ("amoxicilline", "ceftriaxone", "meropenem")
    }
    assert found == {
        "amoxicilline": ["penicillines"],
        "ceftriaxone": ["cephalosporines"],
        "meropenem": ["carbapenemes"],
    }


def test_a_substance_of_no_family_is_alone():
    assert families_of(REFERENCE, "paracetamol") == ()


@pytest.mark.parametrize("code", ["xyz", "", "J0", "j01", "Jxx"])
def test_what_is_neither_a_family_nor_a_class_nor_a_code_has_no_member(code):
    assert members(REFERENCE, code) is None


def test_a_class_of_the_thesaurus_and_an_atc_code_have_theirs():
    assert "amoxicilline" in members(REFERENCE, "Pénicillines A").substances
    assert members(REFERENCE, "J01C").atc == ("J01C",)
