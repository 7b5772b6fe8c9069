"""(ah) The server's work on a page: a photographed ordonnance of twelve million points, its process begun each time.

Seconds are those of the processor, which neighbours do not lengthen much; the clock is told beside. The most memory
is that of the heaviest process, the decoder or the reader of words; each is asked while it lives.
"""

from __future__ import annotations

import resource
import time
from dataclasses import dataclass
from pathlib import Path

from app.areas.documents.decoding import Asked, Decoded, decode
from bench.table import Figure, at_least, at_most, middle
from tests.areas.documents.decoding.likeness import likeness
from tests.fixtures.paper import LINES, as_jpeg, ordonnance, photographed
from tests.fuzz.watching import watched

PAGES = 6
_SIZE = (3000, 4000)


def run(folder: Path) -> list[Figure]:
    paper, text = ordonnance(LINES * 2)
    shots = [photographed(paper, size=_SIZE, seed=seed) for seed in range(PAGES)]
    pages = [(as_jpeg(seen), corners) for seen, corners in shots]
    decode(pages[0][0], Asked(wants_text=True))
    with watched() as peaks:
        bare = [_worked(data, Asked("image/jpeg", corners)) for data, corners in pages]
        read = [_worked(data, Asked("image/jpeg", corners, False, True)) for data, corners in pages]
    least = min(likeness(text, found.text) for found in read)
    sent = f"{PAGES} photographs of 12 million points, {max(len(data) for data, _ in pages) / 1e6:.1f} MB"
    return [
        _work("server work per page, without its words", bare, 0.7, sent),
        _work("the same with its words in French", read, 2.0, "one core"),
        at_most("ah", "memory of the heaviest process", max(peaks), 250, "MB"),
        at_least("ah", "likeness of what was read, the least", least, 0.95, ""),
    ]


@dataclass(frozen=True)
class _Worked:
    """What a page took of the processor, and on the clock; what was read on it."""

    processor: float
    clock: float
    text: str


def _work(what: str, pages: list[_Worked], goal: float, detail: str) -> Figure:
    on_the_clock = middle([page.clock for page in pages])
    said = f"{on_the_clock:.2f} s on the clock; {detail}"
    return at_most(
        "ah", f"{what}, median", middle([page.processor for page in pages]), goal, "s", said
    )


def _worked(data: bytes, asked: Asked) -> _Worked:
    clock, processor = time.perf_counter(), _processor()
    found = decode(data, asked)
    clock, processor = time.perf_counter() - clock, _processor() - processor
    if not isinstance(found, Decoded):
        raise RuntimeError(f"refused: {found.reason}")
    return _Worked(processor, clock, found.sheets[0].text or "")


def _processor() -> float:
    """Seconds that the processes which ended here have computed."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
