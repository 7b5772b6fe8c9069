"""Ten times the usual dose, or a tenth of it, is asked about."""

from __future__ import annotations

from decimal import Decimal

import pytest

from app.areas.prescribing.forms.doubts import amounts_of, doubt
from medication.prescription import AsNeeded, EveryDay, Regular, Rung, Sliding, Take


def once(amount: str) -> Regular:
    return Regular((Take("matin", Decimal(amount)),))


@pytest.mark.parametrize(
    ("amount", "usual", "says"),
    [
        ("5", ["0.5", "1"], "5 comprimés : 10 fois la dose habituelle (½ comprimé). Confirmez."),
        ("10", ["1"], "10 comprimés : 10 fois la dose habituelle (1 comprimé). Confirmez."),
        (
            "0.1",
            ["1"],
            "0,1 comprimé : 10 fois moins que la dose habituelle (1 comprimé). Confirmez.",
        ),
        ("11", [], "11 comprimés en une fois : confirmez."),
    ],
)
def test_a_comma_that_slipped_is_asked_about(amount: str, usual: list[str], says: str) -> None:
    assert doubt(once(amount), "comprimé", map(Decimal, usual)) == says


@pytest.mark.parametrize(
    ("amount", "usual"),
    [
        ("1", ["1"]),
        ("2", ["1"]),
        ("9", ["1"]),
        ("0.5", ["0.5", "5"]),
        ("5", ["0.5", "5"]),
        ("10", []),
    ],
)
def test_what_is_usual_or_near_it_is_not(amount: str, usual: list[str]) -> None:
    assert doubt(once(amount), "comprimé", map(Decimal, usual)) is None


def test_it_says_when_the_usual_is_that_of_the_version_before() -> None:
    asked = doubt(once("40"), "unité", [Decimal(4)], is_before=True)
    assert asked == "40 unités : 10 fois la dose d’avant (4 unités). Confirmez."


def test_every_amount_that_may_be_given_counts_and_a_stop_does_not() -> None:
    scale = (Rung(Decimal("0.7"), Decimal(0)), Rung(None, Decimal(8)))
    assert amounts_of(Sliding((Take("matin"),), EveryDay(), scale)) == [Decimal(8)]
    assert amounts_of(AsNeeded(Decimal(2), "douleur", 240, Decimal(8))) == [Decimal(2)]
