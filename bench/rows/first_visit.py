"""(c) First visit online with a cold cache, until the list of 80 persons can be used, on a processor 4 times slower.

The tablet is enrolled for the three units and knows nothing else; a nurse's name is pressed and her key touched by
themselves, so that only the machine's time counts.
"""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import Holder, holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, middle

ROUNDS, ROWS = 5, 80


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        visits = [_visit(holder, folder / f"profile-{number}") for number in range(ROUNDS)]
        holder.tablet.close()
    wall, whole = (middle(times) for times in zip(*visits, strict=True))
    lists = [one for _, one in visits]
    detail = f"wall at {wall:.2f} s; {ROUNDS} visits, {min(lists):.2f} to {max(lists):.2f}; CARE 4.7 s, OpenMRS 6.1 s"
    return [
        at_most(
            "c", "first visit, cold cache → list of 80 persons, CPU 4×", whole, 1.0, "s", detail
        )
    ]


def _visit(holder: Holder, profile: Path) -> tuple[float, float]:
    """Seconds until the wall, and until the list."""
    with opened(holder, profile, slower=4, rows=ROWS, every_unit=True) as browser:
        browser.goto("/")
        return until(browser, "wall") / 1000, until(browser, "list") / 1000
