"""One schedule: everything that happens in it is drawn from its seed, and what must hold is checked at its end."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from random import Random

import httpx
from playwright.sync_api import Playwright

from app.tablet import Problem
from app.tablet.errors import LeaseOver
from tests.soak.accidents import Accident, drawn, happen
from tests.soak.bedside import Bedside
from tests.soak.browser import Window
from tests.soak.homes import found
from tests.soak.ledger import Ledger
from tests.soak.proxy import FINE
from tests.soak.reckoning import Reckoning
from tests.soak.site import Fragile
from tests.soak.tally import Tally
from tests.soak.weather import Weather

_TRIES = 8


@dataclass
class Outcome:
    """What came of one schedule."""

    seed: int
    tally: Tally
    complaints: list[str]
    seconds: float
    story: list[str]
    accidents: Counter[str]


@dataclass
class Schedule:
    """Two or three tablets, three to five rounds; in each, bad weather and accidents."""

    site: Fragile
    folder: Path
    seed: int
    playwright: Playwright | None = None
    ledger: Ledger = field(default_factory=Ledger)
    story: list[str] = field(default_factory=list)
    accidents: Counter[str] = field(default_factory=Counter)

    def run(self) -> Outcome:
        """Everything, from an empty home to its reckoning."""
        started = time.monotonic()
        self.chance = Random(self.seed)
        self.site.proxy.fate = lambda: FINE
        self.world = found(self.site, f"Maison {self.seed}")
        tablets: list[Bedside] = [
            self._tablet(number) for number in range(self.chance.choice((2, 2, 3)))
        ]
        self.window = self._window(len(tablets)) if self.playwright is not None else None
        rounds = self.chance.randint(3, 5)
        self._plan_a_restore(rounds)
        for number in range(rounds):
            self._round(tablets, number)
            if number == self.restored_after:
                self._restore()
        complaints = self._end(tablets)
        in_chromium = len(self.ledger.known(lambda one: one.seq is None))
        self.accidents += Counter({"written in Chromium": in_chromium})
        self._close(tablets)
        took = time.monotonic() - started
        return Outcome(self.seed, self.tally, complaints, took, self.story, self.accidents)

    def _close(self, tablets: list[Bedside]) -> None:
        for one in (*self._windows, *tablets):
            assert isinstance(one, Bedside | Window)
            one.close()

    # -- rounds -----------------------------------------------------------------

    def _plan_a_restore(self, rounds: int) -> None:
        """In some schedules, a backup while the tablets live, and its restore one round later or more."""
        self.backed_up_in = self.restored_after = -1
        if self.chance.random() < 0.1:
            self.backed_up_in = self.chance.randrange(rounds - 1)
            self.restored_after = self.chance.randrange(self.backed_up_in + 1, rounds)

    def _restore(self) -> None:
        with_keys = self.chance.random() < 0.3
        name = "a restore, keys too" if with_keys else "a restore"
        self.story.append(name)
        self.accidents["a restore"] += 1
        self.site.restore(self.folder / "backup", with_keys=with_keys)
        self.world.look_again()

    def _tablet(self, number: int) -> Bedside:
        dice = Random(self.chance.getrandbits(64))
        made = Bedside(self.world, self.ledger, self.folder, number, dice)
        if self.chance.random() < 0.3:
            made.watch.set_wrong(self.chance)
        return made

    def _window(self, number: int) -> Window:
        assert self.playwright is not None
        dice = Random(self.chance.getrandbits(64))
        return Window(self.playwright, self.world, self.ledger, self.folder, number, dice)

    @property
    def _windows(self) -> list[Window]:
        return [self.window] if self.window is not None else []

    def _round(self, tablets: list[Bedside], number: int) -> None:
        """The tablets live at once, while accidents happen beside them."""
        badness = self.chance.choice((0.0, 0.1, 0.3, 0.8))
        self.site.proxy.change(Weather(Random(self.chance.getrandbits(64)), badness))
        victim = tablets[-1].device if len(tablets) > 2 else None
        accidents = drawn(self.chance, self.world, self.ledger, victim)
        if number == self.backed_up_in:
            back_up = partial(self.site.back_up, self.folder / "backup")
            accidents.insert(0, Accident(0.05, "a backup", back_up))
        names = [one.name for one in accidents]
        self.accidents.update(names)
        self.story.append(f"weather {badness}, {names}")
        over = threading.Event()
        with ThreadPoolExecutor(len(tablets) + 1) as pool:
            happening = pool.submit(happen, accidents, over)
            lives = [pool.submit(one.live, self.chance.randint(4, 8)) for one in tablets]
            for window in self._windows:
                window.live(self.chance.randint(4, 8))
            for life in lives:
                life.result()
            over.set()
            happening.result()
        self.site.revive()

    # -- the end ------------------------------------------------------------------

    def _end(self, tablets: list[Bedside]) -> list[str]:
        """Calm returns; all is sent, as often as one may wait for another's, and then pulled; then the reckoning."""
        self.site.proxy.change(lambda: FINE)
        self.site.revive()
        everyone: list[Bedside | Window] = [*self._windows, *tablets]
        for _ in range(3):
            for one in everyone:
                self._at_last(one, self._last_word(one))
            if not any(one.waiting() for one in everyone):
                break
        for one in everyone:
            if not self._is_revoked(one):
                self._at_last(one, one.pull)
        reckoning = Reckoning(self.world, self.ledger, everyone)
        complaints = reckoning.complaints()
        self.tally = reckoning.tally
        return complaints

    def _last_word(self, tablet: Bedside | Window) -> Callable[[], None]:
        if isinstance(tablet, Bedside) and self._is_revoked(tablet):
            return tablet.hand_in
        return tablet.settle

    def _is_revoked(self, tablet: Bedside | Window) -> bool:
        return tablet.device in self.ledger.revoked

    def _at_last(self, tablet: Bedside | Window, do: Callable[[], None]) -> None:
        """A process that was killed a moment ago may still be missing: some patience."""
        for attempt in range(_TRIES):
            try:
                return do()
            except (httpx.TransportError, Problem, LeaseOver) as error:
                if isinstance(error, Problem) and isinstance(tablet, Bedside):
                    tablet.bear(error)
                if attempt == _TRIES - 1:
                    self.ledger.complain(f"tablet {tablet.number} cannot settle: {error!r}")
                time.sleep(0.05 * 2**attempt)
        return None
