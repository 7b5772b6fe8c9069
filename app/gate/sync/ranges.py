"""Ranges of whole numbers, as tablets count: `(1, 4)` is 1, 2, 3 and 4. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable

Range = tuple[int, int]


def tidy(ranges: Iterable[Iterable[int]] | None) -> list[Range]:
    """The same numbers in order, in as few ranges as can be; what is upside down holds none."""
    found: list[Range] = []
    for first, last in sorted((one, other) for one, other in ranges or ()):
        if first > last:
            continue
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def less(
    ranges: Iterable[Iterable[int]] | None, taken: Iterable[Iterable[int]] | None
) -> list[Range]:
    """The numbers of `ranges` that are not in `taken`."""
    left: list[Range] = []
    without = tidy(taken)
    for start, last in tidy(ranges):
        first = start
        for gone_from, gone_to in without:
            if gone_to < first or gone_from > last:
                continue
            if gone_from > first:
                left.append((first, gone_from - 1))
            first = gone_to + 1
        if first <= last:
            left.append((first, last))
    return left


def count(ranges: Iterable[Iterable[int]] | None) -> int:
    """How many numbers there are."""
    return sum(last - first + 1 for first, last in tidy(ranges))
