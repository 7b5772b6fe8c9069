"""What the network does for a while: how often a connection is cut, and where."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from random import Random

from tests.soak.proxy import FINE, Fate

_FARTHEST = 60_000


@dataclass
class Weather:
    """Decides the fate of each connection, from a seed."""

    chance: Random
    badness: float
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self) -> Fate:
        with self._lock:
            if self.chance.random() >= self.badness:
                return FINE
            where = int(_FARTHEST ** self.chance.random())
            delay = self.chance.choice((0.0, 0.0, 0.0, 0.0, 0.003))
            is_abrupt = self.chance.random() < 0.5
            way = self.chance.choice(("up", "down", "answer", "slow"))
        if way == "up":
            return Fate(up=where, delay=delay, is_abrupt=is_abrupt)
        if way == "down":
            return Fate(down=where, delay=delay, is_abrupt=is_abrupt)
        if way == "answer":  # the first answer is lost whole, after whatever it answers was done
            return Fate(down=1, delay=delay, is_abrupt=is_abrupt)
        return Fate(delay=0.008)
