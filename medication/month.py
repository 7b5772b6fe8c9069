"""A month of treatment as a grid: a row for each line and hour, a cell for each day.

The grid says what was due and what somebody recorded of it, never what nobody did: where outcomes
are not kept yet, or the hour has not passed, a cell stays "dû".
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import UUID

from medication.outcomes import OUTCOMES
from medication.prescription import Line
from medication.schedule import Act, Dose, Window, doses
from medication.schemes import Amount, AsNeeded
from medication.settings import Settings
from medication.slots import hour_of, instant
from medication.spans import Span, spans
from medication.unfolding import is_paused

CONFLICT: Final = "conflict"
PERHAPS: Final = "perhaps_given"

STATES: Final[Mapping[str, str]] = {
    "due": "dû",
    "absent": "absent",
    "suspended": "suspendu",
    "untraced": "non tracé",
    CONFLICT: "désaccord",
    PERHAPS: "peut-être donné",
    **{code: words.label for act in OUTCOMES.values() for code, words in act.items()},
}
"""What a cell may say, in words: what is due, what is not sure, then the outcomes of an administration."""

_RANKS: Final[Mapping[Act, int]] = {"give": 0, "check": 1, "remove": 2}

Outcomes = Mapping[UUID, str]
"""By identity of the dose: one of `STATES`."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One act of one day. `amount` is what was due of it, in the unit of its line."""

    dose: UUID
    on: date
    due_at: datetime
    state: str
    amount: Amount | None

    @property
    def words(self) -> str:
        return STATES[self.state]


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One hour of one line: `cells` has one place for each day of the month, None where nothing is
    due."""

    at: str
    act: Act
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the month, as its last version of the month names it."""

    line: Line
    slots: tuple[SlotRow, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """`days` are those of the month; `rows` what is scheduled, in the order of the day, then by
    name; `as_needed` the lines that may be given without an hour."""

    days: tuple[date, ...]
    rows: tuple[Row, ...]
    as_needed: tuple[Line, ...]


def month_window(month: date, settings: Settings) -> Window:
    """From the first instant of the month to the first of the next, by the clock on the wall."""
    first = month.replace(day=1)
    following = (first + timedelta(days=31)).replace(day=1)
    return instant(first, time(), settings.zone), instant(following, time(), settings.zone)


def grid(
    versions: Sequence[Line],
    due: Iterable[Dose],
    outcomes: Outcomes | None,
    month: date,
    *,
    settings: Settings,
    now: datetime,
) -> Grid:
    """The grid of the month that holds that day, for one person.

    `due` are her doses of `month_window`. `outcomes` is None where nobody keeps outcomes: no dose
    is then called "non tracé". A suspended dose is shown where the line would have had one.
    """
    days = tuple(month.replace(day=1 + count) for count in range(_length(month)))
    window = month_window(month, settings)
    found = list(due)
    cells = [(one, _state(one, outcomes, now)) for one in found]
    cells += [(one, "suspended") for one in _suspended(versions, found, window, settings)]
    chains = spans(versions)
    lines = {span.line.id: span.line for chain in chains for span in chain}
    rows = [_row(some, lines, days, settings) for some in _by_chain(cells, lines)]
    held = [chain[-1].line for chain in (_held(one, window) for one in chains) if chain]
    as_needed = (one for one in held if isinstance(one.scheme, AsNeeded))
    return Grid(
        days,
        tuple(sorted(rows, key=lambda row: _in_the_day(row, settings))),
        tuple(sorted(as_needed, key=lambda one: one.drug.label)),
    )


_Told = tuple[Dose, str]


def _length(month: date) -> int:
    return calendar.monthrange(month.year, month.month)[1]


def _state(dose: Dose, outcomes: Outcomes | None, now: datetime) -> str:
    recorded = outcomes.get(dose.id) if outcomes is not None else None
    if recorded is not None:
        return recorded
    if dose.is_absent:
        return "absent"
    is_past = dose.due_at + timedelta(minutes=dose.late_minutes) < now
    return "untraced" if outcomes is not None and is_past else "due"


def _suspended(
    versions: Sequence[Line], due: Iterable[Dose], window: Window, settings: Settings
) -> list[Dose]:
    """What would have been given if nothing had been suspended."""
    paused = {one.id: one for one in versions if one.pauses}
    there = {one.id for one in due}
    unpaused = [replace(one, pauses=()) for one in versions]
    return [
        one
        for one in doses(unpaused, (), window, settings)
        if one.act == "give"
        and one.id not in there
        and one.line in paused
        and is_paused(paused[one.line], one.due_at)
    ]


def _by_chain(cells: Iterable[_Told], lines: Mapping[UUID, Line]) -> list[list[_Told]]:
    found: dict[UUID, list[_Told]] = {}
    for told in cells:
        if told[0].line in lines:
            found.setdefault(told[0].chain, []).append(told)
    return list(found.values())


def _row(
    cells: Sequence[_Told], lines: Mapping[UUID, Line], days: Sequence[date], settings: Settings
) -> Row:
    last = max((dose for dose, _ in cells), key=lambda dose: dose.due_at)
    slots: dict[tuple[str, Act], dict[date, Cell]] = {}
    for dose, state in cells:
        cell = Cell(dose.id, dose.on, dose.due_at, state, dose.amount)
        slots.setdefault((dose.at, dose.act), {})[dose.on] = cell
    ordered = sorted(slots, key=lambda key: (hour_of(key[0], settings), _RANKS[key[1]], key[0]))
    return Row(
        lines[last.line],
        tuple(SlotRow(at, act, tuple(map(slots[at, act].get, days))) for at, act in ordered),
    )


def _held(chain: Iterable[Span], window: Window) -> list[Span]:
    """The versions that held at some instant of the month."""
    return [
        span
        for span in chain
        if span.from_at < window[1] and (span.until_at is None or span.until_at > window[0])
    ]


def _in_the_day(row: Row, settings: Settings) -> tuple[time, str]:
    return hour_of(row.slots[0].at, settings), row.line.drug.label
