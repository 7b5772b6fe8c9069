"""Break-glass at the bedside: another unit's file, with one's own key, for an hour; with the network and without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.gate.auth.models import EmergencyAccess
from app.ground.tenancy import acting_for_every
from tests.e2e.authenticators import wall_knows
from tests.e2e.people import enrol, forget_rates, lock, register, staff, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
WHY = "Malaise au salon, équipe des Glycines absente"


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("emergency")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


def accesses(home: Server) -> int:
    """How many times Gaëlle opened a file in an emergency, as the server knows it."""
    house = home.house()
    with acting_for_every(), house.database.read() as session:
        query = select(EmergencyAccess.id).where(EmergencyAccess.staff_id == staff("gaelle"))
        found = len(session.scalars(query).all())
    house.close()
    return found


def ask(page: Page, *, born: str = "1939-03-14") -> Locator:
    """The sheet, with Mme Lenoir's exact identity typed and looked for."""
    page.get_by_role("button", name="Accès en urgence").click()
    sheet = page.locator("dialog.emergency")
    sheet.get_by_label("Nom", exact=True).fill("Lenoir")
    sheet.get_by_label("Prénom").fill("Jeanne")
    sheet.get_by_text("Date de naissance").first.click()
    sheet.locator("input[type=date]").fill(born)
    sheet.get_by_role("button", name="Chercher cette personne").click()
    return sheet


def open_with_key(sheet: Locator) -> None:
    expect(sheet.get_by_role("heading", name="Lenoir")).to_be_visible()
    button = sheet.get_by_role("button", name="Ouvrir avec ma clé")
    expect(button).to_be_disabled()
    sheet.get_by_label("Pourquoi maintenant").fill(WHY)
    button.click()


def reads(sheet: Locator) -> None:
    expect(sheet).to_contain_text("Lecture seule, encore")
    expect(sheet.locator(".person-head")).to_contain_text("Lenoir")
    expect(sheet.locator("article.entry").first).to_be_visible()
    expect(sheet.get_by_role("button", name="Marquer comme lue")).to_have_count(0)


def reads_the_emergency_sheet(page: Page) -> None:
    """One tap, what is known of somebody of another unit, and back to what may be read of them."""
    page.locator("dialog.emergency").get_by_role("link", name="Fiche d’urgence").click()
    sheet = page.locator("chevet-emergency-sheet")
    expect(sheet.get_by_role("heading", level=1)).to_be_focused()
    expect(sheet.locator(".whose")).to_contain_text("Lenoir")
    expect(sheet).to_contain_text("Lecture seule, encore")
    expect(sheet).not_to_contain_text("Cette fiche est incomplète")
    expect(sheet.get_by_role("heading", name="Traitement en cours", exact=True)).to_be_visible()
    sheet.get_by_role("button", name="Son suivi").click()
    reads(page.locator("dialog.emergency"))


def test_a_nurse_of_another_unit_reads_for_an_hour(home: Server, new_tablet: Make) -> None:
    forget_rates(home)
    tablet = new_tablet(home.origin).start()
    enrol(home, tablet, "Tablette du domicile", "domicile")
    register(home, tablet, "gaelle")
    tablet.goto("/")
    unlock(tablet, "gaelle")
    page, before = tablet.page, accesses(home)
    sheet = ask(page, born="1939-03-15")
    expect(sheet.get_by_role("alert")).to_contain_text("Personne n’est accompagné ici")
    sheet.locator("input[type=date]").fill("1939-03-14")
    sheet.get_by_role("button", name="Chercher cette personne").click()
    open_with_key(sheet)
    reads(sheet)
    assert accesses(home) == before + 1
    reads_the_emergency_sheet(page)
    page.locator("dialog.emergency").get_by_role("button", name="Fermer").click()
    expect(page.locator("a.row").filter(has_text="Lenoir")).to_have_count(0)
    page.get_by_role("button", name="Accès en urgence").click()
    reads(page.locator("dialog.emergency"))
    page.get_by_role("button", name="Terminer l’accès").click()
    expect(page.locator("dialog.emergency")).to_have_count(0)


def test_a_key_that_is_not_shown_opens_nothing(home: Server, new_tablet: Make) -> None:
    forget_rates(home)
    tablet = new_tablet(home.origin).start()
    enrol(home, tablet, "Tablette du domicile 2", "domicile")
    register(home, tablet, "gaelle")
    tablet.goto("/")
    wall_knows(tablet)
    unlock(tablet, "gaelle")
    before = accesses(home)
    sheet = ask(tablet.page)
    assert tablet.cdp is not None
    about = {"authenticatorId": tablet.authenticator, "isUserVerified": False}
    tablet.cdp.send("WebAuthn.setUserVerified", about)
    open_with_key(sheet)
    expect(sheet.get_by_role("alert")).to_contain_text("Rien n’est enregistré")
    expect(sheet).not_to_contain_text("Lecture seule")
    assert accesses(home) == before


def test_offline_it_opens_what_the_tablet_holds_and_says_what_it_does_not(
    home: Server, new_tablet: Make
) -> None:
    forget_rates(home)
    tablet = new_tablet(home.origin).start()
    enrol(home, tablet, "Tablette de deux unités", "domicile", "glycines")
    register(home, tablet, "nadia")
    register(home, tablet, "gaelle")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "nadia")
    page = tablet.page
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator("article.entry").first).to_be_visible()
    lock(tablet)
    unlock(tablet, "gaelle")
    expect(page.locator("a.row").filter(has_text="Lenoir")).to_have_count(0)
    before = accesses(home)
    tablet.offline()
    sheet = ask(page, born="1940-01-01")
    expect(sheet.get_by_role("alert")).to_contain_text("Sans réseau")
    sheet.locator("input[type=date]").fill("1939-03-14")
    sheet.get_by_role("button", name="Chercher cette personne").click()
    expect(sheet).to_contain_text("ce que cette tablette a reçu de son unité")
    open_with_key(sheet)
    reads(sheet)
    expect(sheet).to_contain_text("sans réseau")
    reads_the_emergency_sheet(page)
    assert accesses(home) == before
    tablet.offline(False)
    sheet.get_by_role("button", name="Fermer").click()
    page.wait_for_function(
        "() => document.querySelector('chevet-bedside').engine.queue.count === 0"
    )
    assert accesses(home) == before + 1
