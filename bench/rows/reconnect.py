"""(l) Five hundred entries wait when the network comes back, on a processor 4 times slower: how long until all are
applied, and the longest that the page does not answer meanwhile."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import func, select

from app.gate.sync.models import Command
from app.ground.tenancy import acting_for_every
from bench.enrolment import Holder, holder_of
from bench.page import opened, until
from bench.site import Site, running
from bench.table import Figure, at_most
from tests.e2e.tablet import Tablet as Browser

ENTRIES, AT_ONCE, ROWS, SLOWER = 500, 50, 24, 4
_WRITE = """async ([first, count]) => {
  const { benched } = window;
  benched.gesture();
  const persons = benched.persons();
  for (let n = first; n < first + count; n += 1) {
    const data = `Écrit sans réseau, ligne ${n} : a bu un verre d’eau, dit avoir bien dormi.`;
    const body = { cible: 'bon-appetit', data };
    await benched.record('transmission.record', { person: persons[n % persons.length].id, body });
  }
}"""
_WATCH = """() => {
  const { benched } = window;
  benched.gesture();
  const seen = (window.seen = { longest: 0, done: null });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) if (!seen.done) seen.longest = Math.max(seen.longest, task.duration);
  }).observe({ type: 'longtask' });
  addEventListener('online', () => {
    const began = performance.now();
    const timer = setInterval(() => {
      if (benched.queue.count > 0) return;
      seen.done = performance.now() - began;
      clearInterval(timer);
    }, 20);
  });
}"""


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=1, rows=ROWS) as browser:
            _write_offline(browser)
            seconds, longest = _reconnect(browser)
        applied = _applied(site, holder)
        holder.tablet.close()
    if applied != ENTRIES:
        raise RuntimeError(f"{applied} of {ENTRIES} were applied")
    what = f"{ENTRIES} entries waiting → all applied after reconnect, CPU {SLOWER}×"
    detail = "with the list on the screen"
    return [
        at_most("l", what, seconds, 10, "s", detail),
        at_most("l", "longest that the page does not answer meanwhile", longest, 300, "ms", "ours"),
    ]


def _write_offline(browser: Browser) -> None:
    browser.goto("/")
    until(browser, "list")
    browser.wait_for_worker()
    browser.page.wait_for_timeout(3000)
    browser.offline()
    for first in range(0, ENTRIES, AT_ONCE):
        browser.page.evaluate(_WRITE, [first, AT_ONCE])


def _reconnect(browser: Browser) -> tuple[float, float]:
    """Seconds until nothing waits, and the longest task in milliseconds."""
    assert browser.cdp is not None
    browser.page.wait_for_timeout(1000)
    browser.cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    browser.page.evaluate(_WATCH)
    browser.offline(False)
    browser.page.wait_for_function("() => window.seen.done !== null", timeout=90_000, polling=500)
    seen = browser.page.evaluate("() => window.seen")
    return seen["done"] / 1000, seen["longest"]


def _applied(site: Site, holder: Holder) -> int:
    """How many commands of that tablet the server's tables hold."""
    house = site.house()
    with acting_for_every(), house.database.read() as session:
        mine = Command.device_id == holder.tablet.device
        wanted = Command.type == "transmission.record"
        count = session.scalar(select(func.count()).select_from(Command).where(mine, wanted))
    house.close()
    return int(count or 0)
