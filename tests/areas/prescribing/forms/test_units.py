"""In what a drug is counted, and how many milligrams that makes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.areas.prescribing.forms.units import PLURALS, counted, milligrams_in, units_of, wrong_unit
from medication.product import Ingredient, Product


def product(form: str, *rows: tuple[str, str, str]) -> Product:
    """A product made of (substance, dose, reference)."""
    parts = tuple(
        Ingredient(str(link), name, dose, reference, "SA", link, (name,), True)
        for link, (name, dose, reference) in enumerate(rows)
    )
    return Product("1", "X", form, ("orale",), True, parts)


@pytest.mark.parametrize(
    ("form", "unit"),
    [
        ("comprimé pelliculé sécable", "comprimé"),
        ("gélule à libération prolongée", "gélule"),
        ("microgranule à libération prolongée en gélule", "gélule"),
        ("granulés pour solution buvable", "sachet"),
        ("poudre pour inhalation en gélule", "bouffée"),
        ("solution buvable en gouttes", "goutte"),
        ("suspension buvable", "ml"),
        ("solution injectable", "ml"),
        ("collyre en solution", "goutte"),
        ("dispositif", "patch"),
        ("gel", "application"),
        ("suppositoire", "suppositoire"),
    ],
)
def test_the_usual_unit_follows_from_the_form(form: str, unit: str) -> None:
    assert units_of(form)[0] == unit


def test_a_form_that_says_nothing_leaves_every_unit() -> None:
    assert set(units_of("")) == set(PLURALS)
    assert wrong_unit("", "patch") is None


def test_insulin_is_counted_in_units_and_never_in_tablets() -> None:
    assert wrong_unit("solution injectable", "unité") is None
    refusal = wrong_unit("solution injectable", "comprimé")
    assert refusal is not None
    assert "pas en comprimés" in refusal


@pytest.mark.parametrize(
    ("amount", "word"), [("0.5", "goutte"), ("1.5", "goutte"), ("2", "gouttes")]
)
def test_a_unit_is_plural_from_two(amount: str, word: str) -> None:
    assert counted(Decimal(amount), "goutte") == word


def test_milligrams_are_those_of_one_unit() -> None:
    tablet = product("comprimé", ("paracetamol", "500 mg", "un comprimé"))
    assert milligrams_in(tablet, "comprimé") == {"paracetamol": Decimal("500.0")}
    assert milligrams_in(tablet, "mg") == {"paracetamol": Decimal(1)}
    assert milligrams_in(tablet, "g") == {"paracetamol": Decimal(1000)}


def test_a_strength_in_a_volume_is_brought_to_one_millilitre() -> None:
    syrup = product("suspension buvable", ("ibuprofene", "100 mg", "5 ml"))
    assert milligrams_in(syrup, "ml") == {"ibuprofene": Decimal(20)}
    assert milligrams_in(syrup, "dose") is None


def test_an_ampoule_holds_what_its_composition_says() -> None:
    ampoule = product("solution injectable", ("morphine", "10 mg", "une ampoule de 1 ml"))
    assert milligrams_in(ampoule, "ampoule") == {"morphine": Decimal("10.0")}


def test_half_an_answer_is_none() -> None:
    both = product("comprimé", ("paracetamol", "500 mg", "un comprimé"), ("opium", "", ""))
    assert milligrams_in(both, "comprimé") is None
    assert milligrams_in(both, "mg") is None
