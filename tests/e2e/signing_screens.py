"""The screens where a second key is asked for, and where a file is opened in an emergency."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit

NONE = "Personne n’est accompagné ici"


def signing(visit: Visit) -> Iterator[str]:
    """From a person's page and back to it, nothing kept."""
    page = visit.page
    sheet = page.locator("dialog.composer")
    page.locator(".dock button.plus").click()
    sheet.get_by_label("Chercher une cible").fill("objets")
    sheet.locator("button.cible").first.click()
    sign = sheet.get_by_role("button", name="Signer à deux")
    expect(sign).to_be_enabled()
    yield "the composer, a cible that two people sign"
    sign.click()
    expect(sheet.get_by_role("heading", name="Qui signe avec vous ?")).to_be_visible()
    yield "who signs too"
    sheet.get_by_role("button", name="Je suis seul·e").click()
    sheet.get_by_role("button", name="Autre").click()
    yield "why nobody signs too"
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def emergencies(visit: Visit) -> Iterator[str]:
    """From the list and back to it, nothing opened."""
    page = visit.page
    page.get_by_role("button", name="Accès en urgence").click()
    sheet = page.locator("dialog.emergency")
    expect(sheet).to_be_visible()
    yield "an emergency, whom"
    sheet.get_by_label("Nom", exact=True).fill("Lenoir")
    sheet.get_by_label("Prénom").fill("Jeanne")
    sheet.get_by_text("Date de naissance").first.click()
    sheet.locator("input[type=date]").fill("1939-03-15")
    sheet.get_by_role("button", name="Chercher cette personne").click()
    expect(sheet.get_by_role("alert")).to_contain_text(NONE)
    yield "an emergency, nobody of that name"
    sheet.locator("input[type=date]").fill("1939-03-14")
    sheet.get_by_role("button", name="Chercher cette personne").click()
    expect(sheet).to_contain_text("déjà ouvert")
    yield "an emergency that is none"
    sheet.get_by_role("button", name="Fermer").click()
    expect(sheet).to_have_count(0)
