"""The loop closed: a result asked with no network, given by a colleague, seen on another tablet."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, lock, register, staff, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
LENOIR = "Lenoir"


def tasks(page: Page) -> Locator:
    """The rows of "À faire" about Mme Lenoir that were asked in this test."""
    return page.locator(".todo .task").filter(has_text=LENOIR).filter(has_text="La hanche au lever")


def ask_for_a_result(page: Page) -> None:
    """Person, cible, when, Enregistrer."""
    page.locator("a.row").filter(has_text=LENOIR).first.click()
    page.locator(".dock .chip").first.click()
    page.get_by_role("button", name="Résultat attendu").click()
    page.get_by_role("button", name="Dans 1 h").click()
    page.get_by_label("Quoi vérifier").fill("La hanche au lever")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer")).to_have_count(0)


def closed_in(server: Server) -> list[tuple[object, str | None]]:
    """Who closed, and how, what was closed on this server."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        rows = session.execute(
            select(FollowUp.closed_by, FollowUp.outcome)
            .where(FollowUp.closed_at.is_not(None))
            .order_by(FollowUp.closed_at)
        ).all()
    house.close()
    return [(by, outcome) for by, outcome in rows]


def test_a_result_asked_offline_is_given_by_a_colleague_and_seen_elsewhere(
    server: Server, new_tablet: Make
) -> None:
    first, second = new_tablet(server.origin), new_tablet(server.origin)
    second.start()
    enrol(server, second, "Tablette 2", "glycines")
    register(server, second, "helene")
    second.goto("/")
    unlock(second, "helene")
    first.start()
    enrol(server, first, "Tablette 1", "glycines")
    register(server, first, "aicha")
    register(server, first, "nadia")
    before = closed_in(server)
    first.goto("/")
    first.wait_for_worker()
    unlock(first, "aicha")
    page = first.page
    expect(page.locator("a.row")).to_have_count(28)

    # The network goes, and stays away. Aïcha asks; the page of the person and her transmission say when.
    first.offline()
    ask_for_a_result(page)
    expect(page.locator(".due-here")).to_contain_text("La hanche au lever")
    expect(page.locator("article.entry").first).to_contain_text("La hanche au lever")
    lock(first)

    # Nadia, on the same tablet, closes it in two taps, takes it back, and closes it again.
    unlock(first, "nadia")
    page.get_by_role("link", name="À faire").click()
    expect(tasks(page)).to_contain_text("Aïcha Benali")
    tasks(page).click()
    page.locator("dialog.answer .cible").nth(2).click()
    expect(tasks(page).locator(".tag.done")).to_be_visible()
    page.get_by_role("button", name="Annuler").click()
    expect(tasks(page).locator(".when")).to_be_visible()
    tasks(page).click()
    page.get_by_label("Résultat en quelques mots").fill("Marche sans gêne")
    page.get_by_role("button", name="Clore", exact=True).click()
    expect(tasks(page)).to_contain_text("Marche sans gêne")
    assert closed_in(server) == before

    # The network comes back: the other tablet shows the result, on the transmission too.
    second.page.get_by_role("link", name="À faire").click()
    first.offline(False)
    expect(tasks(second.page)).to_contain_text("Marche sans gêne")
    assert closed_in(server) == [*before, (staff("nadia"), "done")]
    second.page.get_by_role("link", name="Transmissions").click()
    said = second.page.locator("article.entry").filter(has_text="La hanche au lever").first
    expect(said).to_contain_text("Marche sans gêne")


def test_a_half_written_answer_outlives_a_lock(server: Server, new_tablet: Make) -> None:
    tablet = new_tablet(server.origin)
    tablet.start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    unlock(tablet, "aicha")
    page = tablet.page
    ask_for_a_result(page)
    page.locator(".due-here .task").filter(has_text="La hanche").click()
    page.get_by_label("Résultat en quelques mots").fill("Encore raide")
    page.locator("dialog.answer").get_by_role("button", name="Verrouiller").click()
    expect(page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    page.locator("button.tile").filter(has_text="Aïcha").first.click()
    page.locator(".due-here .task").filter(has_text="La hanche").click()
    expect(page.get_by_label("Résultat en quelques mots")).to_have_value("Encore raide")

    # It can also be put off, and that too is taken back.
    page.get_by_role("button", name="Reporter").click()
    page.get_by_role("button", name="Dans 2 h").click()
    expect(page.locator(".toast")).to_contain_text("Reporté à")
    page.get_by_role("button", name="Annuler").click()
    page.locator(".due-here .task").filter(has_text="La hanche").click()
    expect(page.locator("dialog.answer .asked")).to_contain_text("reporté")
