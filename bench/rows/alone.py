"""(h) How long one envelope takes by itself while the home writes twenty a second."""

from __future__ import annotations

from pathlib import Path

from bench.crew import TABLETS, Crew, check, muster
from bench.load import in_step
from bench.site import running
from bench.table import Figure, at_most, middle, percentile

PER_SECOND, EACH, ROUNDS = 20, 25, 3


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        crew = muster(site)
        p50, p95 = latencies(crew)
        crew.close()
    detail = (
        f"{ROUNDS} × {EACH * TABLETS} posts; GNU Health: 13.8 ms a note, 6.1 ms an administration"
    )
    return [
        at_most("h", f"one envelope, {PER_SECOND} posts/s, p50", p50, 4, "ms", detail),
        at_most("h", f"one envelope, {PER_SECOND} posts/s, p95", p95, 40, "ms"),
    ]


def latencies(crew: Crew) -> tuple[float, float]:
    """p50 and p95 in milliseconds, each the median over the rounds."""
    rounds = [_round(crew) for _ in range(ROUNDS + 1)][1:]  # the first one warms up
    return middle([percentile(one, 0.5) for one in rounds]), middle(
        [percentile(one, 0.95) for one in rounds]
    )


def _round(crew: Crew) -> list[float]:
    replies = in_step(crew.site.port, crew.sealed(EACH), PER_SECOND)
    check(replies, EACH * TABLETS)
    return [reply.milliseconds for reply in replies]
