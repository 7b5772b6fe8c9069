"""May it be crushed: the form first, then the home, then the summaries, else nobody said."""

import pytest

from medication.facts_tables.crushing import crushable, crushable_form
from tests.medication.references import builtin_reference

PRODUCTS = builtin_reference().products
ELIQUIS, ARICEPT, SKENAN, INEXIUM = "61902218", "62650485", "61227030", "64578892"
FOSAMAX, PRADAXA, NOVATREX, RISPERDAL_DROPS = "62158815", "65570603", "67853564", "69505147"


@pytest.mark.parametrize(
    ("cis", "home", "answer"),
    [
        (SKENAN, {}, "non"),
        (SKENAN, {SKENAN: "oui"}, "non"),
        (INEXIUM, {"esomeprazole": "oui"}, "non"),
        (ELIQUIS, {}, "inconnu"),
        (ELIQUIS, {ELIQUIS: "oui"}, "oui"),
        (ELIQUIS, {"apixaban": "oui"}, "oui"),
        (ELIQUIS, {ELIQUIS: "non", "apixaban": "oui"}, "non"),
        (ARICEPT, {ELIQUIS: "oui"}, "inconnu"),
        (FOSAMAX, {}, "non"),
        (PRADAXA, {}, "non"),
        (NOVATREX, {}, "non"),
        (NOVATREX, {"methotrexate": "oui"}, "oui"),
        (RISPERDAL_DROPS, {}, "sans objet"),
    ],
)
def test_a_specialty_is_crushed_or_not(cis: str, home: dict[str, str], answer: str) -> None:
    assert crushable(PRODUCTS[cis], home).answer == answer


def test_a_refusal_says_why_and_who_says_so() -> None:
    for cis in (SKENAN, FOSAMAX):
        found = crushable(PRODUCTS[cis], {})
        assert found.because
        assert found.source
    assert "pharmacien" in crushable(PRODUCTS[ELIQUIS], {}).because


def test_a_line_by_substance_is_judged_by_its_form() -> None:
    home = {"metformine": "oui"}
    found = crushable_form("comprimé pelliculé", ("metformine",), cis=None, home=home)
    assert found.answer == "oui"
    assert crushable_form("comprimé pelliculé", (), cis=None, home=home).answer == "inconnu"


def test_no_prolonged_or_enteric_solid_of_the_reference_is_ever_crushed() -> None:
    home = dict.fromkeys(PRODUCTS, "oui")
    refused = [one for one in PRODUCTS.values() if crushable(one, home).answer == "non"]
    assert len(refused) >= 30
    for one in PRODUCTS.values():
        words = one.form
        if ("prolongée" in words or "résistant" in words) and "collyre" not in words:
            assert one in refused, one.name
