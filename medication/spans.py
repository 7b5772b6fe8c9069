"""Which version of a line holds when: at any instant, one version of a chain at most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from medication.prescription import Line


@dataclass(frozen=True, slots=True)
class Span:
    """A version holds from `from_at`, until `until_at` excluded; None when it has no end."""

    line: Line
    from_at: datetime
    until_at: datetime | None

    def holds(self, at: datetime) -> bool:
        return self.from_at <= at and (self.until_at is None or at < self.until_at)


def spans(versions: Iterable[Line]) -> list[list[Span]]:
    """Each chain's spans in order of time; spans of one chain never overlap.

    A version holds until the next one begins, whatever was written as its `superseded_at`, which
    counts only where the next version is not among those given; so a change that begins next week
    leaves no gap, and one typed twice no overlap. It ends at its `ends_at` in any case. A version
    that was superseded before it began never holds.
    """
    chains: dict[UUID, list[Line]] = {}
    for line in versions:
        chains.setdefault(line.chain, []).append(line)
    return [_of_chain(chain) for chain in chains.values()]


def _of_chain(chain: list[Line]) -> list[Span]:
    found: list[Span] = []
    next_starts: datetime | None = None
    for line in sorted(chain, key=lambda one: one.version, reverse=True):
        if line.superseded_at is not None and line.superseded_at <= line.starts_at:
            continue
        until = _earliest(line.superseded_at if next_starts is None else next_starts, line.ends_at)
        if until is None or line.starts_at < until:
            found.append(Span(line, line.starts_at, until))
        next_starts = _earliest(next_starts, line.starts_at)
    return found[::-1]


def _earliest(first: datetime | None, second: datetime | None) -> datetime | None:
    if first is None or second is None:
        return second if first is None else first
    return min(first, second)
