"""What is left of an as-needed line rests on: the person's other lines, beside what was given lately of all of them."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from app.areas.prescribing.checking import judged, one_a_chain
from app.areas.prescribing.values import Version
from medication.prescription import AsNeeded, Line


def as_needed(told: Iterable[Version]) -> set[uuid.UUID]:
    """Who has a line as needed among those told."""
    lines = (one.line for one in told if one.line is not None)
    return {one.person for one in lines if isinstance(one.scheme, AsNeeded)}


def by_person(
    versions: Iterable[Version], persons: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Version]]:
    """The versions of each of these persons, also of whoever has none."""
    found: dict[uuid.UUID, list[Version]] = {one: [] for one in persons}
    for one in versions:
        if one.person_id in found:
            found[one.person_id].append(one)
    return found


def beside(versions: Sequence[Version], now: datetime) -> list[Line]:
    """A person's lines, one a chain, those that are over lately too."""
    return judged(one_a_chain(versions, now))
