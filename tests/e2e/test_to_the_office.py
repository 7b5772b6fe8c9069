"""From the bedside to the office and back: one session, and the tablet is locked when it is met again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser


def test_the_office_opens_from_the_bedside_and_stays_open(
    server: Server, new_tablet: Callable[..., Tablet]
) -> None:
    tablet = new_tablet(server.origin).start()
    tablet.goto("/demo")
    tablet.page.get_by_role("button", name="Hélène Marchand").click()
    expect(tablet.page.locator("a.row").first).to_be_visible()
    tablet.page.get_by_role("link", name="Bureau").click()
    tablet.page.wait_for_url("**/bureau")
    for path in ("/bureau/equipe", "/bureau/appareils", "/bureau/personnes"):
        tablet.goto(path)
        assert tablet.page.url.endswith(path)
    with tablet.page.expect_response("**/api/v1/lock") as locked:
        tablet.goto("/")
    assert locked.value.status == 204, "the first thing that is said"
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    answer = tablet.page.goto(f"{server.origin}/bureau/equipe")
    assert answer is not None
    assert "/bureau/connexion" in tablet.page.url


def test_a_sheet_left_open_by_a_reload_is_not_the_next_ones(
    server: Server, new_tablet: Callable[..., Tablet]
) -> None:
    tablet = new_tablet(server.origin).start()
    tablet.goto("/demo")
    tablet.page.get_by_role("button", name="Aïcha Benali").click()
    tablet.page.locator("a.row").filter(has_text="Lenoir").first.click()
    tablet.page.locator(".dock .chip").first.click()
    expect(tablet.page.locator("dialog.composer")).to_be_visible()
    tablet.page.reload()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    tile = tablet.page.locator("button.tile").filter(has_text="Nadia").first
    team = tablet.page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()
    expect(tablet.page.locator(".person-head")).to_contain_text("Lenoir")
    expect(tablet.page.locator("dialog.composer")).to_have_count(0)
