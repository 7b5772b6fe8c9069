"""When something of a wound was seen, as far as it can be true."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from transmissions.visibility import CLOCK_TOLERANCE

IMPLAUSIBLE_TAKEN: Final = "implausible_taken"
OLDEST: Final = timedelta(days=2 * 366)
"""How far back an assessment may be written down: what came with somebody from a hospital."""


def place_taken(
    told: datetime | None, at: datetime, shift: timedelta = timedelta(0)
) -> tuple[datetime, tuple[str, ...]]:
    """When it was seen: told by the tablet's clock, which `shift` puts right. What cannot be is `at`, flagged."""
    if told is None:
        return at, ()
    try:
        taken_at = told + shift
    except OverflowError:  # the last hour of the year 9999, from a tablet whose clock is late
        return at, (IMPLAUSIBLE_TAKEN,)
    if at - OLDEST <= taken_at <= at + CLOCK_TOLERANCE:
        return taken_at, ()
    return at, (IMPLAUSIBLE_TAKEN,)
