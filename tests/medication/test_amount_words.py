"""Amounts are read as they are given: parts of a tablet as fractions, all else with a comma."""

from decimal import Decimal

import pytest

from medication.amount_words import amount_words, number_words, unit_words


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("1", "comprimé", "1 comprimé"),
        ("2", "comprimé", "2 comprimés"),
        ("0.5", "comprimé", "½ comprimé"),
        ("0.25", "comprimé", "¼ comprimé"),
        ("0.75", "comprimé", "¾ comprimé"),
        ("1.5", "comprimé", "1 ½ comprimé"),
        ("2.5", "comprimé", "2 ½ comprimés"),
        ("1.50", "sachet", "1 ½ sachet"),
        ("0.1", "comprimé", "0,1 comprimé"),
        ("0.5", "ml", "0,5 ml"),
        ("7.50", "ml", "7,5 ml"),
        ("10", "goutte", "10 gouttes"),
        ("12", "unité", "12 unités"),
        ("1000", "mg", "1000 mg"),
        ("2", "dose de 5 ml", "2 doses de 5 ml"),
        ("2", "comprimé(s)", "2 comprimé(s)"),
        ("2", "doses", "2 doses"),
    ],
)
def test_it_says_how_much(amount: str, unit: str, words: str) -> None:
    assert amount_words(Decimal(amount), unit) == words


def test_without_an_amount_it_says_the_unit_alone() -> None:
    assert amount_words(None, "unité") == "unité"


def test_no_zero_follows_the_comma_and_one_precedes_it() -> None:
    assert [number_words(Decimal(one)) for one in ("1.0", "0.50", "100", "1E+2")] == [
        "1",
        "0,5",
        "100",
        "100",
    ]


def test_less_than_two_is_singular() -> None:
    assert unit_words("goutte", Decimal("1.9")) == "goutte"
    assert unit_words("goutte", Decimal(2)) == "gouttes"
