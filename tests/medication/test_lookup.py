"""What somebody means by a code or a name."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from medication.lookup import Resolved, resolve
from medication.reference import assemble
from tests.medication.references import builtin_reference


def meant(text: str) -> Resolved:
    return resolve(builtin_reference(), text)


def names(found: Resolved) -> list[str]:
    return [product.name for product in found.products]


@pytest.mark.parametrize(
    "code", ["60234100", "3400935955838", "34009 359 558 3 8", "3595583", "03400935955838"]
)
def test_a_code_is_the_specialty_that_bears_it(code):
    found = meant(code)
    assert found.kind == "specialty"
    assert names(found) == ["DOLIPRANE 1000 mg, comprimé"]
    assert found.substances == ("paracetamol",)


@pytest.mark.parametrize("code", ["99999999", "3400900000000", "1234567"])
def test_a_code_that_nobody_bears_is_unknown(code):
    assert meant(code) == Resolved(code, "unknown")


def test_a_name_as_published_is_one_specialty():
    found = meant("Eliquis 5 mg, comprimé pelliculé")
    assert (found.kind, names(found)) == ("specialty", ["ELIQUIS 5 mg, comprimé pelliculé"])


def test_a_brand_is_all_its_doses_when_they_hold_the_same():
    found = meant("eliquis")
    assert found.kind == "brand"
    assert len(found.products) == 2
    assert found.substances == ("apixaban",)


def test_a_brand_is_not_the_longer_brand_that_begins_so():
    found = meant("Dafalgan")
    assert found.kind == "specialty"
    assert found.substances == ("paracetamol",)
    assert meant("dafalgan codéine").substances == ("paracetamol", "codeine")


def test_a_beginning_that_fits_different_contents_is_ambiguous_and_says_which():
    one = replace(builtin_reference().products["60234100"], cis="69999999", name="ZZ UN 5 mg")
    other = replace(builtin_reference().products["61902218"], cis="69999998", name="ZZ DEUX 5 mg")
    made = assemble(
        [one, other],
        {},
        builtin_reference().thesaurus,
        bdpm_date=builtin_reference().bdpm_date,
        digest="1" * 64,
    )
    found = resolve(made, "zz")
    assert found.kind == "ambiguous"
    assert sorted(names(found)) == ["ZZ DEUX 5 mg", "ZZ UN 5 mg"]
    assert found.substances == found.unknown == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Paracétamol", "paracetamol"),
        ("chlorhydrate de tramadol", "tramadol"),
        ("valproate de sodium", "acide valproique"),
        ("insuline glargine", "insuline glargine"),
    ],
)
def test_a_substance_of_the_thesaurus_is_known_by_its_names_and_salts(text, key):
    found = meant(text)
    assert (found.kind, found.substances, found.products) == ("substance", (key,), ())


@pytest.mark.parametrize("text", ["mémantine", "Chlorhydrate de mémantine"])
def test_a_substance_that_the_thesaurus_does_not_know_is_told_as_unknown_to_it(text):
    found = meant(text)
    assert found.kind == "substance"
    assert found.substances == ()
    assert found.unknown == ("CHLORHYDRATE DE MÉMANTINE",)


def test_a_drug_with_one_unknown_ingredient_says_so():
    found = meant("augmentin")
    assert found.substances == ("amoxicilline",)
    assert found.unknown == ("CLAVULANATE DE POTASSIUM",)


@pytest.mark.parametrize("text", ["", "  ", "xyzzy", "doliprne", "12", "dol", "!"])
def test_what_is_nothing_is_unknown_and_not_guessed(text):
    assert meant(text) == Resolved(text.strip(), "unknown")


def test_what_is_no_longer_marketed_answers_only_when_nothing_else_does():
    kept = builtin_reference().products["60234100"]
    old = replace(kept, cis="69999997", name="DOLIPRANE 300 mg, comprimé", marketed=False)
    thesaurus, day = builtin_reference().thesaurus, builtin_reference().bdpm_date
    both = assemble([kept, old], {}, thesaurus, bdpm_date=day, digest="2" * 64)
    assert names(resolve(both, "doliprane")) == [kept.name]
    alone = assemble([old], {}, thesaurus, bdpm_date=day, digest="3" * 64)
    assert names(resolve(alone, "doliprane")) == [old.name]


@given(some.text(max_size=40))
def test_whatever_is_typed_gets_an_answer(text):
    assert isinstance(meant(text), Resolved)
