"""Schedules one after the other over one server a database, and what came of them all."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from app.gate.audit import verify
from app.ground.tenancy import acting_for_every
from bench.postgres import cluster
from tests.soak.schedule import Outcome, Schedule
from tests.soak.site import Fragile
from tests.soak.tally import Tally

_VERIFIED_EVERY = 25


@dataclass
class Season:
    """Many schedules; `failed` maps a seed to what did not hold."""

    tally: Tally = field(default_factory=Tally)
    failed: dict[int, list[str]] = field(default_factory=dict)
    accidents: Counter[str] = field(default_factory=Counter)
    count: int = 0

    def add(self, outcome: Outcome) -> None:
        self.count += 1
        self.accidents += outcome.accidents
        self.tally.add(outcome.tally)
        if outcome.complaints:
            self.failed[outcome.seed] = outcome.complaints


class Sites:
    """The servers, each started when the first schedule asks for it, over a database of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._stack = folder, ExitStack()
        self._started: dict[bool, Fragile] = {}
        self._playwright: Playwright | None = None

    def site(self, *, is_postgresql: bool) -> Fragile:
        if is_postgresql not in self._started:
            settings = self._stack.enter_context(cluster()) if is_postgresql else {}
            name = "postgresql" if is_postgresql else "sqlite"
            made = Fragile(self._folder / name, settings_given=settings)
            self._stack.callback(made.end)
            made.command("init")
            self._started[is_postgresql] = made.start()  # type: ignore[assignment]
        return self._started[is_postgresql]

    def playwright(self) -> Playwright:
        """What drives Chromium, started when the first schedule asks for it."""
        if self._playwright is None:
            self._playwright = self._stack.enter_context(sync_playwright())
        return self._playwright

    def altered(self) -> list[str]:
        """What `chevet audit verify` would say of every server's trail and sealed rows."""
        said: list[str] = []
        for site in self._started.values():
            house = site.open_house
            with acting_for_every():
                said += [str(one) for one in (*verify.verify(house), *verify.verify_rows(house))]
        return said

    def close(self) -> None:
        self._stack.close()


@contextmanager
def sites_in(folder: Path) -> Iterator[Sites]:
    made = Sites(folder)
    try:
        yield made
    finally:
        made.close()


def soak(folder: Path, seeds: Iterable[int], *, is_quick: bool = False) -> Season:
    """Runs the schedules of these seeds; each line on stderr says how one went."""
    season = Season()
    with sites_in(folder) as sites:
        for number, seed in enumerate(seeds):
            outcome = _run(sites, folder, seed, is_quick=is_quick)
            if (number + 1) % _VERIFIED_EVERY == 0:
                outcome.complaints += sites.altered()
            season.add(outcome)
            _say(outcome)
        altered = sites.altered()
        if altered:
            season.failed.setdefault(-1, []).extend(altered)
    return season


def _run(sites: Sites, folder: Path, seed: int, *, is_quick: bool) -> Outcome:
    """The last digits of a seed say on which database it runs, and whether a Chromium is among the tablets."""
    place = folder / f"schedule-{seed}"
    place.mkdir()
    is_postgresql = seed % 10 == 9 and not is_quick
    playwright = sites.playwright() if seed % 20 == 0 and not is_quick else None
    return Schedule(sites.site(is_postgresql=is_postgresql), place, seed, playwright).run()


def _say(outcome: Outcome) -> None:
    lines = [f"{outcome.seed:>10}  {outcome.seconds:5.1f} s  {outcome.tally}"]
    if outcome.complaints:
        lines += [f"    {one}" for one in (*outcome.story, *outcome.complaints[:20])]
        lines.append(f"    again: python -m tests.soak --seed {outcome.seed} --schedules 1")
    print("\n".join(lines), file=sys.stderr, flush=True)
