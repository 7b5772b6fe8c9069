"""When a version of a line is really given, so that two lines that never meet are never compared.

A line that ended says nothing of one that begins later; what stays in the body after the last dose
(amiodarone, fluoxetine, MAO inhibitors) is for the prescriber to weigh: no table gives it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from medication.spans import Span

Stretch = tuple[datetime, datetime | None]
"""From the first included to the second excluded; None: without an end."""


def stretches(span: Span, from_at: datetime) -> tuple[Stretch, ...]:
    """Those from `from_at` on in which the version holds and is not suspended, in order."""
    found = _some([(max(span.from_at, from_at), span.until_at)])
    for pause in sorted(span.line.pauses, key=lambda one: one.from_at):
        found = _some(
            part
            for start, end in found
            for part in (
                (start, _earlier(end, max(start, pause.from_at))),
                *(((max(start, pause.until_at), end),) if pause.until_at else ()),
            )
        )
    return tuple(found)


def meet(one: Iterable[Stretch], other: tuple[Stretch, ...]) -> bool:
    """Whether both hold at some instant."""
    return any(
        (end is None or start_b < end) and (end_b is None or start < end_b)
        for start, end in one
        for start_b, end_b in other
    )


def holds(parts: Iterable[Stretch], at: datetime) -> bool:
    """Whether the instant is in one of them."""
    return any(start <= at and (end is None or at < end) for start, end in parts)


def _some(parts: Iterable[Stretch]) -> list[Stretch]:
    return [part for part in parts if part[1] is None or part[0] < part[1]]


def _earlier(end: datetime | None, other: datetime) -> datetime:
    return other if end is None else min(end, other)
