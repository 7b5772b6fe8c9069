"""The documents of a person at the bedside, and what another app shares, as a visitor walks through them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from app.demo.values import demo_id
from tests.e2e.visiting import Visit

# A place like another, without loading the page: that would lock the tablet.
_GO = """(path) => {
    history.pushState({ touched: {}, inside: true }, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
}"""


def documents(visit: Visit) -> Iterator[str]:
    """From a person's page, whoever it is, and back to it."""
    page = visit.page
    here = page.evaluate("location.pathname")
    page.evaluate(_GO, f"/personnes/{demo_id('person', 'capucines', 1)}/documents")
    screen = page.locator("chevet-documents")
    expect(screen.get_by_role("heading", name="Aucun document")).to_be_visible()
    yield "a person's documents, none"
    page.evaluate(_GO, f"/personnes/{demo_id('person', 'glycines', 11)}/documents")
    expect(screen.locator(".document-row").first).to_be_visible()
    yield "a person's documents"
    screen.locator(".document-row").first.click()
    expect(screen.locator("canvas[data-phase=whole]")).to_be_visible()
    yield "a document, read"
    screen.get_by_role("button", name="Agrandir").click()
    expect(screen.get_by_role("button", name="Réduire")).to_be_enabled()
    screen.get_by_role("button", name="Documents", exact=True).click()
    expect(screen.locator(".document-row").first).to_be_focused()
    page.evaluate(_GO, "/partager")
    expect(page.get_by_role("heading", name="Rien n’est arrivé")).to_be_visible()
    yield "nothing was shared"
    page.evaluate(_GO, here)
    expect(page.locator("chevet-river")).to_be_visible()
