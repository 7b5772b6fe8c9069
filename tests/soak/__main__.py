"""python -m tests.soak [--seed N] [--schedules N]: exits 1 when anything was lost, doubled, or shown to one alone."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.regressions import SEEDS
from tests.soak.running import Season, soak


def main() -> int:
    """Runs the schedules that once failed, then new ones; the last lines are what came of them."""
    asked = _arguments()
    first = secrets.randbelow(10**8) * 10 if asked.seed is None else asked.seed
    seeds = list(range(first, first + asked.schedules))
    if asked.seed is None:
        seeds = [*SEEDS, *seeds]
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chevet-soak-") as folder:
        season = soak(Path(folder), seeds)
    _tell(season, first, time.monotonic() - started)
    return 1 if season.failed or season.tally.lost else 0


def _tell(season: Season, first: int, seconds: float) -> None:
    print(f"{season.count} schedules from seed {first}, {seconds:.0f} s")
    for counted in (season.tally.kinds, season.accidents):
        print("  " + ", ".join(f"{name} {count}" for name, count in sorted(counted.items())))
    for seed, complaints in season.failed.items():
        print(f"seed {seed} failed: {complaints[0]}")
        print(f"  again: python -m tests.soak --seed {seed} --schedules 1")
    print(season.tally)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--seed", type=int, help="the first seed (by default, one never tried)")
    parser.add_argument("--schedules", type=int, default=200, help="how many (default: 200)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
