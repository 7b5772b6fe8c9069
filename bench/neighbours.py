"""How much of the machine others use while we measure: their work makes every figure worse."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path

from bench import cpu

_EVERY_SECONDS = 1.0


class Neighbours:
    """Counts all work from the beginning to `share()`, and ours: this process and whatever it started.

    Ours is looked at every second, since a process that has ended tells nothing any more.
    """

    def __init__(self) -> None:
        self._began, self._busy = time.monotonic(), _busy_milliseconds()
        self._ours: dict[int, float] = {}
        self._base = self._look()
        self._over = threading.Event()
        self._watch = threading.Thread(target=self._keep_looking, daemon=True)
        self._watch.start()

    def share(self) -> float:
        """From 0 to 1: what others took of all processors. Ends the count."""
        self._over.set()
        self._watch.join()
        ours = self._look() - self._base
        capacity = (time.monotonic() - self._began) * 1000 * (os.cpu_count() or 1)
        return min(1.0, max(0.0, (_busy_milliseconds() - self._busy - ours) / capacity))

    def _keep_looking(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self._look()

    def _look(self) -> float:
        """Milliseconds that ours have spent so far, the ended ones as last seen."""
        for pid in cpu.ours():
            self._ours[pid] = max(self._ours.get(pid, 0.0), cpu.milliseconds({pid}))
        return sum(self._ours.values())


def _busy_milliseconds() -> float:
    """What all processors have spent on something, as the kernel counts it."""
    first = Path("/proc/stat").read_text().split("\n", 1)[0]
    user, nice, system, _idle, _wait, *interrupts = map(int, first.split()[1:])
    return (user + nice + system + sum(interrupts[:3])) * 1000 / os.sysconf("SC_CLK_TCK")
