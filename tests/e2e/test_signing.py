"""Two keys on one tablet: a colleague signs beside the author, online and offline; whoever is alone says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import enrol, forget_rates, register, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
CIBLE = "Objets de valeur"


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("signing")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


@pytest.fixture
def tablet(home: Server, new_tablet: Make) -> Tablet:
    """Aïcha at work before Mme Lenoir, Nadia beside her; each has a key of her own."""
    forget_rates(home)
    made = new_tablet(home.origin).start()
    enrol(home, made, "Tablette 1", "glycines")
    register(home, made, "nadia")
    register(home, made, "aicha")
    made.goto("/")
    made.wait_for_worker()
    unlock(made, "aicha")
    made.page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(made.page.locator(".person-head")).to_contain_text("Lenoir")
    return made


def compose(page: Page, words: str) -> Locator:
    """The composer on the cible that two people sign, its first line written."""
    page.get_by_role("button", name="Autre cible").click()
    sheet = page.locator("dialog.composer")
    sheet.get_by_role("searchbox").fill("objets")
    sheet.get_by_role("button", name=CIBLE).click()
    sheet.get_by_label("Données : texte").fill(words)
    return sheet


def sign_with(sheet: Locator, name: str) -> None:
    sheet.get_by_role("button", name="Signer à deux").click()
    expect(sheet.get_by_role("heading", name="Qui signe avec vous ?")).to_be_visible()
    sheet.locator("button.tile").filter(has_text=name).click()


def entry(page: Page, words: str) -> Locator:
    return page.locator("article.entry").filter(has_text=words)


def sent(page: Page, words: str) -> None:
    """The server has it."""
    expect(entry(page, words)).to_contain_text("Reçu")


def pull_out(tablet: Tablet, first_name: str) -> None:
    """Takes somebody's passkey away; the authenticator lists those it holds in no order."""
    assert tablet.cdp is not None
    (theirs,) = (one for one in tablet.credentials() if str(one["userName"]).startswith(first_name))
    about = {"authenticatorId": tablet.authenticator, "credentialId": theirs["credentialId"]}
    tablet.cdp.send("WebAuthn.removeCredential", about)


def test_a_colleague_signs_beside_the_author(tablet: Tablet) -> None:
    page = tablet.page
    sign_with(compose(page, "Une alliance, comptée à deux."), "Nadia")
    written = entry(page, "Une alliance, comptée à deux.")
    expect(written).to_contain_text("Vous, avec Nadia")
    sent(page, "Une alliance, comptée à deux.")
    expect(written).to_contain_text("Vous, avec Nadia")
    expect(written).not_to_contain_text("Sans témoin")
    expect(page.get_by_role("button", name="Verrouiller").first).to_be_visible()


def test_without_the_network_the_two_keys_travel_with_the_entry(tablet: Tablet) -> None:
    page = tablet.page
    tablet.offline()
    sign_with(compose(page, "Quarante euros."), "Nadia")
    written = entry(page, "Quarante euros.")
    expect(written).to_contain_text("Non envoyé")
    expect(written).to_contain_text("Vous, avec Nadia")
    tablet.offline(False)
    sent(page, "Quarante euros.")
    expect(written).to_contain_text("Vous, avec Nadia")
    expect(written).not_to_contain_text("Sans témoin")


def test_another_persons_key_signs_nothing_and_being_alone_is_said(tablet: Tablet) -> None:
    page = tablet.page
    sheet = compose(page, "Un bracelet.")
    pull_out(tablet, "Nadia")
    sign_with(sheet, "Nadia")
    alert = sheet.get_by_role("alert")
    expect(alert).to_contain_text("La clé de Nadia n’a pas répondu")
    expect(alert).to_contain_text("Rien n’est enregistré")
    expect(entry(page, "Un bracelet.")).to_have_count(0)
    sheet.get_by_role("button", name="Je suis seul·e").click()
    save = sheet.get_by_role("button", name="Enregistrer sans témoin")
    expect(save).to_be_disabled()
    sheet.get_by_role("button", name="La nuit, seul·e dans l’unité").click()
    save.click()
    written = entry(page, "Un bracelet.")
    expect(written).to_contain_text("Sans témoin")
    sent(page, "Un bracelet.")
    written.locator("button.moment").click()
    expect(written).to_contain_text("La nuit, seul·e dans l’unité")
    expect(page.get_by_text("Contrôle sous 24 h").first).to_be_visible()


def test_a_key_that_does_not_know_its_owner_signs_nothing(tablet: Tablet) -> None:
    page = tablet.page
    sheet = compose(page, "Une montre.")
    assert tablet.cdp is not None
    about = {"authenticatorId": tablet.authenticator, "isUserVerified": False}
    tablet.cdp.send("WebAuthn.setUserVerified", about)
    sign_with(sheet, "Nadia")
    expect(sheet.get_by_role("alert")).to_contain_text("Rien n’est enregistré")
    expect(entry(page, "Une montre.")).to_have_count(0)
    sheet.get_by_role("button", name="Revenir au texte").click()
    expect(sheet.get_by_label("Données : texte")).to_have_value("Une montre.")
