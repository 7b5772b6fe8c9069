"""(o) A tap on one's first name → the list usable: with the key and its code, and by touching the key alone; CPU 4×.

The human part is left out: a virtual authenticator answers at once. The list is of 80 persons, all units.
"""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import Holder, forget_rates, holder_of
from bench.page import marks, opened, until
from bench.site import running
from bench.table import Figure, at_most, middle
from tests.e2e.tablet import Tablet as Browser

ROUNDS, ROWS = 5, 80
_BACK = """(name) => new Promise((done) => {
    const rows = () => document.querySelectorAll("chevet-persons a.row").length;
    const tile = [...document.querySelectorAll("button.tile")]
        .find((one) => one.querySelector(".name")?.textContent === name);
    const start = performance.now();
    const look = () => {
        if (rows() < %d) return;
        seen.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - start), 0));
    };
    const seen = new MutationObserver(look);
    seen.observe(document, { childList: true, subtree: true });
    tile.click();
})"""


def run(folder: Path) -> list[Figure]:
    profile = folder / "profile"
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, profile, slower=4, rows=ROWS, every_unit=True) as browser:
            _open(browser)
            browser.wait_for_worker()
            browser.page.wait_for_timeout(3000)
            online = [_open(browser) for _ in range(ROUNDS)]
            forget_rates(site)
            quick = [_come_back(browser, holder) for _ in range(ROUNDS)]
            assert browser.context is not None
            browser.context.set_offline(True)
            offline = [_open(browser) for _ in range(ROUNDS)]
        holder.tablet.close()
    return [
        _figure("quick switch, tap on a name → list, CPU 4×", quick, 0.7),
        _figure("strong unlock online, the same", online, 1.0),
        _figure("strong unlock offline, the same", offline, 1.2),
    ]


def _figure(what: str, times: list[float], goal: float) -> Figure:
    detail = f"{ROUNDS} times, {min(times):.2f} to {max(times):.2f}"
    return at_most("o", what, middle(times), goal, "s", detail)


def _open(browser: Browser) -> float:
    """Seconds from the tap to the list, after a reload: the page has forgotten every key."""
    browser.goto("/")
    until(browser, "list")
    known = marks(browser)
    return float(known["list"] - known["wall"]) / 1000


def _come_back(browser: Browser, holder: Holder) -> float:
    """The same after a lock, in the page that has seen the key with its code."""
    page = browser.page
    page.get_by_role("button", name="Verrouiller").click()
    page.locator("button.tile").first.wait_for()
    page.wait_for_timeout(1500)
    return float(page.evaluate(_BACK % ROWS, holder.first_name)) / 1000
