"""A round: one person at a time, back to the same one after a lock, and nothing written without a gesture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.areas.journal.models import Entry
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, lock, register, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


def begin(page: Page) -> None:
    page.get_by_role("link", name="Commencer un tour").click()
    expect(page.locator(".round-head")).to_be_visible()


def shown(page: Page) -> str:
    return page.locator(".round-head h1").inner_text()


def go_on(page: Page) -> str:
    before = shown(page)
    page.get_by_role("button", name="Suivant").click()
    expect(page.locator(".round-head h1")).not_to_have_text(before)
    return shown(page)


def open_again(page: Page, name: str) -> None:
    """From the wall, where the round is what comes next."""
    page.locator("button.tile").filter(has_text=name).first.click()


def written(server: Server) -> int:
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        count = session.scalar(select(func.count()).select_from(Entry)) or 0
    house.close()
    return count


def test_each_comes_back_to_their_own_place_with_no_network(
    server: Server, new_tablet: Make
) -> None:
    tablet = new_tablet(server.origin, viewport=(360, 740)).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    for key in ("aicha", "nadia"):
        register(server, tablet, key)
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "aicha")
    page = tablet.page
    expect(page.locator("a.row")).to_have_count(28)
    before = written(server)
    tablet.offline()
    begin(page)
    expect(page.locator(".round-where")).to_contain_text("1 sur 28")
    go_on(page)
    third = go_on(page)

    # One tap on a cible, one to save; what was noted is said under the name, and can be taken back.
    page.locator(".round-keys .chip.cible").first.click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer")).to_have_count(0)
    assert shown(page) == third
    noted = page.get_by_label("Noté pendant ce tour")
    expect(noted).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(noted).to_have_count(0)

    # Nadia comes in between: she has her own list, and no round of Aïcha's.
    lock(tablet)
    unlock(tablet, "nadia")
    expect(page.get_by_role("link", name="Commencer un tour")).to_be_visible()
    lock(tablet)
    open_again(page, "Aïcha")
    expect(page.locator(".round-head h1")).to_have_text(third)

    # A reload forgets the page, not the round.
    page.reload()
    open_again(page, "Aïcha")
    expect(page.locator(".round-head h1")).to_have_text(third)

    # To anyone, then the end: who was not seen is named, and nothing was written by itself.
    page.locator(".round-where").click()
    page.locator(".walk-row").last.click()
    expect(page.locator(".round-where")).to_contain_text("28 sur 28")
    page.get_by_role("button", name="Finir").click()
    expect(page.get_by_role("heading", name="Fin du tour")).to_be_visible()
    expect(page.get_by_role("heading", name="Pas vues")).to_be_visible()
    expect(page.get_by_role("heading", name="Vues, rien noté (3)")).to_be_visible()
    page.get_by_role("button", name="Terminer le tour").click()
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".round-where")).to_contain_text("28 sur 28")
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".round-band.on")).to_contain_text("Tour en pause")
    assert written(server) == before


def test_a_round_waits_longer_for_a_hand_and_holds_what_is_not_urgent(
    server: Server, new_tablet: Make
) -> None:
    tablet = new_tablet(server.origin)
    tablet.start()
    page = tablet.page
    page.clock.install()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    unlock(tablet, "aicha")
    begin(page)
    person = shown(page)
    page.evaluate(
        """() => document.querySelector('chevet-bedside').engine.dispatchEvent(
            new CustomEvent('change', { detail: { what: 'notice', text: 'Une nouvelle qui peut attendre' } }))"""
    )
    expect(page.get_by_role("button", name="messages gardés pour la fin")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(0)

    # Two minutes lock a tablet; five do in a round, on both sides.
    with page.expect_request(lambda asked: asked.headers.get("chevet-round") == "1"):
        page.clock.fast_forward(200_000)
    expect(page.locator(".round-head h1")).to_have_text(person)
    page.clock.fast_forward(110_000)
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    open_again(page, "Aïcha")
    expect(page.locator(".round-head h1")).to_have_text(person)

    # Out of it, two again.
    page.get_by_role("button", name="Pause").click()
    expect(page.locator(".round-band.on")).to_be_visible()
    page.clock.fast_forward(125_000)
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()


@pytest.mark.parametrize("viewport", [(360, 740), (820, 1180)])
def test_an_alarm_about_somebody_else_stays_in_sight(
    server: Server, new_tablet: Make, viewport: tuple[int, int]
) -> None:
    tablet = new_tablet(server.origin, viewport=viewport).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    unlock(tablet, "aicha")
    page = tablet.page
    begin(page)
    page.locator("button.plus").click()
    page.get_by_label("Chercher une cible").fill("fugue")
    page.locator("dialog.composer button.cible").first.click()
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer")).to_have_count(0)
    go_on(page)
    expect(page.get_by_label("Alarmes")).to_be_visible()
    expect(page.locator(".key-news")).to_have_count(0)
