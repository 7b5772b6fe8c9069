"""What was recorded, with what was written of it afterwards beneath: amended, taken back, another person's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.areas.rounds.board import root_of
from app.areas.rounds.kept import Kept
from medication.administration import effective


@dataclass(frozen=True, slots=True)
class Record:
    """The first record, its amendments in their order, and what holds of it now: None once it was taken back."""

    first: Kept
    later: tuple[Kept, ...]
    held: Kept | None

    @property
    def id(self) -> UUID:
        return self.first.id


def records(kept: Iterable[Kept]) -> list[Record]:
    """One for each thing that was recorded by itself, by the hour it was done."""
    facts = sorted(kept, key=lambda one: (one.administration.recorded_at, one.id.int))
    by_root: dict[UUID, list[Kept]] = {}
    for one in facts:
        by_root.setdefault(root_of(one.administration, facts), []).append(one)
    holding = {one.id for one in effective(each.administration for each in facts)}
    found = [
        Record(some[0], tuple(some[1:]), next((one for one in some if one.id in holding), None))
        for some in by_root.values()
    ]
    return sorted(found, key=lambda one: (one.first.administration.at, one.id.int))
