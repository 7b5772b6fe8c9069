"""A version of a line over some days: each of its slots, with its instant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from medication.prescription import Line, Pause
from medication.schemes import Amount
from medication.settings import Settings
from medication.slots import hour_of, instant
from medication.spans import Span
from medication.takes import takes_on


@dataclass(frozen=True, slots=True)
class Slot:
    """`on` and `at` are nominal, and never change; `due_at` is what they are in this home."""

    on: date
    at: str
    due_at: datetime
    amount: Amount | None


def slots(span: Span, days: Iterable[date], settings: Settings) -> Iterator[Slot]:
    """The slots of these local days at which the version holds and is not suspended."""
    line = span.line
    for on in days:
        for take in takes_on(line.scheme, on):
            due_at = instant(on, hour_of(take.at, settings), settings.zone)
            if span.holds(due_at) and not is_paused(line, due_at):
                yield Slot(on, take.at, due_at, take.amount)


def is_paused(line: Line, at: datetime) -> bool:
    """Whether the line is suspended then: from the first instant, until the last excluded."""
    return pause_at(line, at) is not None


def pause_at(line: Line, at: datetime) -> Pause | None:
    """The suspension in which the line is then."""
    for pause in line.pauses:
        if pause.from_at <= at and (pause.until_at is None or at < pause.until_at):
            return pause
    return None
