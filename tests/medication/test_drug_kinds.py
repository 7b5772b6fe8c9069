"""Kinds of drugs recognised by their names: right rather than frequent."""

import pytest

from medication.drug_kinds import (
    is_injected_form,
    is_narcotic_substance,
    is_prandial_insulin,
    is_strong_opioid,
    is_tight,
)
from tests.medication.lines import drug
from tests.medication.references import builtin_reference


def of(cis, named=""):
    """The drug as the built-in reference knows it."""
    product = builtin_reference().products[cis]
    names = named or " + ".join(row.name for row in product.actives)
    return drug(names, *product.substances, label=product.name, form=product.form)


def specialties(*words):
    return [cis for cis, one in builtin_reference().products.items() if one.name.startswith(words)]


@pytest.mark.parametrize(
    "word",
    [
        *(
            "MODOPAR",
            "SINEMET",
            "AZILECT",
            "KEPPRA",
            "DEPAKINE",
            "TEGRETOL",
            "LAMICTAL",
            "RIVOTRIL",
        ),
        *("LEVETIRACETAM", "SKENAN", "OXYCONTIN", "TOPALGIC LP", "NOVORAPID", "HUMALOG", "APIDRA"),
        "NOVOMIX",
    ],
)
def test_what_must_not_drift_is_tight(word):
    found = specialties(word)
    assert found
    for cis in found:
        assert is_tight(of(cis)), builtin_reference().products[cis].name


@pytest.mark.parametrize("word", ["ACTISKENAN", "TOPALGIC 50", "DOLIPRANE", "METFORMINE"])
def test_what_may_drift_is_not(word):
    found = specialties(word)
    assert found
    assert not any(is_tight(of(cis)) for cis in found)


@pytest.mark.parametrize("word", ["LANTUS", "TOUJEO", "TRESIBA", "ABASAGLAR", "UMULINE NPH"])
def test_a_basal_insulin_is_not_tight(word):
    [cis] = specialties(word)
    assert not is_tight(of(cis))
    assert not is_prandial_insulin(of(cis))


@pytest.mark.parametrize("named", ["apomorphine", "lévodopa", "clonazépam", "acide valproïque"])
def test_a_name_with_accents_is_known(named):
    assert is_tight(drug(named, "inconnu"))


def test_apomorphine_is_no_morphine():
    apomorphine = drug("apomorphine")
    assert not is_strong_opioid(apomorphine)
    assert not is_narcotic_substance(apomorphine)


def test_an_opioid_is_tight_only_where_it_is_of_prolonged_release():
    assert is_tight(drug("tramadol", label="CONTRAMAL L.P. 100 mg", form="comprimé"))
    assert is_tight(drug("oxycodone", label="OXYCONTIN LP 10 mg", form="comprimé"))
    assert not is_tight(drug("oxycodone", label="OXYNORM 10 mg", form="gélule"))
    assert not is_tight(drug("métoprolol", form="comprimé à libération prolongée"))


def test_the_narcotics_of_the_built_in_reference_are_known_by_name():
    """All those that its conditions say to be "stupéfiants"."""
    narcotics = [
        one
        for one in builtin_reference().products.values()
        if any("stupéfiant" in each for each in one.conditions)
    ]
    assert narcotics
    for one in narcotics:
        assert is_narcotic_substance(of(one.cis)), one.name


def test_codeine_tramadol_and_buprenorphine_are_no_narcotics():
    for named in ("codéine", "tramadol", "buprénorphine"):
        assert not is_narcotic_substance(drug(named))
    assert is_strong_opioid(drug("buprénorphine"))
    assert not is_strong_opioid(drug("tramadol"))


@pytest.mark.parametrize(
    ("form", "injected"),
    [
        ("solution injectable", True),
        ("poudre et solvant pour solution injectable", True),
        ("solution à diluer pour perfusion", True),
        ("solution buvable", False),
        ("comprimé pelliculé", False),
        ("", False),
    ],
)
def test_a_form_says_whether_it_is_injected(form, injected):
    assert is_injected_form(form) is injected
