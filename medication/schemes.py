"""When and how much: the schemes that a line of a prescription can follow, as values.

A scheme says nothing of one day in particular: `schedule.py` unfolds it. Amounts are decimals in
the unit of the line; days are local days of the home; hours are "HH:MM" or a moment of the home.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

Amount = Decimal
"""How much, in the unit of the line ("1,5" comprimé, "12" unités)."""


@dataclass(frozen=True, slots=True)
class EveryDay:
    """Each day."""


@dataclass(frozen=True, slots=True)
class Weekdays:
    """These days of the week, 1 for Monday to 7 for Sunday."""

    days: frozenset[int]


@dataclass(frozen=True, slots=True)
class EveryDays:
    """Every `n` days, counted from `from_on` itself."""

    n: int
    from_on: date


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cure: `on` days with, then `off` days without, counted from `from_on`."""

    on: int
    off: int
    from_on: date


@dataclass(frozen=True, slots=True)
class MonthDays:
    """These days of the month; a day that a month has not is its last day."""

    days: frozenset[int]


DayRule = EveryDay | Weekdays | EveryDays | Cycle | MonthDays


@dataclass(frozen=True, slots=True)
class Take:
    """One taking of a day. `at` is a moment's name or "HH:MM"; `amount` is None where it depends
    on something measured then (`Sliding`)."""

    at: str
    amount: Amount | None = None


@dataclass(frozen=True, slots=True)
class Regular:
    """The same takings on each day of the rule."""

    takes: tuple[Take, ...]
    days: DayRule = EveryDay()


@dataclass(frozen=True, slots=True)
class Step:
    """What is taken from this day on, until the next step; no taking at all is a stop."""

    from_on: date
    takes: tuple[Take, ...]
    days: DayRule = EveryDay()


@dataclass(frozen=True, slots=True)
class Tapering:
    """Amounts that change on given days. Nothing is due before the first step."""

    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rung:
    """The amount for a measure below `below`; None for any other measure."""

    below: Decimal | None
    amount: Amount


@dataclass(frozen=True, slots=True)
class Sliding:
    """Insulin by glycaemia (g/L): the rung that the measure falls on gives the amount, added to
    that of the taking where the line has a fixed part."""

    takes: tuple[Take, ...]
    days: DayRule
    scale: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """An anticoagulant by its calendar: an amount for each day; nothing is due on a day without
    one. `target` is the INR aimed at, `control_on` the day of the next INR."""

    at: str
    amounts: Mapping[date, Amount]
    target: tuple[Decimal, Decimal] | None = None
    control_on: date | None = None


@dataclass(frozen=True, slots=True)
class Patch:
    """Put on at `at` on each day of the rule, taken off `wear_hours` later, checked on the days in
    between. `sites` are those that the prescription allows, in order."""

    at: str
    amount: Amount
    wear_hours: int
    days: DayRule = EveryDay()
    sites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AsNeeded:
    """ "Si besoin": `amount` a time, at most `max_per_day` in 24 hours, `min_interval_minutes`
    between two. `protocol` names the home's protocol under which an aide may give it. `on_top`:
    whether it comes on top of the scheduled lines with its substance, so that the maximum counts
    as-needed takings alone; None leaves it to the drug (`as_needed.is_on_top`)."""

    amount: Amount
    indication: str
    min_interval_minutes: int
    max_per_day: Amount
    effect_minutes: int | None = None
    protocol: str | None = None
    on_top: bool | None = None


Scheme = Regular | Tapering | Sliding | Calendar | Patch | AsNeeded
