"""(af) A round of 80 persons, six doses each, drawn from the opened store with no network, processor 4 times slower."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

ROUND = (Path(__file__).parent.parent / "round.js").read_text(encoding="utf-8")
PERSONS, EACH, TIMES, SLOWER = 80, 6, 8, 4
# The screens beyond the list have come, and nobody types; milliseconds.
AT_REST = 3_000


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=1, rows=PERSONS, every_unit=True) as browser:
            browser.goto("/")
            until(browser, "list")
            browser.page.wait_for_timeout(AT_REST)
            found = _begin(browser)
        holder.tablet.close()
    drawn = [one["drawn"] for one in found]
    moments = percentile([one["moments"] for one in found], 0.5)
    what = f"a round of {PERSONS} persons × {EACH} doses, tap → drawn offline, CPU {SLOWER}×, p50"
    detail = f"{TIMES} times, worst {max(drawn):.0f}; the choice of moments before it, p50 {moments:.0f} ms"
    return [at_most("af", what, percentile(drawn, 0.5), 150, "ms", detail)]


def _begin(browser: Browser) -> list[dict[str, float]]:
    """Milliseconds for each time. No answer of a server is there to wait for."""
    page = browser.page
    page.evaluate(ROUND)
    persons = page.evaluate("(each) => round.fill(each)", EACH)
    if persons != PERSONS:
        raise RuntimeError(f"the home has {persons} persons")
    browser.offline()
    assert browser.cdp is not None
    browser.cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = []
    for _ in range(TIMES):
        begun = "([persons, each]) => round.begin(persons, each)"
        found.append(page.evaluate(begun, [PERSONS, EACH]))
        _end(browser)
    return found


def _end(browser: Browser) -> None:
    """The round is over, and forgotten: the next one begins with the choice of a moment."""
    page = browser.page
    page.get_by_role("button", name="Ce qui reste et pourquoi").click()
    page.get_by_role("button", name="Terminer la tournée").click()
    page.locator("chevet-persons a.row").first.wait_for()
    page.wait_for_timeout(500)
