"""A tablet whose network never returns: its entries travel in a file, and arrive once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.areas.journal.models import Entry
from app.ground.tenancy import acting_for_every
from app.tablet import Tablet as Client
from tests.e2e.people import enrol, enrolment, lock, register, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
WORDS = "A gardé son sourire tout le repas"


def write(page: Page, count: int) -> None:
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    for _ in range(count):
        page.locator(".dock .chip").first.click()
        page.get_by_label("Données : texte").fill(WORDS)
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.locator("dialog.composer")).to_have_count(0)


def filed(server: Server) -> int:
    """How many entries the journal holds."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        count = session.scalar(select(func.count()).select_from(Entry)) or 0
    house.close()
    return count


def open_rescue(page: Page) -> None:
    """From the wall, with nobody signed in."""
    page.get_by_role("button", name="Fichier de secours").click()
    expect(page.get_by_role("heading", name="Fichier de secours", exact=True)).to_be_visible()


def choose(page: Page, path: Path) -> None:
    page.locator("dialog.rescue input[type=file]").set_input_files(path)


def saved(page: Page, button: str, path: Path) -> Path:
    with page.expect_download() as given:
        page.get_by_role("button", name=button).first.click()
    given.value.save_as(path)
    return path


def test_entries_travel_in_a_file_and_arrive_once(
    server: Server, new_tablet: Make, tmp_path: Path
) -> None:
    stranded, other = new_tablet(server.origin).start(), new_tablet(server.origin).start()
    enrol(server, other, "Tablette 2", "glycines")
    enrol(server, stranded, "Tablette 1", "glycines")
    register(server, stranded, "aicha")
    stranded.goto("/")
    stranded.wait_for_worker()
    unlock(stranded, "aicha")
    expect(stranded.page.locator("a.row")).to_have_count(28)
    stranded.offline()
    before = filed(server)
    write(stranded.page, 2)
    lock(stranded)

    # On the wall, locked: what waits becomes a file that says nothing of anyone.
    page = stranded.page
    open_rescue(page)
    page.get_by_role("button", name="Exporter les saisies en attente").click()
    file = saved(page, "Enregistrer", tmp_path / "secours.txt")
    for word in (WORDS, "Lenoir", "Aïcha", "Tablette 1"):
        assert word not in file.read_text()

    # The other tablet says what is no such file, then hands it in.
    theirs = other.page
    open_rescue(theirs)
    (tmp_path / "photo.txt").write_bytes(b"\x89PNG")
    choose(theirs, tmp_path / "photo.txt")
    expect(theirs.get_by_role("alert")).to_contain_text("pas un fichier de secours")
    theirs.get_by_role("button", name="Choisir un autre fichier").click()
    (tmp_path / "cut.txt").write_text(file.read_text()[:-200])
    choose(theirs, tmp_path / "cut.txt")
    expect(theirs.get_by_role("alert")).to_contain_text("incomplet")
    theirs.get_by_role("button", name="Choisir un autre fichier").click()
    other.offline()
    choose(theirs, file)
    expect(theirs.get_by_role("alert")).to_contain_text("0 sur 3 envoyées")
    other.offline(False)
    theirs.get_by_role("button", name="Reprendre l’envoi").click()
    expect(theirs.get_by_role("heading", name="saisies rangées au dossier")).to_be_visible()
    assert filed(server) == before + 2
    receipt = saved(theirs, "Enregistrer le reçu", tmp_path / "recu.txt")
    theirs.get_by_role("button", name="Choisir un autre fichier").click()
    choose(theirs, file)
    expect(theirs.get_by_role("heading", name="Tout était déjà arrivé")).to_be_visible()
    theirs.get_by_role("button", name="Choisir un autre fichier").click()
    choose(theirs, receipt)
    expect(theirs.get_by_role("alert")).to_contain_text("celui d’une autre tablette")

    # Its receipt settles the first; when its network returns after all, nothing is there twice.
    choose(page, file)
    expect(page.get_by_role("alert")).to_contain_text("vient de cette tablette")
    page.get_by_role("button", name="Choisir un autre fichier").click()
    choose(page, receipt)
    expect(page.get_by_role("heading", name="saisies sont arrivées au serveur")).to_be_visible()
    page.get_by_role("button", name="Fermer").click()
    expect(page.locator(".wall-foot")).to_contain_text("Tout est envoyé")
    stranded.offline(False)
    unlock(stranded, "aicha")
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator("article.entry").filter(has_text=WORDS)).to_have_count(2)
    assert filed(server) == before + 2


def test_without_a_receipt_it_keeps_everything_and_nothing_is_filed_twice(
    server: Server, new_tablet: Make, tmp_path: Path
) -> None:
    stranded = new_tablet(server.origin).start()
    enrol(server, stranded, "Tablette 1", "glycines")
    register(server, stranded, "aicha")
    stranded.goto("/")
    stranded.wait_for_worker()
    unlock(stranded, "aicha")
    page = stranded.page
    stranded.offline()
    before = filed(server)
    write(page, 1)
    page.locator("button.state").click()
    page.get_by_role("button", name="Exporter les saisies en attente").click()
    page.get_by_role("button", name="Exporter les saisies en attente").click()
    file = saved(page, "Enregistrer", tmp_path / "secours.txt")

    # Somebody hands it in from elsewhere, and nobody brings a receipt back.
    carrier = Client(server.origin)
    carrier.enrol(enrolment(server, "Tablette 2", ["glycines"]).rsplit("/", 1)[1])
    results, _ = carrier.carry(file.read_text())
    carrier.close()
    assert "applied" in {one["outcome"] for one in results}
    assert filed(server) == before + 1
    stranded.offline(False)
    expect(page.locator("dialog.rescue")).to_contain_text("Plus rien n’attend", timeout=20_000)
    assert filed(server) == before + 1
