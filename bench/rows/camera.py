"""(ae) A tap on « Vérifier une boîte » → its code decoded, with no network: the first time on a page, and again; a
processor as it is, and 4 times slower.

A film stands for the camera, which Chromium opens at once: the time that a real one needs to wake is not in it. The
first time, the script and the program that decodes are taken from what the worker keeps, and started.
"""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import Holder, forget_rates, holder_of
from bench.page import opened, until
from bench.site import Site, running
from bench.table import Figure, at_most, middle
from tests.e2e import films
from tests.e2e.tablet import Tablet as Browser

PAGES, AGAIN, ROWS = 4, 4, 24
BOX = "(01)03400935281388(17)271231(10)LOT7(21)1728394056471"
# Milliseconds, at full and at a quarter of the speed: (processor, first time, again).
GOALS = ((1, 1000, 300), (4, 2000, 700))
_KEPT = """async () => {
    const kept = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()));
    return kept.flat().some(({ url }) => url.endsWith('.wasm'));
}"""
_SCAN = """() => new Promise((done) => {
    const start = performance.now();
    const read = (event) => {
        event.stopPropagation();
        done(performance.now() - start);
    };
    addEventListener('scanned', read, { capture: true, once: true });
    document.querySelector('.box-check button').click();
})"""


def run(folder: Path) -> list[Figure]:
    film = films.film(folder / "box.mjpeg", [films.pack(BOX, turned=8)])
    with running(folder) as site:
        holder = holder_of(site)
        return [
            figure
            for slower, first, again in GOALS
            for figure in _figures(slower, _times(site, holder, film, slower), (first, again))
        ]


def _figures(slower: int, times: list[list[float]], goals: tuple[int, int]) -> list[Figure]:
    speed = "unthrottled" if slower == 1 else f"CPU {slower}×"
    first, again = [page[0] for page in times], [one for page in times for one in page[1:]]
    return [
        at_most(
            "ae",
            f"tap on the scanner → code decoded, offline, {what}, {speed}",
            middle(some),
            goal,
            "ms",
            f"{len(some)} times, {min(some):.0f} to {max(some):.0f}",
        )
        for what, some, goal in (("first time", first, goals[0]), ("again", again, goals[1]))
    ]


def _times(site: Site, holder: Holder, film: Path, slower: int) -> list[list[float]]:
    profile = film.parent / f"profile-{slower}"
    flags = films.flags(film)
    with opened(holder, profile, slower=slower, rows=ROWS, flags=flags) as browser:
        browser.goto("/")
        until(browser, "list")
        browser.wait_for_worker()
        browser.page.wait_for_function(_KEPT)
        forget_rates(site)
        assert browser.context is not None
        browser.context.set_offline(True)
        return [_on_a_page(browser) for _ in range(PAGES)]


def _on_a_page(browser: Browser) -> list[float]:
    """The first time on a page that was just opened, then some more."""
    browser.goto("/")
    until(browser, "list")
    page = browser.page
    page.locator("chevet-persons a.row").first.click()
    page.locator("nav.tabs").get_by_role("link", name="Traitement").click()
    page.locator(".box-check button").wait_for()
    page.wait_for_timeout(1500)
    found = []
    for _ in range(1 + AGAIN):
        found.append(float(page.evaluate(_SCAN)))
        page.get_by_role("button", name="Fermer le scanner").click()
        page.wait_for_timeout(500)
    return found
