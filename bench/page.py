"""Chromium as a slow tablet: a profile on disk, a virtual passkey, a throttled processor, and the meter inside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Playwright, sync_playwright

from app.tablet.connection import DEVICE_COOKIE
from bench.enrolment import PRF_SECRET, Holder
from tests.e2e.tablet import Tablet as Browser

_METER = Path(__file__).with_name("meter.js").read_text()


@contextmanager
def opened(
    holder: Holder,
    profile: Path,
    *,
    slower: int,
    rows: int,
    every_unit: bool = False,
    offline: bool = False,
    playwright: Playwright | None = None,
    flags: tuple[str, ...] = (),
) -> Iterator[Browser]:
    """A browser on this profile, before any page, that will press its holder's name by itself.

    The list shows the tablet's first unit, or the persons of `every_unit`; it is there when it has `rows` rows.
    `playwright` drives several browsers at once; without one, this has its own. `flags`: what else Chromium is told.
    """
    with ExitStack() as stack:
        driver = playwright or stack.enter_context(sync_playwright())
        browser = Browser(driver, profile, holder.origin, prf_secret=PRF_SECRET, flags=flags)
        browser.start([holder.chromium_credential()], offline=offline)
        assert browser.context is not None and browser.cdp is not None
        try:
            name = holder.first_name.replace('"', "")
            script = _METER.replace("FIRST_NAME", name).replace("WANTED_ROWS", str(rows))
            browser.context.add_init_script(script)
            if every_unit:
                browser.context.add_init_script("localStorage.setItem('chevet-unite', '')")
            browser.context.add_cookies([_cookie(holder)])
            browser.cdp.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            yield browser
        finally:
            browser.stop()
    problems = [one for one in browser.complaints if "Failed to load resource" not in one]
    if problems:
        raise RuntimeError(f"the page complained: {problems[:3]}")


def marks(browser: Browser) -> dict[str, Any]:
    """What the meter has noted so far."""
    found: dict[str, Any] = browser.page.evaluate("() => window.bench")
    return found


def until(browser: Browser, name: str, seconds: float = 60) -> float:
    """Waits for a mark without disturbing the page much; its time in milliseconds since the navigation."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if (at := marks(browser).get(name)) is not None:
            return float(at)
        time.sleep(0.25)
    raise RuntimeError(
        f"the page never came to « {name} »: {browser.page.inner_text('body')[:200]!r}"
    )


def touch(browser: Browser, button: Locator) -> None:
    """One finger, down and up, by the browser's own input: nothing of the test runs in the page meanwhile."""
    assert browser.cdp is not None
    box = button.bounding_box()
    assert box is not None, "the button is not on the screen"
    point = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    browser.cdp.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    browser.cdp.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _cookie(holder: Holder) -> Any:
    return {
        "name": DEVICE_COOKIE,
        "value": holder.tablet.connection.cookies[DEVICE_COOKIE],
        "url": "https://localhost",  # a `__Host-` cookie is refused for a plain address; it is sent there all the same
        "secure": True,
        "httpOnly": True,
        "sameSite": "Strict",
    }
