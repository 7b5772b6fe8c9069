"""Who one is, in two gestures: found by the first letters, with or without accents, by a finger or a keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.people import enrol, lock, register, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


def test_a_name_is_found_by_its_first_letters_and_drafts_are_told_to_their_author_alone(
    server: Server, new_tablet: Make
) -> None:
    tablet = new_tablet(server.origin).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    for key in ("aicha", "helene"):
        register(server, tablet, key)
    tablet.goto("/")
    page = tablet.page
    tiles = page.locator("button.tile")
    expect(tiles.first).to_be_visible()

    # Letters typed anywhere look for a first name, in the whole team; Enter opens when one alone is left.
    page.keyboard.press("h")
    expect(page.get_by_label("Chercher un prénom")).to_be_focused()
    page.keyboard.type("ele")
    expect(tiles).to_have_count(1)
    expect(tiles).to_contain_text("Hélène")
    page.keyboard.type("x")
    expect(page.get_by_text("Aucun prénom ne commence ainsi")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Chercher un prénom")).to_have_count(0)
    page.keyboard.type("hele")
    expect(tiles).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("a.row").first).to_be_visible()

    # What Hélène left unfinished is told to her, and to nobody else.
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    page.locator(".dock .chip").first.click()
    page.locator("dialog.composer textarea").first.fill("À reprendre")
    page.keyboard.press("Escape")
    expect(page.locator("button.draft")).to_be_visible()
    lock(tablet)
    expect(page.locator(".wall")).not_to_contain_text("brouillon")
    unlock(tablet, "aicha")
    page.locator("button.state").click()
    expect(page.get_by_role("heading", name="Cette tablette")).to_be_visible()
    expect(page.locator("dialog")).not_to_contain_text("brouillon")
    page.get_by_role("button", name="Fermer").click()
    lock(tablet)
    tiles.filter(has_text="Hélène").first.click()
    expect(page.locator(".person-head")).to_be_visible()
    page.locator("button.state").click()
    expect(page.get_by_role("heading", name="1 brouillon vous attend")).to_be_visible()
