"""In what a drug is counted."""

from __future__ import annotations

import pytest

from app.areas.prescribing.forms.units import PLURALS, units_of, wrong_unit


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
    assert wrong_unit("", "patch", units_of("")) is None


def test_insulin_is_counted_in_units_and_never_in_tablets() -> None:
    allowed = units_of("solution injectable")
    assert wrong_unit("solution injectable", "unité", allowed) is None
    refusal = wrong_unit("solution injectable", "comprimé", allowed)
    assert refusal is not None
    assert "pas en comprimés" in refusal
