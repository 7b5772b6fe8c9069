"""Where an entry stands in time, and until when bedside screens keep it.

A tablet's clock can be wrong, and nothing is refused for its clock. Each exchange measures the
clock's offset, so the time at the bedside can be estimated; when even the estimate cannot be true,
the time of arrival stands in for it, and a flag tells the reader. The bounds are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

BEDSIDE_WINDOW: Final = timedelta(days=7)
"""How long an entry stays in the store of a tablet, from the last thing said in it."""

PINNED_WINDOW: Final = timedelta(days=90)
"""The same for an alarm that nobody has acknowledged yet: it must not leave the screen because a
week has passed."""

CLOCK_TOLERANCE: Final = timedelta(minutes=5)
"""A clock further off than this is marked for the reader."""

LONGEST_WAIT: Final = timedelta(days=400)
"""An entry older than this on arrival cannot be true: envelopes are accepted for 12 months."""

CLOCK_ADRIFT: Final = "clock_adrift"
IMPLAUSIBLE_TIME: Final = "implausible_time"

FLAG_LABELS: Final = {
    CLOCK_ADRIFT: "L'horloge de la tablette était décalée : heure estimée.",
    IMPLAUSIBLE_TIME: "L'heure donnée par la tablette est impossible : heure de réception.",
}
"""What a reader is told, in French."""

Basis = Literal["device", "estimated", "received"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where an entry stands: `at` orders and shows it, `basis` says where that time comes from."""

    at: datetime
    basis: Basis
    flags: tuple[str, ...] = ()


def place_in_time(
    occurred_at: datetime,
    *,
    offset_ms: int | None,
    received_at: datetime,
    measured_at: datetime | None = None,
    sent_offset_ms: int | None = None,
) -> Placed:
    """Where an entry stands, from the time its tablet told (`occurred_at`) and the server's
    (`received_at`), both aware.

    `offset_ms` is server time minus device time, in milliseconds, as last measured by the tablet
    before it signed, or None when it never could. The estimate is `occurred_at + offset_ms`. It is
    plausible between 400 days before arrival and 5 minutes after; else the entry is placed at its
    arrival and flagged "implausible_time" (1970, 2100). An offset beyond 5 minutes is flagged
    "clock_adrift"; within, the time told is kept as the professional saw it on the wall. Never
    raises for a date or an offset: arithmetic that leaves the calendar counts as implausible.

    `measured_at` is the tablet's own time at that measure: an entry before it cannot be true either.
    `sent_offset_ms` is the offset at the delivery. When it is another, somebody set the clock in
    between, before or after the entry: the offset is taken with which the entry is plausible; when
    both are, the one that was measured. The entry is flagged "clock_adrift" unless that one alone is.
    """
    learnt_at = _shifted(measured_at, offset_ms or 0) if measured_at else None
    if _moved(offset_ms, sent_offset_ms):
        fitting = [
            one
            for one in (offset_ms, sent_offset_ms)
            if _fits(_shifted(occurred_at, one or 0), learnt_at, received_at)
        ]
        if fitting and fitting != [offset_ms]:
            at = _shifted(occurred_at, fitting[0] or 0)
            assert at is not None
            return Placed(at, "estimated", (CLOCK_ADRIFT,))
    adrift = is_adrift(offset_ms)
    flags = (CLOCK_ADRIFT,) if adrift else ()
    estimate = _shifted(occurred_at, offset_ms or 0) if adrift else occurred_at
    if estimate is None or not _fits(estimate, learnt_at, received_at):
        return Placed(received_at, "received", (*flags, IMPLAUSIBLE_TIME))
    return Placed(estimate, "estimated" if adrift else "device", flags)


def _moved(offset_ms: int | None, sent_offset_ms: int | None) -> bool:
    """Whether the clock was set between the tablet's last measure and the delivery."""
    return sent_offset_ms is not None and is_adrift(sent_offset_ms - (offset_ms or 0))


def _fits(at: datetime | None, learnt_at: datetime | None, received_at: datetime) -> bool:
    """Whether an entry can have happened then: not before the tablet's last measure, nor after its arrival."""
    if at is None or not is_plausible(at, received_at=received_at):
        return False
    return learnt_at is None or at >= learnt_at - CLOCK_TOLERANCE


def is_adrift(offset_ms: int | None) -> bool:
    """True when the clock was more than 5 minutes ahead or behind; None is a clock never measured."""
    return offset_ms is not None and abs(offset_ms) > CLOCK_TOLERANCE // timedelta(milliseconds=1)


def is_plausible(at: datetime, *, received_at: datetime) -> bool:
    """True when something that arrived at `received_at` can have happened at `at`."""
    return -CLOCK_TOLERANCE <= received_at - at <= LONGEST_WAIT


def expires_at(
    placed_at: datetime, *, pinned: bool = False, last_addition_at: datetime | None = None
) -> datetime:
    """When tablets drop the entry: 7 days after it, or after the last addition to it; 90 days while
    it is pinned."""
    said_at = placed_at if last_addition_at is None else max(placed_at, last_addition_at)
    return said_at + (PINNED_WINDOW if pinned else BEDSIDE_WINDOW)


def _shifted(at: datetime, offset_ms: int) -> datetime | None:
    try:
        return at + timedelta(milliseconds=offset_ms)
    except OverflowError:
        return None
