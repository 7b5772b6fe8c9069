"""A scheme in one short line, read into its value."""

from datetime import date
from decimal import Decimal

import pytest

from medication.facts_tables.notation import NotationRefused, read_scheme
from medication.schemes import (
    AsNeeded,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Scheme,
    Take,
    Weekdays,
)

ON = date(2026, 11, 23)
ONE, HALF = Decimal(1), Decimal("0.5")


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("matin 1", Regular((Take("matin", ONE),), EveryDay())),
        ("matin 1 soir 0.5", Regular((Take("matin", ONE), Take("soir", HALF)))),
        ("07:30 1 @ lundi", Regular((Take("07:30", ONE),), Weekdays(frozenset({1})))),
        ("midi 1 @ mardi,dimanche", Regular((Take("midi", ONE),), Weekdays(frozenset({2, 7})))),
        ("matin 1 @ mois 1,15", Regular((Take("matin", ONE),), MonthDays(frozenset({1, 15})))),
        ("matin 1 @ tous les 3", Regular((Take("matin", ONE),), EveryDays(3, ON))),
        ("matin 1 @ cure 7/21", Regular((Take("matin", ONE),), Cycle(7, 21, ON))),
        ("patch matin 1 pendant 24", Patch("matin", ONE, 24)),
        ("patch soir 1 pendant 72 @ tous les 3", Patch("soir", ONE, 72, EveryDays(3, ON))),
        (
            "si besoin 1, 0.5 h entre deux, 4 en 24 h : douleur",
            AsNeeded(ONE, "douleur", 30, Decimal(4)),
        ),
    ],
)
def test_a_line_is_read(text: str, scheme: Scheme) -> None:
    assert read_scheme(text, on=ON) == scheme


@pytest.mark.parametrize(
    "text",
    [
        "",
        "aurore 1",
        "matin",
        "matin 1 et soir 1",
        "matin 1 @ jour",
        "matin 1 @ lundi,jour",
        "patch matin 1",
        "si besoin 1, 6 h entre deux",
    ],
)
def test_a_line_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(NotationRefused):
        read_scheme(text, on=ON)
