"""What the words of a form say, on every form of the built-in specialties."""

import pytest

from medication.facts_tables.forms import is_enteric, is_prolonged, is_swallowed_whole
from tests.medication.references import builtin_reference


@pytest.mark.parametrize(
    ("form", "prolonged", "enteric", "whole"),
    [
        ("comprimé pelliculé à libération prolongée", True, False, True),
        ("comprimé à libération modifiée", True, False, True),
        ("SINEMET LP 200 mg/50 mg, comprimé", True, False, True),
        ("FLECAÏNE L.P. 100 mg, gélule", True, False, True),
        ("gélule gastro-résistant(e)", False, True, True),
        ("microgranule à libération prolongée en gélule", True, False, True),
        ("comprimé quadrisécable", False, False, True),
        ("capsule", False, False, True),
        ("comprimé orodispersible", False, False, False),
        ("comprimé effervescent(e) sécable", False, False, False),
        ("comprimé dispersible ou à croquer", False, False, False),
        ("granulés pour solution buvable", False, False, False),
        ("poudre pour inhalation en gélule", False, False, False),
        ("solution injectable", False, False, False),
        ("dispositif", False, False, False),
        ("collyre en solution à libération prolongée", True, False, False),
        ("ALPRAZOLAM, comprimé", False, False, True),
    ],
)
def test_a_form_is_read_by_its_words(
    form: str, prolonged: bool, enteric: bool, whole: bool
) -> None:
    assert (is_prolonged(form), is_enteric(form), is_swallowed_whole(form)) == (
        prolonged,
        enteric,
        whole,
    )


def test_a_specialty_named_lp_has_a_prolonged_form() -> None:
    for product in builtin_reference().products.values():
        if is_prolonged(product.name):
            assert is_prolonged(product.form), product.name
