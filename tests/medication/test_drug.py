"""How a drug is given, as far as anybody said."""

from __future__ import annotations

import pytest

from medication.drug import Drug, goes_by
from medication.ternary import MAYBE, NO, YES


@pytest.mark.parametrize(
    ("routes", "kind", "answer"),
    [
        ({"orale"}, "orale", YES),
        ({"orale", "intraveineuse"}, "orale", MAYBE),
        ({"intraveineuse"}, "orale", NO),
        (None, "orale", MAYBE),
        ({"intramusculaire", "intraveineuse"}, "im ou iv", YES),
        ({"intramusculaire"}, "iv", NO),
        ({"nasale"}, "orale ou nasale", YES),
        ({"ophtalmique"}, "generale", NO),
        ({"inhalee"}, "generale", NO),
        ({"rectale"}, "generale", YES),
        ({"orale", "cutanee"}, "generale", MAYBE),
        (None, "generale", MAYBE),
        (None, "avalee", YES),
        ({"orale", "intraveineuse"}, "avalee", YES),
        ({"intraveineuse"}, "avalee", NO),
    ],
)
def test_a_route_is_of_a_kind_or_not_or_perhaps(
    routes: set[str] | None, kind: str, answer: int
) -> None:
    assert goes_by(frozenset(routes) if routes else None, kind) == answer


@pytest.mark.parametrize(
    ("routes", "is_local"),
    [(None, False), ({"cutanee"}, True), ({"cutanee", "orale"}, False), ({"transdermique"}, False)],
)
def test_a_drug_is_local_when_every_way_of_giving_it_is(
    routes: set[str] | None, is_local: bool
) -> None:
    assert Drug("x", routes=frozenset(routes) if routes else None).is_local is is_local
