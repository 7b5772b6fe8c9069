"""The pictures of the README, taken from the running demo: `python -m tests.e2e.pictures`."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Page, Playwright, expect, sync_playwright

from tests.e2e.server import ROOT, Server
from tests.e2e.tablet import FLAGS, Tablet

FOLDER = ROOT / "docs" / "pictures"


def main() -> None:
    """Starts a demo of its own, takes the pictures, stops it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "instance")
        server.command("init")
        server.command("demo")
        server.start()
        try:
            take(playwright, server.origin, Path(folder))
            take_family(playwright, f"http://famille.localhost:{server.port}")
        finally:
            server.stop()


def take(playwright: Playwright, origin: str, folder: Path) -> None:
    """A tablet by day, a phone at night, a phone by day."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    tablet = Tablet(playwright, folder / "tablet", origin, viewport=(1180, 820)).start()
    page = enter(tablet, "clair")
    page.screenshot(path=FOLDER / "person.png")
    tablet.stop()
    phone = Tablet(playwright, folder / "phone", origin, viewport=(360, 740)).start()
    page = enter(phone, "nuit")
    page.locator(".dock .chip").first.click()
    expect(page.locator("dialog.composer")).to_be_visible()
    page.screenshot(path=FOLDER / "composer.png")
    phone.stop()
    phone = Tablet(playwright, folder / "other", origin, viewport=(360, 740)).start()
    page = enter(phone, "clair", "Fournier")
    page.get_by_role("link", name="Traitement").click()
    expect(page.locator("chevet-treatment")).to_contain_text("Ne pas donner")
    page.screenshot(path=FOLDER / "treatment.png")
    phone.stop()


def take_family(playwright: Playwright, origin: str) -> None:
    """What a daughter reads on her phone."""
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
    page = browser.new_page(viewport={"width": 360, "height": 740}, locale="fr-FR")
    page.goto(f"{origin}/demo")
    page.get_by_role("button", name="Claire Lenoir").click()
    expect(page.get_by_role("heading", name="Nouvelles")).to_be_visible()
    page.screenshot(path=FOLDER / "family.png")
    browser.close()


def enter(tablet: Tablet, theme: str, name: str = "Lenoir") -> Page:
    """Somebody's page, as an aide sees it, by day or at night."""
    page = tablet.page
    tablet.goto("/demo")
    page.evaluate("(theme) => localStorage.setItem('chevet-affichage', theme)", theme)
    page.get_by_role("button", name="Aïcha Benali").click()
    page.locator("a.row").filter(has_text=name).first.click()
    expect(page.locator(".person-head")).to_contain_text(name)
    page.evaluate("() => document.fonts.ready.then(() => true)")
    return page


if __name__ == "__main__":
    main()
