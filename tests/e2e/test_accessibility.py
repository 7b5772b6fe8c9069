"""Every screen by axe-core, by day and at night: WCAG 2.2, levels A and AA."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from tests.e2e import office_pages, screens
from tests.e2e.server import ROOT, Server, copy_of
from tests.e2e.visiting import Visit, Walk, visiting

pytestmark = pytest.mark.browser

# Read into the page by the debugger, which the page's own Content-Security-Policy does not hinder: it stays whole.
AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_RUN = """async (tags) => {
    const found = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`));
}"""


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("accessibility")
    server = Server(copy_of(demo_instance, folder / "instance"))
    with visiting(server, playwright, folder / "profile") as made:
        yield made


def faults(page: Page) -> list[str]:
    """What axe holds against the page as it is shown."""
    if not page.evaluate("() => 'axe' in globalThis"):
        page.evaluate(AXE + ";0")
    found: list[str] = page.evaluate(_RUN, TAGS)
    return found


@pytest.mark.parametrize("walk", [screens.doorstep, screens.bedside, office_pages.office])
def test_no_screen_shuts_anybody_out(visit: Visit, walk: Walk) -> None:
    found: dict[str, list[str]] = {}
    for name in walk(visit):
        for choice in ("clair", "nuit"):
            visit.turn(choice)
            found[f"{name}, {choice}"] = faults(visit.page)
    assert len(found) > 20
    assert {name: each for name, each in found.items() if each} == {}


def test_axe_sees_what_it_is_meant_to_see(visit: Visit) -> None:
    visit.tablet.goto("/demo")
    assert faults(visit.page) == []
    visit.page.evaluate(
        """() => {
            const words = document.createElement('p');
            words.style.cssText = 'color: #777; background: #888';
            words.innerText = 'Gris sur gris';
            const keys = document.createElement('div');
            for (const name of 'ab') {
                const small = document.createElement('button');
                small.innerText = name;
                small.style.cssText = 'width: 12px; height: 12px; padding: 0; border: 0';
                keys.append(small);
            }
            document.querySelector('main').append(words, keys);
        }"""
    )
    named = {one.split(":")[0] for one in faults(visit.page)}
    assert named >= {"color-contrast", "target-size"}
