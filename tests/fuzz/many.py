"""Many files for one confined process. It is bound and locked as the one of the product is, and looks at one after
the other; what kills it is named, and the next one takes over.
"""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.areas.documents.decoding import Asked, Decoded, Limits, Refused
from app.areas.documents.decoding.outside import heard, question
from app.areas.documents.decoding.starting import command
from app.areas.documents.decoding.waiting import Answers, TooLong, end

_LOOP = """
import json, sys
from app.areas.documents.decoding import frames, inside
from app.areas.documents.decoding.confining import bound, lock_up
from app.areas.documents.decoding.looking import kind_of
from app.areas.documents.decoding.refusing import Refusal
source, answer = sys.stdin.buffer, sys.stdout.buffer
bound({memory_mb}, {seconds})
for kind in ("jpeg", "heif", "pdf"):
    inside.load(kind)
lock_up(has_threads=True)
while True:
    asked = json.loads(frames.take(source, frames.ASKED))
    data = frames.take(source, frames.DATA)
    try:
        kind = kind_of(data, asked["mime"])
    except Refusal as refusal:
        inside.refuse(answer, refusal.reason)
    else:
        inside.give(answer, data, kind, asked)
"""
ASKED = Asked(corners=((0.1, 0.1), (0.9, 0.12), (0.9, 0.9), (0.1, 0.88)))


@dataclass(frozen=True)
class Found:
    """What came of a file: an answer, or the way the process died of it. `peak_mb` is the process's highest so far."""

    name: str
    answer: Decoded | Refused | None
    died: int | None = None
    peak_mb: float = 0.0


class _Locked:
    """A confined process that takes one question after the other."""

    def __init__(self, limits: Limits, seconds: int) -> None:
        asked = command(_LOOP.format(memory_mb=limits.memory_mb, seconds=seconds))
        self._limits = limits
        self._process = subprocess.Popen(
            asked,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd="/",
            env={},
        )

    def look(self, name: str, data: bytes) -> Found:
        """Its answer; it is dead when that is None."""
        answers = Answers(self._process, 60, self._limits.answer_bytes)
        feeding = threading.Thread(target=self._feed, args=(data,), daemon=True)
        feeding.start()
        try:
            found = heard(answers, ASKED, self._limits)
        except (EOFError, TooLong):
            return Found(name, None, self.end())
        feeding.join()
        return Found(name, found, None, peak_mb(self._process.pid))

    def end(self) -> int:
        """How it ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)
        return end(self._process)

    def close(self) -> None:
        """No more questions."""
        end(self._process)

    def _feed(self, data: bytes) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write(question(data, ASKED, self._limits))
            stream.flush()
        except OSError:
            return  # It died of it; the one who waits for the answer says so.


def look_at(
    files: Iterable[tuple[str, bytes]], limits: Limits, seconds: int = 60
) -> Iterator[Found]:
    """What came of each, in order."""
    locked = _Locked(limits, seconds)
    try:
        for name, data in files:
            found = locked.look(name, data)
            if found.answer is None:
                locked = _Locked(limits, seconds)
            yield found
    finally:
        locked.close()


def peak_mb(pid: int) -> float:
    """The most memory a process ever held, as Linux counts it. Raises StopIteration once it is dead."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    peak = next(line for line in status if line.startswith("VmHWM"))
    return int(peak.split()[1]) / 1024
