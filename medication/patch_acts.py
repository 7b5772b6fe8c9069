"""A patch is put on, checked each day, and taken off: three acts.

Sources: summary of DUROGESIC, 4.2 (72 hours, the old patch taken off before the new one); FDA, Drug
Safety Communication on fentanyl patches, 23 September 2013 (a used patch still holds enough to kill;
look or feel that it still sticks). So a patch that was put on always has its taking off: at its
hour, or sooner where the line stops, is suspended, or puts on another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from medication.prescription import Line
from medication.schemes import Patch
from medication.settings import Settings
from medication.slots import days_between, hour_of, instant, local
from medication.spans import Span
from medication.unfolding import Slot, is_paused, slots

_DAY: Final = timedelta(days=1)
_HOURS: Final = 24


@dataclass(frozen=True, slots=True)
class PatchAct:
    """`put` is the putting on that it belongs to; `on` and `at` are when it is due itself."""

    act: Literal["remove", "check"]
    line: Line
    put: Slot
    on: date
    at: str
    due_at: datetime


def patch_acts(
    chain: Sequence[Span], window: tuple[datetime, datetime], settings: Settings
) -> Iterator[PatchAct]:
    """The takings off and checks due in the window, of all the patches of one chain."""
    for index, span in enumerate(chain):
        if not isinstance(span.line.scheme, Patch):
            continue
        reach = timedelta(hours=span.line.scheme.wear_hours) + 2 * _DAY
        days = days_between(window[0] - reach, window[1], settings.zone)
        for put in slots(span, days, settings):
            for act in _acts(chain[index:], put, span.line.scheme, settings):
                if window[0] <= act.due_at < window[1]:
                    yield act


def _acts(
    following: Sequence[Span], put: Slot, patch: Patch, settings: Settings
) -> Iterator[PatchAct]:
    line = following[0].line
    planned = _planned(put, patch, settings)
    off_at = min((planned[2], *_sooner(following, put, planned[2], settings)))
    for days in range(1, patch.wear_hours // _HOURS + 2):
        on = put.on + days * _DAY
        due_at = instant(on, hour_of(put.at, settings), settings.zone)
        if due_at < off_at:
            yield PatchAct("check", line, put, on, put.at, due_at)
    yield PatchAct("remove", line, put, *_as_due(off_at, planned, settings))


def _planned(put: Slot, patch: Patch, settings: Settings) -> tuple[date, str, datetime]:
    """By the clock on the wall: a patch of 24 hours comes off at the hour at which it went on,
    also on the days of 23 and 25 hours."""
    hour = hour_of(put.at, settings)
    wall = datetime.combine(put.on, hour) + timedelta(hours=patch.wear_hours)
    at = put.at if wall.time() == hour else wall.strftime("%H:%M")
    return wall.date(), at, instant(wall.date(), wall.time(), settings.zone)


def _as_due(
    off_at: datetime, planned: tuple[date, str, datetime], settings: Settings
) -> tuple[date, str, datetime]:
    if off_at == planned[2]:
        return planned
    wall = local(off_at, settings.zone)
    return wall.date(), wall.strftime("%H:%M"), off_at


def _sooner(
    following: Sequence[Span], put: Slot, planned: datetime, settings: Settings
) -> Iterator[datetime]:
    """What may take the patch off before its hour: the next one put on, a suspension, the end. Where
    patches are put on Mondays and Thursdays, they are not all worn as long."""
    span, later = following[0], following[1:]
    ahead = days_between(max(put.due_at, span.from_at), planned, settings.zone)
    yield from (one.due_at for one in slots(span, ahead, settings) if one.due_at > put.due_at)
    for pause in span.line.pauses:
        from_at = max(pause.from_at, span.from_at)
        if put.due_at < from_at and span.holds(from_at) and is_paused(span.line, from_at):
            yield from_at
    if span.until_at is not None and span.until_at < planned:
        if _is_carried_on(span.until_at, later):
            yield from _sooner(later, put, planned, settings)
        else:
            yield span.until_at


def _is_carried_on(at: datetime, later: Sequence[Span]) -> bool:
    """Whether another patch follows at once: the one in place then stays until it is replaced."""
    return bool(later) and later[0].from_at == at and isinstance(later[0].line.scheme, Patch)
