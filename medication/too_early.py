"""Is it too soon after what was actually given of the same substance?

A dose is compared with the last actual administrations, scheduled and as-needed alike, because a
dose given late and the next one on time can be as close as a double dose. What the plan wants
between two doses is read from the lines themselves; what may be taken off it, is what the
tolerances of both doses already allow, and never more than half of it. After an as-needed dose, its
line's own interval. No published table gives such a margin: it is this product's, written in
docs/decisions/0029-doses-known-by-their-slot.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from medication.as_needed import is_on_top
from medication.given import Given, have_one_in_common
from medication.prescription import Line
from medication.schedule import Dose
from medication.schemes import AsNeeded
from medication.settings import Settings
from medication.slots import hour_of, instant
from medication.takes import takes_on
from medication.tolerances import tolerance

_FARTHEST: Final = 400
"""Days looked back for the slot before: longer than any rhythm of a year."""
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TooEarly:
    """What was given, and from when on this dose may follow it."""

    last: Given
    allowed_at: datetime


def too_early(
    dose: Dose,
    given: Iterable[Given],
    settings: Settings,
    *,
    lines: Sequence[Line],
    now: datetime,
) -> TooEarly | None:
    """What makes it too early to give this dose at `now`, None when nothing does. `lines`: one
    version of each chain that is due or was given lately, stopped ones too; what was given by any
    other line holds nothing up. Raises KeyError where the dose's own line is not among them."""
    return held_up(given, minutes_apart(dose, lines, settings), now)


def held_up(given: Iterable[Given], apart: Mapping[UUID, int], now: datetime) -> TooEarly | None:
    """Of what was given, that which holds a dose up longest, where `apart` are its minutes."""
    held = [
        TooEarly(one, one.at + apart[one.chain] * _MINUTE)
        for one in given
        if one.is_taken and one.chain in apart
    ]
    longest = max(held, key=lambda one: one.allowed_at, default=None)
    return longest if longest is not None and longest.allowed_at > now else None


def minutes_apart(dose: Dose, lines: Sequence[Line], settings: Settings) -> Mapping[UUID, int]:
    """For each line that holds a substance of this dose, by chain: the least number of minutes
    after an administration of that line. What a tablet needs to compare by itself."""
    if dose.act != "give":
        return {}
    by_chain = {one.chain: one for one in lines}
    own = by_chain[dose.chain]
    return {
        chain: _apart(dose, own, other, settings)
        for chain, other in by_chain.items()
        if chain == dose.chain or have_one_in_common(own.drug, other.drug)
    }


def _apart(dose: Dose, own: Line, other: Line, settings: Settings) -> int:
    if isinstance(other.scheme, AsNeeded):
        return 0 if is_on_top(other) else other.scheme.min_interval_minutes
    before = _slot_before(dose, other, settings, strictly=other.chain == own.chain)
    if before is None:
        return 0
    planned = (dose.due_at - before) // _MINUTE
    return max(planned - dose.early_minutes - tolerance(other, settings), planned // 2)


def _slot_before(dose: Dose, line: Line, settings: Settings, *, strictly: bool) -> datetime | None:
    """The last slot of the line's rhythm up to that of the dose, whether or not the line had begun."""
    until_at = dose.due_at - _MINUTE if strictly else dose.due_at
    for day in (dose.on - timedelta(days=count) for count in range(_FARTHEST)):
        slots = (
            instant(day, hour_of(take.at, settings), settings.zone)
            for take in takes_on(line.scheme, day)
        )
        if found := [due_at for due_at in slots if due_at <= until_at]:
            return max(found)
    return None
