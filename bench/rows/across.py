"""(j) From an entry on one tablet to the same on another's screen, both online: two Chromium, each at its own pace.

The writer's page writes through its engine, as its screens do; the reader's asks when its own clock says so.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from bench.enrolment import holder_of
from bench.page import marks, opened, until
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

ENTRIES, ROWS = 40, 24
_WRITE = """async () => {
  const { benched } = window;
  benched.gesture();
  const [person] = benched.persons();
  const at = Date.now();
  const body = { cible: 'bon-appetit', data: `Dit que le temps passe, à ${at}.` };
  return [(await benched.record('transmission.record', { person: person.id, body })).id, at];
}"""


def run(folder: Path) -> list[Figure]:
    with running(folder) as site, sync_playwright() as playwright:
        writer, reader = holder_of(site, "nadia"), holder_of(site, "thibaut")
        with (
            opened(writer, folder / "w", slower=1, rows=ROWS, playwright=playwright) as here,
            opened(reader, folder / "r", slower=1, rows=ROWS, playwright=playwright) as there,
        ):
            for browser in (here, there):
                browser.goto("/")
                until(browser, "list")
            there.page.get_by_role("link", name="Transmissions").click()
            there.page.locator("article.entry").first.wait_for()
            seconds = _across(here, there)
        for holder in (writer, reader):
            holder.tablet.close()
    detail = f"{len(seconds)} entries, two Chromium, p50 {percentile(seconds, 0.5):.1f} s, longest {max(seconds):.1f} s"
    return [
        at_most(
            "j",
            "entry on one tablet → on another's screen, p95",
            percentile(seconds, 0.95),
            5,
            "s",
            detail,
        )
    ]


def _across(here: Browser, there: Browser) -> list[float]:
    """Seconds from each entry's writing to the frame that shows it elsewhere. They fall anywhere between two rounds."""
    chance = random.Random(7)
    written: list[tuple[str, float]] = []
    for _ in range(ENTRIES):
        written.append(here.page.evaluate(_WRITE))
        there.page.evaluate("() => window.benched.gesture()")
        here.page.wait_for_timeout(chance.uniform(500, 4500))
    there.page.wait_for_timeout(8000)
    shown: dict[str, Any] = dict(marks(there)["shown"])
    origin = there.page.evaluate("() => performance.timeOrigin")
    missing = [id for id, _ in written if id not in shown]
    if missing:
        raise RuntimeError(f"{len(missing)} of {ENTRIES} entries were never shown")
    return [(origin + shown[id] - at) / 1000 for id, at in written]
