"""(a) From the tap on « Enregistrer » until the entry is on the screen and on the disk, processor 6 times slower."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import holder_of
from bench.page import marks, opened, touch, until
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

# Four transmissions for each of ten persons, as on a round; the first person's are for warming up.
PERSONS, EACH, ROWS = 10, 4, 24
# In milliseconds. The sheet has come to rest before the thumb touches it, which is slower still; the entry before has
# been sent, as between two transmissions of a professional.
AT_REST, SENT = 600, 1500


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=6, rows=ROWS) as browser:
            browser.goto("/")
            until(browser, "list")
            taps = [tap for place in range(PERSONS + 1) for tap in _taps(browser, place)][EACH:]
        holder.tablet.close()
    durable, shown = ([one[at] for one in taps] for at in (0, 1))
    both = [max(one) for one in taps]
    detail = (
        f"{len(taps)} taps, p50 {percentile(both, 0.5):.0f}; on disk p95 {percentile(durable, 0.95):.0f}, "
        f"on screen p95 {percentile(shown, 0.95):.0f}"
    )
    return [
        at_most(
            "a",
            "tap on « Enregistrer » → shown and durable, CPU 6×, p95",
            percentile(both, 0.95),
            100,
            "ms",
            detail,
        )
    ]


def _taps(browser: Browser, place: int) -> list[tuple[float, float]]:
    """The taps of one person, by place in the walking order."""
    browser.page.locator("chevet-persons a.row").nth(place).click()
    browser.page.wait_for_timeout(SENT)
    return [_tap(browser) for _ in range(EACH)]


def _tap(browser: Browser) -> tuple[float, float]:
    """Milliseconds from one tap until it was durable, and until it was shown, as the page itself noted them.

    Nothing is asked of the page before both are long past: a question is work for the processor that is measured.
    """
    page = browser.page
    page.locator(".dock .cible").first.click()
    save = page.get_by_role("button", name="Enregistrer", exact=True)
    save.wait_for()
    before = marks(browser)
    known = {name for name, _ in before["shown"]}
    page.wait_for_timeout(AT_REST)
    touch(browser, save)
    page.wait_for_timeout(SENT)
    for _ in range(20):
        now = marks(browser)
        fresh = [at for name, at in now["shown"] if name not in known]
        done = now["durable"][len(before["durable"]) :]
        if fresh and done:
            tapped = now["taps"][-1]
            return done[0] - tapped, fresh[0] - tapped
        page.wait_for_timeout(500)
    raise RuntimeError("the entry was never shown")
