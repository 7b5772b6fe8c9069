"""The sheet where one measures, as a visitor walks through it."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit


def measuring(visit: Visit) -> Iterator[str]:
    """From a person's page and back to it: what to measure, numbers, a scale, signs, a question, reasons."""
    page = visit.page
    sheet = page.locator("dialog.measuring")
    page.locator(".dock .measure").click()
    expect(sheet.get_by_role("button", name="Température")).to_be_visible()
    yield "what to measure"
    for kind, what in (
        ("Pression artérielle", "two numbers"),
        ("Douleur (EN)", "a scale of eleven"),
        ("Douleur (Algoplus)", "signs to count"),
        ("Selles", "a scale in words"),
        ("Créatinine", "a result"),
    ):
        sheet.get_by_role("button", name=kind).click()
        yield f"a measure, {what}"
        sheet.get_by_role("button", name="Changer").click()
    sheet.get_by_role("button", name="Glycémie capillaire").click()
    sheet.locator(".why summary").click()
    yield "a measure, reasons why there is none"
    sheet.locator("input[name=value]").fill("5,6")
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(sheet.locator(".question")).to_be_visible()
    yield "a measure, its unit asked"
    sheet.get_by_role("button", name="Non, corriger").click()
    sheet.locator("input[name=value]").fill("0,62")
    yield "a measure that a nurse will hear of"
    sheet.get_by_role("button", name="Changer").click()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
