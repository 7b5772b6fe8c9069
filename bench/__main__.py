"""python -m bench [--only g,h] [--to FILE]"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import machine
from bench.rows import ROWS, measure
from bench.table import Figure, as_markdown, as_text

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Measures, prints, writes; exits 1 when a goal was missed or a row could not be measured."""
    asked = _arguments()
    letters = asked.only.split(",") if asked.only else list(ROWS)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="chevet-bench-") as folder:
        for letter in letters:
            print(f"… {letter}: {ROWS[letter][1]}", file=sys.stderr, flush=True)
            started = time.monotonic()
            figures += measure(letter, Path(folder))
            print(f"  {time.monotonic() - started:.0f} s", file=sys.stderr, flush=True)
    print(as_text(figures))
    _write(asked.to or RESULTS / f"{datetime.now(UTC):%Y-%m-%d}.md", figures)
    return 0 if all(figure.is_met for figure in figures) else 1


def _arguments() -> argparse.Namespace:
    rows = "\n".join(f"  {letter}  {what}" for letter, (_, what) in ROWS.items())
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures the product and prints one table: goals beside figures.",
        epilog=f"rows:\n{rows}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="LETTERS", help="rows to measure, as in g,h")
    parser.add_argument("--to", type=Path, metavar="FILE", help="where to write the results")
    asked = parser.parse_args()
    unknown = set(asked.only.split(",")) - set(ROWS) if asked.only else set()
    if unknown:
        parser.error(f"no row {', '.join(sorted(unknown))}")
    return asked


def _write(path: Path, figures: list[Figure]) -> None:
    about = [f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", *machine.describe()]
    lines = ["# Measured by `make bench`", "", *(f"* {line}" for line in about), ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, as_markdown(figures), ""]), encoding="utf-8")
    print(f"\nwritten to {path}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
