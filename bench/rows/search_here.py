"""(m) Words looked for in the seven days of a unit, on the tablet, on a processor 4 times slower: from each key to the
frame that shows what was found."""

from __future__ import annotations

from pathlib import Path

from bench.enrolment import holder_of
from bench.page import opened, until
from bench.site import running
from bench.table import Figure, at_most, percentile
from tests.e2e.tablet import Tablet as Browser

WORDS = ("chute", "douleur", "a bu", "nuit calme", "kiné")
ROWS, SLOWER, BETWEEN = 24, 4, 250
_METER = """() => {
  const keys = (window.keys = []);
  const field = document.querySelector('[role=search] input[type=search]');
  field.addEventListener('input', () => {
    const began = performance.now();
    requestAnimationFrame(() => setTimeout(() => keys.push(performance.now() - began), 0));
  }, { capture: true });
  return window.benched.unitEntries(window.benched.units()[0].id).length;
}"""


def run(folder: Path) -> list[Figure]:
    with running(folder) as site:
        holder = holder_of(site)
        with opened(holder, folder / "profile", slower=1, rows=ROWS) as browser:
            entries, keys = _keys(browser)
        holder.tablet.close()
    detail = f"{len(keys)} keys over {entries} transmissions, p50 {percentile(keys, 0.5):.0f}"
    what = f"search in 7 days of a unit, key → shown, CPU {SLOWER}×, p95"
    return [at_most("m", what, percentile(keys, 0.95), 50, "ms", detail)]


def _keys(browser: Browser) -> tuple[int, list[float]]:
    """How many entries are searched, and milliseconds for each key."""
    browser.goto("/")
    until(browser, "list")
    page = browser.page
    page.get_by_role("link", name="Transmissions").click()
    page.locator("article.entry").first.wait_for()
    page.wait_for_timeout(2000)
    entries = page.evaluate(_METER)
    assert browser.cdp is not None
    browser.cdp.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    field = page.locator("[role=search] input[type=search]").first
    for words in WORDS:
        field.focus()
        for letter in words:
            page.keyboard.type(letter)
            page.wait_for_timeout(BETWEEN)
        field.fill("")
        page.wait_for_timeout(BETWEEN)
    keys: list[float] = page.evaluate("() => window.keys")
    return entries, keys
