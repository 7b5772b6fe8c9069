"""When a follow-up is late, when somebody else must hear of it, and in which order a list shows it.

The delays are ours: no text says how long « réévaluer la douleur à 15 h » may wait. They are set so that a nurse
hears of a forgotten one within her shift, and of an urgent one while something can still be done.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final, Literal
from uuid import UUID

SOON: Final = timedelta(minutes=30)
"""From here on it is shown as coming."""

ESCALATES_AFTER: Final = timedelta(hours=2)
URGENT_ESCALATES_AFTER: Final = timedelta(minutes=15)
"""How long past its time, still open, before nurses are told."""

AHEAD: Final = timedelta(hours=72)
"""Tablets know what is due within this time; what is due later comes to them then."""

CLOSED_SHOWN: Final = timedelta(days=7)
"""How long tablets keep one that is closed."""

EARLIEST: Final = timedelta(days=1)
LATEST: Final = timedelta(days=400)
IMPLAUSIBLE_DUE: Final = "implausible_due"

SHIFT_STARTS: Final = (time(7), time(14), time(21))
"""When the teams of a day take over, at the wall clock: morning, afternoon, night. Ours, the usual hours of a
nursing home. A shift begins at these hours on the day the clocks change too, and is then an hour longer or
shorter."""

Standing = Literal["closed", "overdue", "soon", "later"]


@dataclass(frozen=True, slots=True)
class Listed:
    """What places a follow-up in a list."""

    id: UUID
    due_at: datetime
    urgent: bool = False
    closed: bool = False


def standing(one: Listed, now: datetime) -> Standing:
    """Closed; overdue once its time has come; soon within 30 minutes of it; later before that."""
    if one.closed:
        return "closed"
    if one.due_at <= now:
        return "overdue"
    return "soon" if one.due_at - now <= SOON else "later"


def order(one: Listed) -> tuple[bool, datetime, bytes]:
    """The key of a list of open ones: urgent first, then by the time they are due, which puts the overdue first."""
    return not one.urgent, one.due_at, one.id.bytes


def escalates_at(
    due_at: datetime, *, urgent: bool, acknowledged_at: datetime | None, closed: bool
) -> datetime | None:
    """When nurses are told of it: 2 h after it was due, 15 minutes when it is urgent; None once it is closed.

    Somebody who takes charge of it has that much time from then on: taking charge is not doing.
    """
    if closed:
        return None
    delay = URGENT_ESCALATES_AFTER if urgent else ESCALATES_AFTER
    return max(due_at, acknowledged_at or due_at) + delay


def expires_at(closed_at: datetime | None) -> datetime | None:
    """When tablets drop it: 7 days after it was closed; never while it is open."""
    return None if closed_at is None else closed_at + CLOSED_SHOWN


def is_carried_over(due_at: datetime, now: datetime, zone: tzinfo) -> bool:
    """Whether something still open was due before the present shift began: another team leaves it to this one."""
    return due_at < shift_start(now, zone)


def shift_start(now: datetime, zone: tzinfo) -> datetime:
    """When the shift that holds `now` began, at the wall clock of `zone`; an instant in UTC."""
    return max(start for start in _starts_around(now, zone) if start <= now)


def place_due(
    told: datetime, *, asked_at: datetime, shift: timedelta = timedelta(0)
) -> tuple[datetime, tuple[str, ...]]:
    """When it is due, from the time the tablet told.

    `shift` is how far its clock was put right to find `asked_at`, when it was asked for: « dans 30 min » on a clock
    that is 17 h ahead is 30 minutes from now. What cannot be meant, more than a day before it was asked for or more
    than 400 days after, is due at once, and flagged.
    """
    try:
        due_at = told + shift
        if asked_at - EARLIEST <= due_at <= asked_at + LATEST:
            return due_at, ()
    except OverflowError:
        pass
    return asked_at, (IMPLAUSIBLE_DUE,)


def _starts_around(now: datetime, zone: tzinfo) -> Iterator[datetime]:
    today = now.astimezone(zone).date()
    for day in (today - timedelta(days=1), today):
        for start in SHIFT_STARTS:
            yield datetime.combine(day, start, tzinfo=zone).astimezone(UTC)
