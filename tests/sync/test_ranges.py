"""Ranges of numbers, against sets of numbers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from app.gate.sync.ranges import count, less, tidy

RANGES = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=8)


def numbers(ranges: list[tuple[int, int]]) -> set[int]:
    return {n for first, last in ranges for n in range(first, last + 1)}


@given(RANGES)
def test_tidied_ranges_hold_the_same_numbers_apart_from_each_other(ranges) -> None:
    made = tidy(ranges)
    assert numbers(made) == numbers(ranges)
    assert count(ranges) == len(numbers(ranges))
    assert all(one[1] + 1 < other[0] for one, other in pairwise(made))


@given(RANGES, RANGES)
def test_what_is_taken_is_gone_and_nothing_else(ranges, taken) -> None:
    assert numbers(less(ranges, taken)) == numbers(ranges) - numbers(taken)
