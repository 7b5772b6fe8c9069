"""The clock of a tablet, which anyone can set."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from app.ground import clock

HOUR = timedelta(hours=1)
# +17 h and -3 days are wrong settings seen in the field; an hour is a change of season that was missed, or taken twice.
ERRORS = (17 * HOUR, timedelta(days=-3), HOUR, -HOUR, timedelta(minutes=4))


class Watch:
    """`error` is how far ahead of true time it is."""

    def __init__(self, error: timedelta = timedelta(0)) -> None:
        self.error = error

    def now(self) -> datetime:
        return clock.now() + self.error

    def set_wrong(self, chance: Random) -> None:
        """Somebody sets it, or sets it right."""
        self.error = chance.choice((timedelta(0), *ERRORS))
