"""Nothing scrolls sideways, sticks out or is too small for a thumb, on narrow screens and with large text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.e2e import office_pages, screens
from tests.e2e.server import Server, copy_of
from tests.e2e.visiting import Visit, Walk, visiting

pytestmark = pytest.mark.browser

SHAPE = Path(__file__).with_name("shape.js").read_text()
_LARGE = "(size) => { document.documentElement.style.fontSize = size; }"
# What a thumb looks for at the bedside. A filter is 40 px to the eye and larger to the finger, by its `::after`.
_SMALL = """() => [...(document.querySelector('dialog[open]') ?? document).querySelectorAll(
        '.row, .task, .chip, .button, .tool, .tile, .theme, .draft, a.where, .places a, .alarm-strip a, ' +
        '.readers, .mark-read, .tabs a, .dose > summary, .fold > summary')]
    .filter((one) => one.checkVisibility())
    .map((one) => {
        const { width, height } = one.getBoundingClientRect();
        const after = getComputedStyle(one, '::after');
        return [one, Math.max(width, parseFloat(after.width) || 0), Math.max(height, parseFloat(after.height) || 0)];
    })
    .filter(([, width, height]) => width < 48 || height < 48)
    .map(([one, width, height]) => `${one.className} “${one.textContent.trim()}” ${width} × ${height}`)"""


@dataclass(frozen=True, slots=True)
class Window:
    """A window, and how much larger than usual its reader has made the text."""

    width: int
    height: int
    density: float = 1
    text: float = 1


WINDOWS = {
    "320 px": Window(320, 640),
    "360 px, text at 200 %": Window(360, 740, text=2),
    "1280 × 800, page at 200 %": Window(640, 400, density=2),
}


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("layout")
    server = Server(copy_of(demo_instance, folder / "instance"))
    with visiting(server, playwright, folder / "profile") as made:
        yield made


def look_through(visit: Visit, window: Window) -> None:
    """The page as this window shows it."""
    assert visit.tablet.cdp is not None
    metrics = {
        "width": window.width,
        "height": window.height,
        "deviceScaleFactor": window.density,
        "mobile": False,
    }
    visit.tablet.cdp.send("Emulation.setDeviceMetricsOverride", metrics)
    visit.page.evaluate(_LARGE, "")
    if window.text != 1:
        usual = visit.page.evaluate(
            "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
        )
        visit.page.evaluate(_LARGE, f"{usual * window.text}px")
    visit.page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
    )


def step_back(visit: Visit) -> None:
    """The tablet's own window again."""
    width, height = visit.tablet.viewport
    look_through(visit, Window(width, height))


@pytest.mark.parametrize("walk", [screens.doorstep, screens.bedside, office_pages.office])
def test_every_screen_fits_every_window(visit: Visit, walk: Walk) -> None:
    found: dict[str, list[str]] = {}
    for name in walk(visit):
        for size, window in WINDOWS.items():
            look_through(visit, window)
            found[f"{name}, {size}"] = visit.page.evaluate(SHAPE)
        step_back(visit)
    assert len(found) > 30
    assert {name: each for name, each in found.items() if each} == {}


def test_a_thumb_finds_every_key_of_the_bedside(visit: Visit) -> None:
    found: dict[str, list[str]] = {}
    for name in screens.bedside(visit):
        look_through(visit, Window(360, 740))
        found[name] = visit.page.evaluate(_SMALL)
        step_back(visit)
    assert {name: each for name, each in found.items() if each} == {}


def test_it_sees_what_does_not_fit(visit: Visit) -> None:
    visit.tablet.goto("/demo")
    look_through(visit, WINDOWS["320 px"])
    assert visit.page.evaluate(SHAPE) == []
    visit.page.evaluate("() => { document.querySelector('h1').textContent = 'M'.repeat(60); }")
    visit.page.evaluate("() => { document.querySelector('h1').style.overflowWrap = 'normal'; }")
    assert visit.page.evaluate(SHAPE) != []
    step_back(visit)
