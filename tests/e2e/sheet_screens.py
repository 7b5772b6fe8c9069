"""The emergency sheet, as a visitor comes to it from a person's page and leaves it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit


def reading_sheet(visit: Visit) -> Iterator[str]:
    """One tap from the person's page and one back; printing opens the system's own dialog, which no walk answers."""
    page = visit.page
    page.get_by_role("link", name="Fiche d’urgence").click()
    sheet = page.locator("chevet-emergency-sheet")
    expect(sheet.get_by_role("heading", level=1)).to_be_focused()
    expect(sheet.get_by_role("heading", name="Allergies", exact=True)).to_be_visible()
    expect(sheet.get_by_role("button", name="Imprimer")).to_be_visible()
    yield "the emergency sheet"
    sheet.get_by_role("link", name="Son suivi").click()
    expect(page.locator("chevet-river")).to_be_visible()
