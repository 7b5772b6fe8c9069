"""The device's clock and how wrong it is: each exchange measures it, and every command carries the last measure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.ground import clock
from app.tablet.storage import Storage

_MILLISECOND = timedelta(milliseconds=1)


class Timing:
    """`now` is the device's clock. Anyone can set it between two exchanges: only the server can tell that they did."""

    def __init__(self, storage: Storage, now: Callable[[], datetime]) -> None:
        self._storage, self.now = storage, now

    def measure(self, server_now: str) -> None:
        """Keeps how far the server's clock is ahead of this one."""
        there, here = clock.from_text(server_now), self.now()
        if there is not None:
            offset = (there - here) // _MILLISECOND
            told = {"offset_ms": offset, "measured_at": clock.to_text(here)}
            self._storage.put("clock", told)

    def offset_ms(self) -> int | None:
        """Server time minus this clock, in milliseconds, as last measured; None before the first exchange."""
        kept: int | None = (self._storage.get("clock") or {}).get("offset_ms")
        return kept

    def measured_at(self) -> datetime | None:
        """When this clock was last compared, as it said then."""
        return clock.from_text((self._storage.get("clock") or {}).get("measured_at"))

    def estimate(self) -> datetime:
        """The best guess at true time."""
        return self.now() + (self.offset_ms() or 0) * _MILLISECOND
