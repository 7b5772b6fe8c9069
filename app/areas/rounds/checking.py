"""The server checks again what a tablet let pass, or could not know: order, person, slot, role, version, box, interval.

Nothing is refused here. Each answer is a flag that the row bears, for whoever looks at it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from app.areas.prescribing.queries import Version
from app.areas.rounds.boxes import odd_box
from app.areas.rounds.looking import Lookup, Taken
from medication import discrepancies as flags
from medication.as_needed import allowance
from medication.given import Given, have_one_in_common
from medication.outcomes import counts
from medication.prescription import Line
from medication.schedule import Dose
from medication.schemes import AsNeeded
from medication.too_early import minutes_apart

FAR: Final = timedelta(hours=6)
"""A gesture so far from its slot, beyond the tolerance, was of another one."""
_SAME: Final = ("drug", "route", "unit", "scheme", "giver")
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Gesture:
    """What is checked: the gesture as it was said, beside the dose and the versions of the line that could be found.
    `content` is what is sealed of it: how much of what, what was scanned, who agreed."""

    id: uuid.UUID
    person_id: uuid.UUID
    chain_id: uuid.UUID
    line_id: uuid.UUID
    act: str
    outcome: str
    at: datetime
    dose_id: uuid.UUID | None
    dose: Any | None
    chain: Sequence[Version]
    role: str
    content: Mapping[str, Any]

    @property
    def counts(self) -> bool:
        return self.act == "give" and counts(self.outcome)

    @property
    def seen(self) -> Version | None:
        """The version that the author had before their eyes."""
        return next((one for one in self.chain if one.id == self.line_id), None)

    @property
    def holding(self) -> Version | None:
        """The version that was in force."""
        return next((one for one in reversed(self.chain) if one.holds(self.at)), None)

    @property
    def line(self) -> Line | None:
        """What was given, as far as it is known: by the version that was read."""
        version = self.seen or self.holding
        return version.line if version else None


def odd(lookup: Lookup, gesture: Gesture) -> Iterator[str]:
    """What does not fit."""
    yield from _of_line(gesture)
    yield from _of_dose(gesture)
    if gesture.counts:
        yield from odd_box(lookup, gesture.line, gesture.at, gesture.content.get("scan") or {})
        if any(one.covers(gesture.at) for one in lookup.absences(gesture.person_id, gesture.at)):
            yield flags.ABSENT_THEN
        yield from _of_intervals(lookup, gesture)


def _of_line(gesture: Gesture) -> Iterator[str]:
    if gesture.seen is None:
        yield flags.UNKNOWN_LINE
        return
    if not gesture.counts:
        return
    holding, line = gesture.holding, gesture.seen.line
    if _is_over(gesture) or (holding is not None and holding.pause(gesture.at) is not None):
        yield flags.LINE_STOPPED
    elif holding is not None and holding is not gesture.seen and _differ(line, holding.line):
        yield flags.LINE_CHANGED


def _is_over(gesture: Gesture) -> bool:
    """Stopped by then; or ended before the hour at which the dose was due."""
    if any(one.stopped_at is not None and one.stopped_at <= gesture.at for one in gesture.chain):
        return True
    due_at = gesture.dose.due_at if gesture.dose is not None else gesture.at
    return not any(one.holds(min(due_at, gesture.at)) for one in gesture.chain)


def _differ(before: Line | None, after: Line | None) -> bool:
    if before is None or after is None:
        return True
    return any(getattr(before, name) != getattr(after, name) for name in _SAME)


def _of_dose(gesture: Gesture) -> Iterator[str]:
    dose = gesture.dose
    if dose is None:
        if gesture.dose_id is not None:
            yield flags.UNKNOWN_DOSE
        return
    if dose.withdrawn_at is not None and dose.withdrawn_at <= gesture.at:
        yield flags.DOSE_WITHDRAWN
    early = timedelta(minutes=dose.early_minutes) + FAR
    late = timedelta(minutes=dose.late_minutes) + FAR
    if not dose.due_at - early <= gesture.at <= dose.due_at + late:
        yield flags.WRONG_SLOT


def _of_intervals(lookup: Lookup, gesture: Gesture) -> Iterator[str]:
    line = gesture.line
    if line is None:
        return
    around = lookup.taken(gesture.person_id, gesture.at)
    others = [one for one in around if not _is_same(one, gesture)]
    mine = _taken(gesture)
    lookup.say(gesture.person_id, mine)
    if isinstance(line.scheme, AsNeeded):
        if not _is_allowed(lookup, gesture, line, [*others, mine]):
            yield flags.OVER_ALLOWANCE
    elif gesture.dose is not None and others and _is_too_near(lookup, gesture, line, others):
        yield flags.TOO_EARLY


def _taken(gesture: Gesture) -> Taken:
    names = ("id", "dose_id", "chain_id", "line_id", "outcome", "at", "content")
    return Taken(**{name: getattr(gesture, name) for name in names})


def _is_same(one: Taken, gesture: Gesture) -> bool:
    """Two outcomes of one dose disagree: that is told as such, not as an interval."""
    return one.id == gesture.id or (one.dose_id is not None and one.dose_id == gesture.dose_id)


def _is_allowed(lookup: Lookup, gesture: Gesture, line: Line, every: Sequence[Taken]) -> bool:
    """Whether it was allowed then; and whether what was given of the line since still was, once this one is known."""
    day = timedelta(hours=24)
    near = [one for one in every if abs(one.at - gesture.at) < 2 * day]
    asked = [
        one
        for one in near
        if one.id == gesture.id
        or (one.chain_id == line.chain and gesture.at < one.at < gesture.at + day)
    ]
    lines = [line]
    if any(one.chain_id != line.chain for one in near):
        beside = lookup.beside(gesture.person_id, gesture.at)
        lines += _one_a_chain(beside, gesture.at, line.chain)
    given = lookup.given(gesture.person_id, near)
    return all(_was_open(line, lines, given, one) for one in asked)


def _was_open(line: Line, lines: Sequence[Line], given: Sequence[Given], one: Taken) -> bool:
    before = [each for each in given if each.at <= one.at and each.id != one.id]
    return allowance(_running(line), lines, before, one.at).is_open


def _running(line: Line) -> Line:
    """Whether it was stopped or suspended is another question."""
    return replace(line, pauses=(), ends_at=None, superseded_at=None)


def _is_too_near(lookup: Lookup, gesture: Gesture, line: Line, others: Sequence[Taken]) -> bool:
    """Whether another taking of the substance, before or after, lies nearer than the lines allow."""
    chains = {one.chain_id for one in others}
    lines = [line]
    if chains - {line.chain}:
        beside = _one_a_chain(lookup.beside(gesture.person_id, gesture.at), gesture.at, line.chain)
        lines += [
            one for one in beside if one.chain in chains and have_one_in_common(line.drug, one.drug)
        ]
    apart = minutes_apart(_dose(gesture, line), lines, lookup.settings)
    return any(abs(gesture.at - one.at) < apart.get(one.chain_id, 0) * _MINUTE for one in others)


def _one_a_chain(versions: Iterable[Version], at: datetime, but: uuid.UUID) -> list[Line]:
    found: dict[uuid.UUID, Version] = {}
    for one in versions:
        kept = found.get(one.chain)
        if one.chain == but or one.line is None:
            continue
        if kept is None or (one.holds(at), one.version) > (kept.holds(at), kept.version):
            found[one.chain] = one
    return [one.line for one in found.values() if one.line is not None]


def _dose(gesture: Gesture, line: Line) -> Dose:
    dose = gesture.dose
    assert dose is not None
    on, _, at = dose.slot.partition("/")
    return Dose(
        dose.id,
        line.chain,
        line.id,
        gesture.person_id,
        "give",
        date.fromisoformat(on),
        at,
        dose.due_at,
        dose.early_minutes,
        dose.late_minutes,
        None,
        dose.is_absent,
    )
