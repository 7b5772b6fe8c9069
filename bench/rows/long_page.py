"""(n) The page of a person about whom the tablet keeps 10,000 transmissions, processor 4 times slower."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

_WEEK = (Path(__file__).parent.parent / "week.js").read_text(encoding="utf-8")
ROWS, LONG, OPENINGS = 24, 10_000, 10
# The screens beyond the list have come, and nobody types; milliseconds.
AT_REST = 3_000


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=4, rows=ROWS) as browser:
            browser.goto("/")
            until(browser, "list")
            browser.page.wait_for_timeout(AT_REST)
            pages = _open(browser)
        holder.tablet.close()
    return [
        at_most(
            "n",
            f"a person with {LONG:,} transmissions in the store → page drawn, CPU 4×, p50",
            percentile(pages, 0.5),
            100,
            "ms",
            f"{len(pages)} openings, worst {max(pages):.0f} ms",
        )
    ]


def _open(browser: Browser) -> list[float]:
    page = browser.page
    page.evaluate(_WEEK)
    name = page.evaluate("(count) => week.fill(count)", LONG)
    found: list[float] = []
    for _ in range(OPENINGS):
        page.get_by_role("link", name="Personnes").click()
        page.locator("chevet-persons a.row").first.wait_for()
        page.wait_for_timeout(500)
        found.append(page.evaluate("(name) => week.openPerson(name)", name))
        page.get_by_role("link", name="Transmissions").click()
        page.wait_for_timeout(500)
    return found
