"""Not knowing is not no."""

from __future__ import annotations

import pytest

from medication.ternary import MAYBE, NO, YES, every, known, negation, some


def test_a_fact_that_nobody_gave_is_a_perhaps() -> None:
    assert [known(fact) for fact in (None, False, True)] == [MAYBE, NO, YES]


def test_the_contrary_of_a_perhaps_is_a_perhaps() -> None:
    assert [negation(value) for value in (NO, MAYBE, YES)] == [YES, MAYBE, NO]


@pytest.mark.parametrize(
    ("values", "all_of_them", "one_of_them"),
    [((), YES, NO), ((YES, MAYBE), MAYBE, YES), ((MAYBE, NO), NO, MAYBE), ((YES,), YES, YES)],
)
def test_all_is_as_sure_as_the_least_and_one_as_the_most(
    values: tuple[int, ...], all_of_them: int, one_of_them: int
) -> None:
    assert (every(values), some(values)) == (all_of_them, one_of_them)  # type: ignore[arg-type]
