"""(ag) One dose given in a round: from the tap until it is durable on the tablet, processor 6 times slower."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import holder_of
from bench.page import marks, opened, touch, until
from bench.rows.round_drawn import AT_REST, EACH, ROUND
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

ROWS, PERSONS, SLOWER = 24, 8, 6
# Between two doses of a nurse; milliseconds.
BETWEEN = 900
_METER = """() => {
  window.given = [];
  addEventListener('click', (event) => {
    if (event.target.closest?.('.giving-card .give')) given.push(event.timeStamp);
  }, true);
}"""


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=1, rows=ROWS) as browser:
            browser.goto("/")
            until(browser, "list")
            browser.page.wait_for_timeout(AT_REST)
            taps = _taps(browser)
        holder.tablet.close()
    return [
        at_most(
            "ag",
            f"a dose given, tap → durable, CPU {SLOWER}×, p95",
            percentile(taps, 0.95),
            100,
            "ms",
            f"{len(taps)} doses, p50 {percentile(taps, 0.5):.0f}, worst {max(taps):.0f}",
        )
    ]


def _taps(browser: Browser) -> list[float]:
    """Milliseconds for each dose but those of the first person, which are for warming up."""
    page = browser.page
    page.evaluate(ROUND)
    page.evaluate("(each) => round.fill(each)", EACH)
    page.evaluate(_METER)
    browser.offline()
    assert browser.cdp is not None
    browser.cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate("() => round.begin(1, 1)")
    _say_why(browser)
    found: list[float] = []
    for place in range(PERSONS):
        hers = [_tap(browser) for _ in range(EACH - 1)]
        found += hers if place else []
        page.locator(".walk-row").nth(place + 1).click()
        page.locator("[data-meet]").click()
        page.wait_for_timeout(BETWEEN)
    return found


def _say_why(browser: Browser) -> None:
    """Nothing is scanned in this round, which is said once; the first dose is given with it."""
    page = browser.page
    page.locator("[data-meet]").click()
    page.locator(".giving-card .give.primary").first.click()
    page.get_by_role("button", name="Caméra ou lecteur en panne").click()
    page.locator(".giving-done").first.wait_for()
    page.wait_for_timeout(BETWEEN)


def _tap(browser: Browser) -> float:
    """One tap, as the page itself noted when it was heard, and when the disk had it."""
    page = browser.page
    give = page.locator(".giving-card .give.primary").first
    give.scroll_into_view_if_needed()
    before = len(marks(browser)["durable"])
    touch(browser, give)
    page.wait_for_timeout(BETWEEN)
    for _ in range(20):
        done = marks(browser)["durable"][before:]
        if done:
            return float(done[0] - page.evaluate("() => given.at(-1)"))
        page.wait_for_timeout(BETWEEN)
    raise RuntimeError("the dose was never on the disk")
