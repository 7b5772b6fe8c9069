"""How often one device may ask, counted in each process: the busiest path of all must not write to be counted.

The limits are far above what a tablet does by itself, and stop one that has gone mad.
"""

from __future__ import annotations

import threading
import time
import uuid

from app.ground.errors import TooMuch

PER_MINUTE = 6_000
_KEPT = 5_000
_lock = threading.Lock()
_counts: dict[tuple[str, uuid.UUID, int], int] = {}


def keep(what: str, device_id: uuid.UUID) -> None:
    """Counts one request of the device. Raises TooMuch past the minute's share; nothing was done then."""
    name = (what, device_id, _minute())
    with _lock:
        if len(_counts) > _KEPT:
            _counts.clear()
        count = _counts[name] = _counts.get(name, 0) + 1
    if count > PER_MINUTE:
        raise TooMuch("Cet appareil envoie trop de demandes : il reprendra dans une minute.")


def _minute() -> int:
    return int(time.monotonic() // 60)
