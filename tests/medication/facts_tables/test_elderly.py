"""The list of Laroche (2007), example by example, as its table of criteria says."""

from decimal import Decimal

import pytest

from medication.facts_tables.elderly import advice_on, to_avoid
from tests.medication.references import builtin_reference


def test_every_row_names_a_substance_of_the_thesaurus_and_the_list() -> None:
    assert set(to_avoid()) <= set(builtin_reference().thesaurus.substances)
    assert len(to_avoid()) >= 50
    for rows in to_avoid().values():
        for one in rows:
            assert one.because
            assert one.source.document.startswith("Liste de Laroche 2007")


@pytest.mark.parametrize(
    ("substance", "route", "form", "milligrams", "is_avoided"),
    [
        ("amitriptyline", "orale", "comprimé pelliculé", "25", True),
        ("hydroxyzine", "orale", "comprimé pelliculé sécable", None, True),
        ("oxybutynine", "orale", "comprimé sécable", None, True),
        ("bromazepam", "orale", "comprimé quadrisécable", None, True),
        ("oxazepam", "orale", "comprimé", "30", False),
        ("oxazepam", "orale", "comprimé", "75", True),
        ("oxazepam", "orale", "comprimé", None, False),
        ("clotiazepam", "orale", "comprimé", "5", False),
        ("clotiazepam", "orale", "comprimé", "10", True),
        ("zopiclone", "orale", "comprimé pelliculé", "3.75", False),
        ("zopiclone", "orale", "comprimé pelliculé", "7.5", True),
        ("zolpidem", "orale", "comprimé pelliculé sécable", "10", True),
        ("digoxine", "orale", "comprimé", "0.125", False),
        ("digoxine", "orale", "comprimé", "0.25", True),
        ("nicardipine", "orale", "gélule à libération prolongée", None, False),
        ("nicardipine", "orale", "comprimé enrobé", None, True),
        ("scopolamine", "transdermique", "dispositif", None, True),
        ("baclofene", "intrathécale", "solution injectable", None, False),
        ("diphenhydramine", "cutanée", "crème", None, False),
        ("paracetamol", "orale", "comprimé", "3000", False),
    ],
)
def test_it_says_whether_the_list_avoids_a_drug(
    substance: str, route: str, form: str, milligrams: str | None, is_avoided: bool
) -> None:
    amount = None if milligrams is None else Decimal(milligrams)
    found = advice_on(substance, route=route, form=form, milligrams=amount)
    assert (found is not None) == is_avoided
