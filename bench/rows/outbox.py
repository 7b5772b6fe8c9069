"""(g) How many envelopes a second the server takes from eight tablets, one by one and in batches of 50.

Envelopes are sealed before the clock starts. SQLite runs with synchronous=FULL, PostgreSQL with its defaults and the
roles of a real installation: an answer means that the entry is on the disk.
"""

from __future__ import annotations

from pathlib import Path

from bench.crew import TABLETS, Crew, check, muster
from bench.load import together
from bench.postgres import cluster
from bench.site import running
from bench.table import Figure, at_least, middle

ROUNDS = 3
ONE_BY_ONE, IN_BATCHES, BATCH = 60, 250, 50


def run(folder: Path) -> list[Figure]:
    with running(folder / "sqlite") as site:
        figures = _figures(muster(site), "SQLite FULL")
    with cluster() as settings, running(folder / "postgresql", settings) as site:
        return figures + _figures(muster(site), "PostgreSQL")


def _figures(crew: Crew, name: str) -> list[Figure]:
    _round(crew, 5, 1)  # every process has met every key
    alone = [_round(crew, ONE_BY_ONE, 1) for _ in range(ROUNDS)]
    batches = [_round(crew, IN_BATCHES, BATCH) for _ in range(ROUNDS)]
    crew.close()
    return [
        at_least("g", f"outbox, one by one, {name}", middle(alone), 300, "/s", _spread(alone)),
        at_least(
            "g", f"outbox, batches of {BATCH}, {name}", middle(batches), 700, "/s", _spread(batches)
        ),
    ]


def _round(crew: Crew, count: int, batch: int) -> float:
    """Envelopes a second of one round."""
    requests = crew.sealed(count, batch)
    seconds, replies = together(crew.site.port, requests)
    check(replies, count * TABLETS)
    return count * TABLETS / seconds


def _spread(rates: list[float]) -> str:
    return f"{len(rates)} rounds, {min(rates):.0f} to {max(rates):.0f}"
