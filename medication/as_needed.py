"""How much of an as-needed drug may still be given, and when: over every line with its substance.

The 24 hours roll: what was given 24 hours ago to the minute no longer counts. What counts is what
was actually given, scheduled doses too, because the body does not tell them apart. The exception is
a strong opioid's interdose, which comes on top of the background treatment (FNCLCC, Standards,
Options et Recommandations, "Traitements antalgiques médicamenteux des douleurs cancéreuses par
excès de nociception chez l'adulte", 2002): its maximum counts interdoses alone, or none could ever
be given. A line says which it is where the default is wrong (`AsNeeded.on_top`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, Literal
from uuid import UUID

from medication.drug_kinds import is_strong_opioid
from medication.given import TAKEN, Given, is_of
from medication.prescription import Line
from medication.schemes import AsNeeded
from medication.strength import Milligrams, milligrams_of
from medication.unfolding import pause_at

__all__ = ["TAKEN", "Allowance", "Given", "Reason", "allowance", "is_on_top"]

Reason = Literal["open", "interval", "maximum", "paused", "not_begun", "ended"]
"""Why one may be given now, or may not."""

_DAY: Final = timedelta(hours=24)
_NONE: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Allowance:
    """`left` of the 24 hours' maximum, in the unit of the line; `next_at` is the earliest instant
    at which one taking is allowed, None when that is now, or never. `is_sure` is False where
    something given with the same substance could not be measured and was counted as one taking."""

    left: Decimal
    next_at: datetime | None
    why: Reason
    is_sure: bool = True

    @property
    def is_open(self) -> bool:
        """Whether one taking may be given now."""
        return self.why == "open"


def allowance(
    line: Line, lines: Sequence[Line], given: Sequence[Given], now: datetime
) -> Allowance:
    """What is left of an as-needed line at `now`. `lines` are all those of the person, one a chain
    at least for what was given in the last 24 hours. Raises TypeError for a scheduled line."""
    scheme = line.scheme
    if not isinstance(scheme, AsNeeded):
        raise TypeError("only an as-needed line has an allowance")
    by_chain = {one.chain: one for one in lines}
    taken = [one for one in given if one.is_taken and _counts(one, line, by_chain)]
    counted = [(one.at, *_amount(one, line, scheme, by_chain)) for one in taken]
    recent = [one for one in counted if one[0] > now - _DAY]
    left = max(_NONE, scheme.max_per_day - sum((amount for _, amount, _ in recent), _NONE))
    is_sure = all(sure for _, _, sure in recent)
    if (closed := _closed(line, now)) is not None:
        return Allowance(left, *closed, is_sure)
    return Allowance(left, *_next(scheme, counted, now), is_sure)


def is_on_top(line: Line) -> bool:
    """Whether an as-needed line is given on top of the scheduled lines with its substance."""
    scheme = line.scheme
    if not isinstance(scheme, AsNeeded):
        return False
    return is_strong_opioid(line.drug) if scheme.on_top is None else scheme.on_top


_Counted = tuple[datetime, Decimal, bool]


def _counts(one: Given, line: Line, lines: dict[UUID, Line]) -> bool:
    """What was given by a line that is not among those told counts: the cautious reading."""
    if not is_of(one, line, lines):
        return False
    other = lines.get(one.chain, line)
    return isinstance(other.scheme, AsNeeded) or not is_on_top(line)


def _amount(
    one: Given, line: Line, scheme: AsNeeded, lines: dict[UUID, Line]
) -> tuple[Decimal, bool]:
    """In the unit of the line, and whether that is sure: by milligrams, else as counted where the
    units are the same, else one taking."""
    per_unit = milligrams_of(line.drug, line.unit, scheme, None)
    of = one.milligrams or _worked_out(one, lines)
    shared = [of[key] / per_unit[key] for key in per_unit if per_unit[key] and key in of]
    if shared:
        return max(shared), True
    other = lines.get(one.chain)
    is_same = one.chain == line.chain or (
        other is not None
        and other.drug.cis == line.drug.cis is not None
        and other.unit == line.unit
    )
    return (one.amount, True) if one.amount is not None and is_same else (scheme.amount, False)


def _worked_out(one: Given, lines: dict[UUID, Line]) -> Milligrams:
    other = lines.get(one.chain)
    if other is None or one.amount is None:
        return {}
    per_unit = milligrams_of(other.drug, other.unit, other.scheme, None)
    return {key: milligrams * one.amount for key, milligrams in per_unit.items()}


def _closed(line: Line, now: datetime) -> tuple[datetime | None, Reason] | None:
    if now < line.starts_at:
        return line.starts_at, "not_begun"
    if any(end is not None and end <= now for end in (line.ends_at, line.superseded_at)):
        return None, "ended"
    pause = pause_at(line, now)
    return (pause.until_at, "paused") if pause else None


def _next(
    scheme: AsNeeded, counted: Sequence[_Counted], now: datetime
) -> tuple[datetime | None, Reason]:
    rested = max(
        (at + timedelta(minutes=scheme.min_interval_minutes) for at, _, _ in counted), default=now
    )
    room = next((at for at in _openings(counted, now) if _fits(scheme, counted, at)), None)
    if room is None:
        return None, "maximum"
    if max(rested, room) <= now:
        return None, "open"
    return (rested, "interval") if rested > room else (room, "maximum")


def _openings(counted: Sequence[_Counted], now: datetime) -> list[datetime]:
    """Now, then each instant at which something given leaves the 24 hours."""
    return [now, *sorted(at + _DAY for at, _, _ in counted if at + _DAY > now)]


def _fits(scheme: AsNeeded, counted: Sequence[_Counted], at: datetime) -> bool:
    used = sum((amount for given_at, amount, _ in counted if given_at > at - _DAY), _NONE)
    return used + scheme.amount <= scheme.max_per_day
