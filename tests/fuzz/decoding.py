"""python -m tests.fuzz.decoding [--seconds N] [--seed N]: harms pictures and PDFs, one after the other, for that long.

Each goes to a confined process; what fells it goes again, alone, through `decode`, which must answer all the same.
Ends with 1 when `decode` raised, took more memory than it may, or gave a reason that nobody knows; the file is kept.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from app.areas.documents.decoding import REASONS, Asked, Limits, Refused, decode
from tests.fuzz.many import Found, look_at
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.sources import healthy
from tests.fuzz.strangers import strangers

MOST_MB = 260
_TOGETHER = 400
"""A process looks at so many before another takes over, as one that was locked up for one file would."""


def main() -> int:
    """Tells how many of each answer; 1 when one was wrong."""
    asked = _arguments()
    seed = secrets.randbelow(10**9) if asked.seed is None else asked.seed
    started, tally, peak, wrong = time.monotonic(), Counter[str](), 0.0, 0
    for batch in _batches(random.Random(seed)):
        files = dict(batch)
        for found in look_at(batch, Limits(picture_seconds=5, pdf_seconds=5), seconds=600):
            answer, is_right = _judged(found, files[found.name])
            tally[answer] += 1
            peak = max(peak, found.peak_mb)
            if not is_right or found.peak_mb > MOST_MB:
                wrong += 1
                _keep(asked.keep, found.name, files[found.name], answer)
        if time.monotonic() - started > asked.seconds:
            break
    said = ", ".join(f"{name} {count}" for name, count in sorted(tally.items()))
    print(
        f"{tally.total()} files from seed {seed}, {time.monotonic() - started:.0f} s, at most {peak:.0f} MB"
    )
    print(f"  {said}")
    return 1 if wrong else 0


def _judged(found: Found, data: bytes) -> tuple[str, bool]:
    """What came of a file, in a word, and whether that may be."""
    if found.answer is None:
        again = decode(data, Asked())
        fell = isinstance(again, Refused) and again.reason in REASONS
        return f"fell alone ({found.died})", fell or not isinstance(again, Refused)
    if isinstance(found.answer, Refused):
        return found.answer.reason, found.answer.reason in REASONS
    return found.answer.kind, len(found.answer.sheets) > 0


def _batches(chance: random.Random) -> Iterator[list[tuple[str, bytes]]]:
    """Healthy files and strangers, harmed one to three times over, for ever."""
    sources = list({**healthy(), **{name: data for name, (data, _) in strangers().items()}}.items())
    preferred = list(healthy().items())
    while True:
        batch = []
        for number in range(_TOGETHER):
            kind, data = chance.choice(preferred if chance.random() < 0.8 else sources)
            for _ in range(chance.randint(1, 3)):
                harm = chance.choice(list(MUTATIONS))
                data = MUTATIONS[harm](data, chance) if len(data) > 2 else data
            batch.append((f"{number} {kind}", data[: 4 * 1024 * 1024]))
        yield batch


def _keep(folder: Path | None, name: str, data: bytes, answer: str) -> None:
    print(f"wrong: {name}: {answer}")
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name.replace(" ", "_").replace("/", "_")).write_bytes(data)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.decoding", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="for how long (default: 60)")
    parser.add_argument("--seed", type=int, help="plays one again (by default, one never tried)")
    parser.add_argument(
        "--keep", type=Path, help="a folder for the files that were answered wrongly"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
