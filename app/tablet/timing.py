"""The device's clock and how wrong it is: each exchange measures it, and a clock that only counts notices a jump."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from app.ground import clock
from app.tablet.storage import Storage

_MILLISECOND = timedelta(milliseconds=1)


class Timing:
    """`now` is the device's clock, which anyone can set. `steady` counts seconds while the tablet is on, and nothing
    else: without one, the clock is believed not to have moved since the last exchange."""

    def __init__(
        self,
        storage: Storage,
        now: Callable[[], datetime],
        steady: Callable[[], float] | None = None,
    ) -> None:
        self._storage, self.now, self._steady = storage, now, steady
        self._measured: tuple[datetime, float] | None = None

    def measure(self, server_now: str) -> None:
        """Keeps how far the server's clock is ahead of this one."""
        there, here = clock.from_text(server_now), self.now()
        if there is None:
            return
        if self._steady is not None:
            self._measured = (there, self._steady())
        told = {"offset_ms": (there - here) // _MILLISECOND, "measured_at": clock.to_text(here)}
        self._storage.put("clock", told)

    def offset_ms(self) -> int | None:
        """Server time minus this clock, in milliseconds; None before the first exchange."""
        if self._measured is not None and self._steady is not None:
            there, then = self._measured
            return (there + timedelta(seconds=self._steady() - then) - self.now()) // _MILLISECOND
        kept: int | None = (self._storage.get("clock") or {}).get("offset_ms")
        return kept

    def measured_at(self) -> datetime | None:
        """When this clock was last compared, as it said then."""
        return clock.from_text((self._storage.get("clock") or {}).get("measured_at"))

    def estimate(self) -> datetime:
        """The best guess at true time."""
        return self.now() + (self.offset_ms() or 0) * _MILLISECOND
