"""Mineral traces."""

import pytest

from medication.product import Ingredient
from medication.traces import trace_links


def row(name: str, dose: str, link: int = 1) -> Ingredient:
    return Ingredient("1", name, dose, "une ampoule", "FT", link)


@pytest.mark.parametrize(
    "name", ["CALCIUM", "LITHIUM", "MAGNÉSIUM", "PHOSPHORE", "POTASSIUM", "ZINC"]
)
def test_a_milligram_of_a_mineral_or_less_is_a_trace(name: str) -> None:
    assert trace_links([row(name, "1 mg", 3)]) == {3}
    assert trace_links([row(name, "0,040mg", 3)]) == {3}
    assert trace_links([row(name, "1,5 mg", 3)]) == frozenset()


@pytest.mark.parametrize("dose", ["", "1 g", "1 mEq", "environ 1 mg", "1 mg/ml"])
def test_what_is_not_in_milligrams_is_no_trace(dose: str) -> None:
    assert trace_links([row("LITHIUM", dose)]) == frozenset()


def test_only_the_bare_element_tells_a_trace() -> None:
    rows = [row("FER", "0,5 mg", 1), row("GLUCONATE DE ZINC", "0,2 mg", 2), row("X", "1 mg", 3)]
    assert trace_links(rows) == frozenset()
