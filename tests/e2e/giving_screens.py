"""The screens of a medication round, in the order in which a hand comes across them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit


def giving(visit: Visit) -> Iterator[str]:
    """From the list and back to it, with nothing left under way; at whatever hour, somebody is owed something."""
    page = visit.page
    page.get_by_role("link", name="Tournée").click()
    page.get_by_role("group", name="Unité").get_by_role("button", name="Glycines").click()
    expect(page.locator(".giving-moment").first).to_be_visible()
    yield "a medication round, its moments"
    page.locator(".giving-moment").first.click()
    expect(page.locator(".giving-card").first).to_be_visible()
    yield "a medication round, somebody to recognise"
    page.locator("[data-meet]").click()
    expect(page.locator(".giving-head.known")).to_be_visible()
    yield "a medication round, what to give"
    page.locator(".giving-card .other").first.click()
    said = page.get_by_role("button", name="Recraché")
    of_a_patch = page.get_by_role("button", name="Introuvable")
    said.or_(of_a_patch).first.click()
    yield "a medication round, what happened"
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.locator(".giving-done").first).to_be_visible()
    yield "a medication round, something told"
    page.locator(".giving-done").first.get_by_role("button", name="Corriger").click()
    page.get_by_role("button", name="L’heure").click()
    yield "a medication round, saying otherwise"
    page.get_by_role("button", name="Fermer").click()
    if not page.locator(".round-walk").is_visible():
        page.locator(".round-where").click()
        yield "a medication round, who comes when"
    page.get_by_role("button", name="Ce qui reste et pourquoi").click()
    expect(page.get_by_role("heading", name="Fin de tournée")).to_be_visible()
    yield "a medication round, its end"
    page.get_by_role("button", name="Terminer la tournée").click()
    expect(page.get_by_role("link", name="Commencer un tour")).to_be_visible()
