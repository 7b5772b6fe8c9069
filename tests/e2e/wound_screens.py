"""The screens of a person's wounds, as a visitor walks through them."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit

OPEN = ".wounds > article.wound"


def following_wounds(visit: Visit) -> Iterator[str]:
    """From a person's page and back to it: a wound opened, assessed with what is asked, noted, closed as a mistake."""
    page = visit.page
    page.locator("nav.tabs").get_by_role("link", name="Plaies").click()
    pane = page.locator("chevet-wounds")
    expect(pane.get_by_role("button", name="Nouvelle plaie")).to_be_visible()
    yield "the wounds of a person"
    pane.get_by_role("button", name="Nouvelle plaie").click()
    opening = page.locator("dialog.wound-opening")
    opening.get_by_role("button", name="Talon").click()
    opening.get_by_role("button", name="Accord donné").click()
    opening.get_by_role("button", name="La personne chargée").click()
    opening.get_by_role("button", name="Ouvrir la plaie").click()
    expect(opening.get_by_role("alert")).to_be_visible()
    yield "a wound, its side and who consents missing"
    opening.get_by_role("button", name="Droite").click()
    opening.get_by_role("button", name="La personne elle-même").click()
    opening.get_by_role("button", name="Escarre").click()
    opening.get_by_role("button", name="Ouvrir : Escarre, talon droit").click()
    card = page.locator(OPEN).filter(has_text="talon droit")
    expect(card).to_contain_text("À évaluer par une infirmière")
    yield "a wound just opened"
    yield from _assessing(visit)
    card.get_by_role("button", name="Noter").click()
    sheet = page.locator("chevet-wound-words dialog")
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(sheet.get_by_role("alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    card.get_by_role("button", name="Accord photos").click()
    sheet.get_by_role("button", name="Photos refusées").click()
    yield "an answer about pictures"
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    card.get_by_role("button", name="Clore").click()
    sheet.get_by_role("button", name="Ouverte par erreur").click()
    sheet.get_by_role("button", name="Clore", exact=True).click()
    expect(card).to_have_count(0)
    page.locator("nav.tabs").get_by_role("link", name="Suivi").click()
    expect(page.locator("chevet-river")).to_be_visible()


def _assessing(visit: Visit) -> Iterator[str]:
    page = visit.page
    card = page.locator(OPEN).filter(has_text="talon droit")
    card.get_by_role("button", name="Évaluer").click()
    sheet = page.locator("dialog.assessing")
    expect(sheet.locator("input[name=length_mm]")).to_be_visible()
    yield "an assessment, empty"
    sheet.locator("input[name=length_mm]").fill("3,5")
    sheet.locator("input[name=width_mm]").fill("20")
    sheet.get_by_role("button", name="Plus de fibrine").click()
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(sheet.locator(".question")).to_be_visible()
    yield "an assessment, a length asked about"
    sheet.get_by_role("button", name="Oui, soit 35 mm").click()
    expect(sheet.get_by_role("alert")).to_contain_text("il en faut 100")
    yield "an assessment, parts that do not make a whole"
    sheet.locator("[data-tissue=granulation]").get_by_role("button", name="le reste").click()
    sheet.get_by_role("button", name="Stade 3").click()
    sheet.get_by_role("button", name="Fièvre").click()
    expect(sheet.locator("footer")).to_contain_text("Avis médical sans attendre")
    yield "an assessment that a nurse will hear of"
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator("chevet-wounds button.draft")).to_be_visible()
    yield "an assessment left unfinished"
