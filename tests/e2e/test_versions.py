"""What was written is corrected, read again, found again, and read further back than a tablet keeps."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
WRITTEN, MENDED = "Hématome au bras gauche", "Hématome au bras droit"


def enter(tablet: Tablet, name: str, person: str = "Lenoir") -> Page:
    """Through the demo's door, to a person's page."""
    tablet.goto("/demo")
    tablet.page.get_by_role("button", name=name).click()
    tablet.page.get_by_label("Chercher une personne").fill(person)
    tablet.page.locator("a.row").filter(has_text=person).first.click()
    expect(tablet.page.locator(".person-head")).to_contain_text(person)
    return tablet.page


def entry(page: Page, text: str) -> Locator:
    return page.locator("article.entry").filter(has_text=text).first


def write(page: Page, text: str) -> None:
    page.locator(".dock .chip").first.click()
    page.get_by_label("Données : texte").fill(text)
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("dialog.composer")).to_have_count(0)


def correct(page: Page, old: str, new: str) -> None:
    entry(page, old).locator(".moment").click()
    entry(page, old).get_by_role("button", name="Corriger").click()
    save = page.get_by_role("button", name="Enregistrer la correction")
    page.get_by_label("Données : texte").fill(new)
    expect(save).to_be_disabled()
    page.get_by_role("button", name="Erreur de saisie").click()
    save.click()
    expect(page.locator("dialog.composer")).to_have_count(0)


def test_whoever_read_it_is_told_that_it_was_corrected(server: Server, new_tablet: Make) -> None:
    author = enter(new_tablet(server.origin).start(), "Aïcha Benali")
    reader = enter(new_tablet(server.origin).start(), "Nadia")
    write(author, WRITTEN)

    # Opening is not reading: its details, then its own gesture.
    seen = entry(reader, WRITTEN)
    expect(seen).to_be_visible()
    seen.locator(".moment").click()
    expect(seen.get_by_role("button", name="Marquer comme lue")).to_be_visible()
    seen.get_by_role("button", name="Marquer comme lue").click()
    expect(seen.get_by_role("button", name="Marquer comme lue")).to_have_count(0)
    mine = entry(author, WRITTEN)
    mine.get_by_role("button", name="Lue par 1").click()
    expect(author.locator("dialog.receipts li")).to_contain_text(["Nadia"])
    author.get_by_role("button", name="Fermer").click()

    correct(author, WRITTEN, MENDED)
    expect(entry(author, MENDED)).to_contain_text("Corrigée · Erreur de saisie")
    told = entry(reader, MENDED)
    expect(told).to_contain_text("Corrigée depuis votre lecture · Erreur de saisie")
    expect(told).to_have_class("entry unread")
    told.get_by_role("button", name="Version précédente").click()
    expect(told.get_by_role("region", name="Version précédente")).to_contain_text(WRITTEN)
    told.get_by_role("button", name="Marquer comme lue").click()
    expect(told).not_to_contain_text("depuis votre lecture")
    expect(told).to_contain_text("Corrigée · Erreur de saisie")


def test_a_correction_can_be_taken_back(server: Server, new_tablet: Make) -> None:
    page = enter(new_tablet(server.origin).start(), "Aïcha Benali")
    write(page, WRITTEN)
    correct(page, WRITTEN, MENDED)
    page.locator(".toast").filter(has_text="Correction").get_by_role("button").click()
    expect(entry(page, WRITTEN)).to_be_visible()
    expect(page.get_by_text(MENDED)).to_have_count(0)


def test_a_correction_that_was_begun_waits_for_its_author(server: Server, new_tablet: Make) -> None:
    page = enter(new_tablet(server.origin).start(), "Aïcha Benali")
    write(page, WRITTEN)
    entry(page, WRITTEN).locator(".moment").click()
    entry(page, WRITTEN).get_by_role("button", name="Corriger").click()
    page.get_by_label("Données : texte").fill(MENDED)
    page.keyboard.press("Escape")
    expect(entry(page, WRITTEN)).to_contain_text("Correction en brouillon")
    expect(page.locator("button.draft")).to_have_count(0)
    entry(page, WRITTEN).get_by_role("button", name="Reprendre la correction").click()
    expect(page.get_by_label("Données : texte")).to_have_value(MENDED)


def test_a_week_is_searched_without_the_network(server: Server, new_tablet: Make) -> None:
    tablet = new_tablet(server.origin).start()
    page = enter(tablet, "Aïcha Benali")
    write(page, WRITTEN)
    page.get_by_role("link", name="Transmissions").click()
    expect(page.locator("article.entry").first).to_be_visible()
    tablet.offline()
    page.keyboard.press("/")
    page.keyboard.type("hemat GAUCHE")
    expect(page.locator(".found")).to_contain_text("1 transmission")
    expect(page.locator("article.entry mark")).to_have_text(["Hémat", "gauche"])
    page.get_by_label("Chercher dans les transmissions").fill("zzz")
    expect(page.get_by_role("heading", name="Aucun résultat pour « zzz »")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".found")).to_have_count(0)

    # What narrows is found again on return.
    page.get_by_role("button", name="Filtrer").click()
    page.get_by_label("Auteur").select_option(label="Aïcha Benali")
    count = page.locator(".found p").inner_text()
    page.get_by_role("link", name="Personnes").click()
    page.get_by_role("link", name="Transmissions").click()
    expect(page.locator(".found p")).to_have_text(count)
    chosen = "(select) => select.selectedOptions[0].label"
    assert page.get_by_label("Auteur").evaluate(chosen) == "Aïcha Benali"


def test_what_is_older_than_a_tablet_keeps_is_read_from_the_server(
    server: Server, new_tablet: Make
) -> None:
    tablet = new_tablet(server.origin).start()
    page = enter(tablet, "Aïcha Benali")
    kept = page.locator("article.entry").count()
    page.get_by_role("button", name="Voir plus ancien").click()
    expect(page.get_by_role("heading", name="Plus ancien")).to_be_visible()
    expect(page.locator("article.entry").nth(kept)).to_be_visible()
    ids = page.locator("article.entry").evaluate_all("(all) => all.map((one) => one.dataset.entry)")
    assert len(set(ids)) == len(ids)

    # Nothing here, then in the whole file; without the network it says so.
    page.keyboard.press("/")
    page.keyboard.type("zzz")
    page.get_by_role("button", name="Chercher dans tout le dossier").click()
    expect(page.get_by_text("Rien de plus dans tout le dossier.")).to_be_visible()
    tablet.offline()
    page.get_by_label("Chercher dans les transmissions").fill("zz")
    whole = page.get_by_role("button", name="Chercher dans tout le dossier")
    offline = page.get_by_text("Les transmissions plus anciennes demandent le réseau.")
    whole.or_(offline).first.wait_for()
    if whole.is_visible():
        whole.click()
    expect(offline.first).to_be_visible()
