"""(i) The same single envelope as row h, with a million transmissions stored, over what it took before."""

from __future__ import annotations

import time
from pathlib import Path

from app.ground import clock
from bench import million
from bench.crew import muster
from bench.rows.alone import latencies
from bench.site import Site, running
from bench.table import Figure, at_most

COUNT = 1_000_000


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site)
        before = latencies(crew)
        crew.close()
        site.command("audit", "seal")
        site.stop()
        seconds = _load(site)
        site.start()
        crew = muster(site)
        after = latencies(crew)
        crew.close()
        size = sum(path.stat().st_size for path in site.instance.glob("chevet.db*")) / 1e9
    ratios = [late / early for early, late in zip(before, after, strict=True)]
    detail = f"{COUNT:,} transmissions, {size:.1f} GB, loaded in {seconds:.0f} s; "
    return [
        at_most(
            "i",
            "one envelope with 1 million stored, p50 ratio",
            ratios[0],
            1.2,
            "×",
            detail + _times(before[0], after[0]),
        ),
        at_most(
            "i",
            "one envelope with 1 million stored, p95 ratio",
            ratios[1],
            1.2,
            "×",
            _times(before[1], after[1]),
        ),
    ]


def _load(site: Site) -> float:
    started = time.monotonic()
    house = site.house()
    million.load(house.database, COUNT, now=clock.now())
    house.close()
    return time.monotonic() - started


def _times(early: float, late: float) -> str:
    return f"{early:.2f} → {late:.2f} ms"
