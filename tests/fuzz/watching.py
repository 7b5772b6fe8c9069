"""The memory of each process that decodes or reads, asked again and again while it lives."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from app.areas.documents.decoding import outside, reading
from tests.fuzz.many import peak_mb


@contextmanager
def watched() -> Iterator[list[float]]:
    """The highest that each process ever held, in megabytes, as far as it was seen."""
    found: list[float] = []
    begin = outside.begin

    def beginning(module: str, *arguments: object) -> subprocess.Popen[bytes]:
        process = begin(module, *arguments)
        threading.Thread(target=_watch, args=(process.pid, found), daemon=True).start()
        return process

    places = (outside, reading)
    for place in places:
        place.begin = beginning  # type: ignore[attr-defined]
    try:
        yield found
    finally:
        for place in places:
            place.begin = begin  # type: ignore[attr-defined]


def _watch(pid: int, found: list[float]) -> None:
    with suppress(OSError, StopIteration):
        while True:
            found.append(peak_mb(pid))
            time.sleep(0.002)
