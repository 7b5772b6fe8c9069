"""Names that a pharmacist reads as one fold to the same text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medication.names import fold


@pytest.mark.parametrize(
    ("published", "folded"),
    [
        ("MÉDICAMENTS SÉDATIFS", "medicaments sedatifs"),
        ("medicaments  sedatifs ", "medicaments sedatifs"),
        ("bêta- bloquants (sauf esmolol)", "beta-bloquants (sauf esmolol)"),
        ("adrénergiques- sérotoninergiques", "adrenergiques-serotoninergiques"),
        ("CIMETIDINE 200 mg - TAGAMET 200 mg", "cimetidine 200 mg - tagamet 200 mg"),
        ("BRADYKININE ET ANGIO-ŒDÈME", "bradykinine et angio-oedeme"),
        ("angio\u2011œdème", "angio-oedeme"),
        ("produit d\u2019hygiène", "produit d'hygiene"),
        ("produit d' hygiène", "produit d'hygiene"),
        ("potassium\u00a0( citrate de )", "potassium (citrate de)"),
        ("PO\u00adTASSIUM\u200b", "potassium"),
        ("E\u0301VE\u0301ROLIMUS", "everolimus"),
        ("", ""),
    ],
)
def test_it_folds_what_is_published(published: str, folded: str) -> None:
    assert fold(published) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="abcdeéèêëïîôùçœæ '-()", max_size=40))
def test_accents_capitals_and_spaces_never_separate_two_names(text: str) -> None:
    expected = fold(text)
    assert fold(text.upper()) == expected
    assert fold(unicodedata.normalize("NFD", text)) == expected
    assert fold(f" {text.replace(' ', '  ')}\u00a0") == expected
