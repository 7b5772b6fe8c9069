"""(d) Cold start with no network: browser opened, unlocked, list on the screen, on a processor 6 times slower."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import Holder, holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, middle

ROUNDS, ROWS = 5, 80


def run(folder: Path) -> list[Figure]:
    profile = folder / "profile"
    with running(folder) as site:
        holder = holder_of(site)
        _visit_online(holder, profile)
        starts = [_start(holder, profile) for _ in range(ROUNDS)]
        holder.tablet.close()
    wall, whole = (middle(times) for times in zip(*starts, strict=True))
    lists = [one for _, one in starts]
    detail = f"wall at {wall:.2f} s; {ROUNDS} starts, {min(lists):.2f} to {max(lists):.2f}"
    return [at_most("d", "cold start offline → unlock → list, CPU 6×", whole, 1.5, "s", detail)]


def _visit_online(holder: Holder, profile: Path) -> None:
    """What makes the start without network possible: worker installed, rows kept."""
    with opened(holder, profile, slower=1, rows=ROWS, every_unit=True) as browser:
        browser.goto("/")
        until(browser, "list")
        browser.wait_for_worker()
        browser.page.wait_for_timeout(3000)


def _start(holder: Holder, profile: Path) -> tuple[float, float]:
    """Seconds until the wall, and until the list."""
    with opened(holder, profile, slower=6, rows=ROWS, every_unit=True, offline=True) as browser:
        browser.goto("/")
        return until(browser, "wall") / 1000, until(browser, "list") / 1000
