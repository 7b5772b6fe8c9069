"""The office by hand: a home grows by a unit, a colleague, a tablet and a person, and the tablet shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlalchemy import update

from app.gate.auth.models import AuthSession
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.e2e.people import lock, register
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(copy_of(demo_instance, tmp_path_factory.mktemp("office") / "instance")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def desk(
    home: Server, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tablet]:
    """Hélène's computer, where she has signed in with her key."""
    profile = tmp_path_factory.mktemp("desk")
    computer = Tablet(playwright, profile, home.origin, viewport=(1280, 800)).start()
    register(home, computer, "helene")
    computer.goto("/bureau/connexion")
    computer.page.get_by_role("button", name="Présenter ma clé").click()
    expect(computer.page.get_by_role("heading", level=1)).to_contain_text("Hélène")
    yield computer
    computer.stop()
    assert not computer.complaints, computer.complaints


def go(page: Page, place: str) -> None:
    """By the office's menu; what a home sets is folded there."""
    menu = page.get_by_role("navigation", name="Bureau")
    link = menu.get_by_role("link", name=place, exact=True)
    if not link.is_visible():
        menu.get_by_text("Réglages", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def told(page: Page, text: str) -> None:
    """The office says what it has just done."""
    expect(page.get_by_role("status").first).to_contain_text(text)


def link_on(page: Page) -> str:
    """The path of the link that is shown once."""
    url = page.get_by_label("Lien", exact=True).input_value()
    return "/" + url.split("/", 3)[3]


def make_unit(page: Page) -> None:
    go(page, "Unités")
    page.get_by_label("Nom de l’unité").fill("Mimosas")
    press(page, "Ajouter l’unité")
    if page.get_by_role("heading", level=1).inner_text() != "Mimosas":
        follow(page, "Mimosas")
    page.get_by_label("Chambres à ajouter").fill("301-303, Salon bleu")
    press(page, "Ajouter")
    expect(page.get_by_role("row")).to_have_count(5)


def hire(page: Page) -> str:
    """Makes Perrine an aide of the unit; her invitation."""
    go(page, "Équipe")
    follow(page, "Ajouter")
    page.get_by_label("Prénom").fill("Perrine")
    page.get_by_label("Nom", exact=True).fill("Le Goff")
    page.get_by_label("Rôle").select_option(label="Aide-soignant·e")
    page.get_by_label("Première affectation").select_option(label="Mimosas")
    press(page, "Ajouter")
    press(page, "Inviter à enregistrer une clé")
    expect(page.get_by_text("Inviter Perrine Le Goff à enregistrer une clé")).to_be_visible()
    press(page, "Présenter ma clé")
    return link_on(page)


def make_device(page: Page) -> str:
    """A tablet for the unit; its enrolment."""
    go(page, "Appareils")
    follow(page, "Ajouter un appareil")
    page.get_by_label("Nom", exact=True).fill("Tablette des Mimosas")
    page.get_by_label("Mimosas").check()
    press(page, "Créer le lien")
    return link_on(page)


def fill_admission(page: Page) -> None:
    go(page, "Personnes")
    follow(page, "Admettre une personne")
    page.get_by_label("Nom de famille").fill("Kerbrat")
    page.get_by_label("Prénom").fill("Annick")
    page.get_by_label("Date de naissance").fill("1938-04-12")
    page.get_by_label("Unité").select_option(label="Mimosas")
    page.get_by_label("Chambre").select_option(label="302 · libre")


def test_a_home_grows_by_hand(home: Server, desk: Tablet, new_tablet: Make) -> None:
    page = desk.page
    make_unit(page)
    invitation, enrolment = hire(page), make_device(page)

    tablet = new_tablet(home.origin).start()
    tablet.goto(invitation)
    tablet.page.get_by_role("button", name="Enregistrer ma clé").click()
    expect(tablet.page.get_by_role("status")).to_contain_text("C’est fait, Perrine")
    tablet.goto(enrolment)
    tablet.page.get_by_role("button", name="Rattacher cet appareil").click()
    unlock_as(tablet, "Perrine")
    tablet.page.get_by_role("button", name="J’ai lu et j’accepte").click()
    expect(tablet.page.get_by_text("Aucune personne dans cette unité")).to_be_visible()

    fill_admission(page)
    page.get_by_role("radio", name="Féminin").check()
    press(page, "Admettre")
    told(page, "admise")
    row = tablet.page.locator("a.row").filter(has_text="Kerbrat")
    expect(row).to_be_visible(timeout=10_000)
    expect(row).to_contain_text("302")


def unlock_as(tablet: Tablet, name: str) -> None:
    tile = tablet.page.locator("button.tile").filter(has_text=name).first
    team = tablet.page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()
    expect(tablet.page.get_by_role("button", name="Verrouiller")).to_be_visible()


def test_a_wrong_form_keeps_what_was_typed(desk: Tablet) -> None:
    page = desk.page
    go(page, "Personnes")
    follow(page, "Admettre une personne")
    page.get_by_label("Nom de famille").fill("Quéméneur")
    page.get_by_label("Prénom").fill("Yvette")
    page.get_by_label("Date de naissance").fill("2090-01-01")
    desk.expects_network_errors = True
    press(page, "Admettre")
    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("à revoir")
    desk.expects_network_errors = False

    expect(page.get_by_label("Nom de famille")).to_have_value("Quéméneur")
    expect(page.get_by_label("Prénom")).to_have_value("Yvette")
    born = page.get_by_label("Date de naissance")
    expect(born).to_have_value("2090-01-01")
    expect(born).to_have_attribute("aria-invalid", "true")
    beside = page.locator(".form-row").filter(has=born).locator(".reason")
    expect(beside).to_be_visible()
    assert beside.get_attribute("id") in (born.get_attribute("aria-describedby") or "")
    expect(page.get_by_label("Nom de famille")).not_to_have_attribute("aria-invalid", "true")


def test_a_cible_renamed_at_the_desk_is_renamed_on_the_tablet(
    home: Server, desk: Tablet, new_tablet: Make
) -> None:
    page = desk.page
    tablet = new_tablet(home.origin).start()
    go(page, "Appareils")
    follow(page, "Ajouter un appareil")
    page.get_by_label("Nom", exact=True).fill("Tablette 7")
    page.get_by_label("Glycines").check()
    press(page, "Créer le lien")
    tablet.goto(link_on(page))
    tablet.page.get_by_role("button", name="Rattacher cet appareil").click()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
    register(home, tablet, "aicha")
    tablet.goto("/")
    unlock_as(tablet, "Aïcha")
    tablet.page.locator("a.row").filter(has_text="Lenoir").first.click()
    tablet.page.locator(".dock button.plus").click()
    search = tablet.page.get_by_label("Chercher une cible")
    search.fill("constipation")
    offered = tablet.page.locator("dialog.composer .choices button.cible")
    expect(offered).to_have_text(["Constipation"])

    go(page, "Vocabulaire")
    follow(page, "Constipation")
    page.get_by_label("Nom de la cible").fill("Constipation opiniâtre")
    press(page, "Garder dans l’ébauche")
    told(page, "modifiée")
    follow(page, "Comparer et publier")
    expect(offered).to_have_text(["Constipation"])
    page.get_by_role("button", name="Publier la version").click()
    told(page, "publiée")
    expect(offered).to_have_text(["Constipation opiniâtre"])
    tablet.page.get_by_role("button", name="Fermer").click()
    lock(tablet)


def test_what_was_typed_when_the_session_closed_comes_back_with_the_key(
    home: Server, desk: Tablet
) -> None:
    page = desk.page
    go(page, "Unités")
    page.get_by_label("Nom de l’unité").fill("Coquelicots")
    close_sessions(home)
    desk.expects_network_errors = True  # the browser notes that the answer was 401
    press(page, "Ajouter l’unité")
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre session s’est fermée")
    assert "Coquelicots" not in page.content()
    press(page, "Présenter ma clé")
    field = page.get_by_label("Nom de l’unité")
    expect(field).to_have_value("Coquelicots")
    desk.expects_network_errors = False
    expect(page.get_by_role("alert")).to_contain_text("Rien n’a encore été enregistré")
    press(page, "Ajouter l’unité")
    expect(page.get_by_text("Coquelicots").first).to_be_visible()
    go(page, "Unités")
    expect(page.get_by_role("link", name="Coquelicots", exact=True)).to_have_count(1)


def close_sessions(server: Server) -> None:
    """A quarter of an hour without a gesture, at once."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        session.execute(update(AuthSession).values(suspended_at=clock.now()))
    house.close()
