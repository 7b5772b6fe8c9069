"""The screens of a round, and of a rescue file, in the order in which a hand comes across them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import expect

from tests.e2e.visiting import Visit


def rounds(visit: Visit) -> Iterator[str]:
    """From the list and back to it, with nothing left under way."""
    page = visit.page
    page.get_by_role("link", name="Commencer un tour").click()
    expect(page.locator(".round-head")).to_be_visible()
    yield "a round, the first person"
    page.get_by_role("button", name="Suivant").click()
    expect(page.locator(".round-where")).to_contain_text("2 sur")
    if not page.locator(".round-walk").is_visible():
        page.locator(".round-where").click()
        yield "a round, who comes when"
    page.locator(".walk-row").last.click()
    yield "a round, the last person"
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".round-band.on")).to_be_visible()
    yield "the persons, a round in pause"
    page.locator(".round-band.on").click()
    page.get_by_role("button", name="Finir").click()
    expect(page.get_by_role("heading", name="Fin du tour")).to_be_visible()
    yield "a round, its end"
    page.get_by_role("button", name="Terminer le tour").click()
    expect(page.get_by_role("link", name="Commencer un tour")).to_be_visible()


def rescue(visit: Visit) -> Iterator[str]:
    """From the state of the tablet, where all is sent."""
    page = visit.page
    page.locator("dialog button").filter(has_text=re.compile("Fichier de secours|Exporter")).click()
    expect(page.locator("dialog.rescue")).to_be_visible()
    yield "a rescue file"
    page.locator("dialog.rescue input[type=file]").set_input_files(
        {"name": "x.txt", "mimeType": "text/plain", "buffer": b"Bonjour"}
    )
    expect(page.get_by_role("alert")).to_be_visible()
    yield "a rescue file that is none"
    page.get_by_role("button", name="Fermer").click()
