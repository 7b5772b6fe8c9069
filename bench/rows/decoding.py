"""(ah) The server's work on a page: a photographed ordonnance of twelve million points, its process begun each time.

The most memory is that of the heaviest process, the decoder or the reader of words; each is asked while it lives.
"""

from __future__ import annotations

import time
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
        bare = [_timed(data, Asked("image/jpeg", corners))[0] for data, corners in pages]
        read = [
            _timed(data, Asked("image/jpeg", corners, wants_text=True)) for data, corners in pages
        ]
    least = min(likeness(text, said) for _, said in read)
    sent = f"{PAGES} photographs of 12 million points, {max(len(data) for data, _ in pages) / 1e6:.1f} MB"
    return [
        at_most(
            "ah", "server work per page, without its words, median", middle(bare), 0.7, "s", sent
        ),
        at_most("ah", "the same with its words in French", middle([s for s, _ in read]), 2.0, "s"),
        at_most("ah", "memory of the heaviest process", max(peaks), 250, "MB"),
        at_least("ah", "likeness of what was read, the least", least, 0.95, ""),
    ]


def _timed(data: bytes, asked: Asked) -> tuple[float, str]:
    before = time.perf_counter()
    found = decode(data, asked)
    took = time.perf_counter() - before
    if not isinstance(found, Decoded):
        raise RuntimeError(f"refused: {found.reason}")
    return took, found.sheets[0].text or ""
