"""The screens of what remains to be done, in the order in which a hand comes across them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit

WHAT = "La douleur au lever, et l’appui sur la jambe droite pendant le transfert"


def result_expected(visit: Visit) -> Iterator[str]:
    """In the composer, with a cible chosen: when a result is expected."""
    sheet = visit.page.locator("dialog.composer")
    sheet.get_by_role("button", name="Résultat attendu").click()
    yield "the composer, when a result is expected"
    sheet.get_by_role("button", name="Autre heure").click()
    sheet.get_by_label("Quoi vérifier").fill(WHAT)
    sheet.get_by_role("button", name="Pour l’infirmier").click()
    yield "the composer, a result expected at another hour"
    sheet.get_by_role("button", name="Dans 1 h").click()


def todo(visit: Visit) -> Iterator[str]:
    """The list, and the sheet that closes what was just asked."""
    page = visit.page
    page.get_by_role("link", name="À faire").click()
    expect(page.get_by_role("heading", name="À faire")).to_be_visible()
    yield "what is to be done"
    page.get_by_role("button", name="Pour moi").click()
    yield "what is to be done by the reader"
    asked = page.locator(".todo .task").filter(has_text=WHAT).first
    sheet = page.locator("dialog.answer")
    asked.click()
    expect(sheet).to_be_visible()
    yield "an answer to give"
    sheet.get_by_role("button", name="Reporter").click()
    sheet.get_by_role("button", name="Autre heure").click()
    yield "an answer put off to another hour"
    sheet.get_by_role("button", name="Revenir au résultat").click()
    sheet.get_by_label("Résultat en quelques mots").fill("Se lève seule, sans appui")
    sheet.get_by_role("button", name="Clore", exact=True).click()
    expect(asked).to_contain_text("Se lève seule")
    yield "what is to be done, and what was"
    asked.click()
    expect(sheet).to_be_visible()
    yield "an answer that was given"
    page.keyboard.press("Escape")
