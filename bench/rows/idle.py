"""(k) What fifty tablets in hand cost the server when nothing happens: their pages ask at the pace of `contact.js`."""

from __future__ import annotations

import heapq
import random
import time
from dataclasses import dataclass, field
from pathlib import Path

from app.tablet import Tablet
from bench import cpu
from bench.enrolment import UNITS, idle_tablets
from bench.load import Wire, written
from bench.site import Site, running
from bench.table import Figure, at_most

TABLETS, SECONDS = 50, 60
# As in pwa/src/engine/contact.js, in seconds.
POLL, JITTER, WALL_AGE, REPORT_AGE = 4.0, 0.4, 300.0, 600.0


def run(folder: Path) -> list[Figure]:
    one, three = folder / "one", folder / "three"
    one.mkdir()
    three.mkdir()
    return [_figure(one, UNITS[:1]), _figure(three, UNITS)]


def _figure(folder: Path, units: tuple[str, ...]) -> Figure:
    with running(folder) as site:
        fleet = [Page.of(site, tablet) for tablet in idle_tablets(site, TABLETS, units)]
        for page in fleet:
            page.round()
        web = cpu.web_processes(site.pid)
        before, rounds = cpu.milliseconds(web), _minute(fleet)
        share = (cpu.milliseconds(web) - before) / (SECONDS * 10)
        for page in fleet:
            page.wire.close()
    what = f"{TABLETS} idle tablets of {len(units)} unit{'s' * (len(units) > 1)}, server CPU of one core"
    return at_most("k", what, share, 5, "%", f"{rounds / SECONDS:.1f} rounds a second")


@dataclass
class Page:
    """The requests that one unlocked page repeats, on the connection that it keeps."""

    site: Site
    tablet: Tablet
    wire: Wire
    poll: bytes
    wall: bytes
    report: bytes
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    walled_at: float = 0.0
    reported_at: float = 0.0

    @classmethod
    def of(cls, site: Site, tablet: Tablet) -> Page:
        cookies, origin = tablet.connection.cookies, site.origin
        held = [{"unit": unit, "cursor": cursor} for unit, cursor in tablet.rows.cursors.items()]
        standing = {"install": str(tablet.outbox.install), "last_seq": 0, "held": []}
        return cls(
            site,
            tablet,
            Wire(site.port),
            written("POST", f"{origin}/api/v1/changes", cookies, {"units": held}),
            written("GET", f"{origin}/api/v1/wall", cookies),
            written("POST", f"{origin}/api/v1/outbox", cookies, standing),
        )

    def round(self) -> float:
        """What a page does in one round; how many seconds later the next is due."""
        now = time.monotonic()
        reply = self.wire.send(self.poll)
        told = reply.json().get("units", [])
        if reply.status != 200 or not told or not all(one.get("unchanged") for one in told):
            raise RuntimeError(f"not an empty poll: {reply.status} {reply.body[:120]!r}")
        if now - self.reported_at > REPORT_AGE:
            self.reported_at = self._ask(self.report, now)
        if now - self.walled_at > WALL_AGE:
            self.walled_at = self._ask(self.wall, now)
        return POLL + self.chance.uniform(0, JITTER)

    def _ask(self, request: bytes, now: float) -> float:
        """Asked already, at some moment of the minutes before: a fleet is never in step."""
        if self.wire.send(request).status != 200:
            raise RuntimeError("a page was refused")
        return now - self.chance.uniform(0, WALL_AGE)


def _minute(fleet: list[Page]) -> int:
    """Each page in its turn for a minute; how many rounds there were."""
    chance, started, rounds = random.Random(7), time.monotonic(), 0
    due = [(started + chance.uniform(0, POLL), number) for number in range(len(fleet))]
    heapq.heapify(due)
    while due[0][0] < started + SECONDS:
        at, number = heapq.heappop(due)
        time.sleep(max(0.0, at - time.monotonic()))
        heapq.heappush(due, (time.monotonic() + fleet[number].round(), number))
        rounds += 1
    return rounds
