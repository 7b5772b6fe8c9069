"""The emergency sheet at the bedside: one tap from wherever a person is shown, with no network, on two pages, told."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from app.gate.audit.models import AuditEvent
from app.ground.tenancy import acting_for_every
from tests.e2e.people import enrol, forget_rates, register, staff, unlock
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
NAME = "Lenoir"
# The page's own call of the system's dialog, which nobody would answer here.
_PRINTS = "() => { window.printed = 0; window.print = () => { window.printed += 1; }; }"


@pytest.fixture(scope="module")
def home(demo_instance: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("sheet")
    running = Server(copy_of(demo_instance, folder / "instance")).start()
    yield running
    running.stop()


def prints(home: Server) -> int:
    """How many sheets Nadia put on paper at a bedside, as the trail knows it."""
    house = home.house()
    query = select(func.count()).where(
        AuditEvent.verb == "sheet.print", AuditEvent.actor_id == staff("nadia")
    )
    with acting_for_every(), house.database.read() as session:
        found = session.scalar(query) or 0
    house.close()
    return found


def expect_sheet(page: Page) -> None:
    sheet = page.locator("chevet-emergency-sheet")
    expect(sheet.get_by_role("heading", level=1)).to_be_focused()
    expect(sheet.locator(".whose")).to_contain_text(NAME)
    for rubric in ("Identité", "Allergies", "Traitement en cours"):
        expect(sheet.get_by_role("heading", name=rubric, exact=True)).to_be_visible()
    expect(sheet.locator(".of-identity")).to_contain_text("Identité ")


def test_one_tap_from_each_screen_of_a_person_and_offline_on_two_pages(
    home: Server, new_tablet: Make
) -> None:
    forget_rates(home)
    tablet = new_tablet(home.origin, viewport=(360, 740)).start()
    enrol(home, tablet, "Tablette des Glycines", "glycines")
    register(home, tablet, "nadia")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "nadia")
    page, before = tablet.page, prints(home)
    page.locator("a.row").filter(has_text=NAME).first.click()
    expect(page.locator("chevet-river")).to_be_visible()
    person = page.url.rsplit("/", 1)[1]
    for tab in ("Suivi", "Traitement", "Plaies", "Documents"):
        page.locator("nav.tabs").get_by_role("link", name=tab).click()
        page.get_by_role("link", name="Fiche d’urgence").click()
        expect_sheet(page)
        page.get_by_role("link", name="Son suivi").click()
    tablet.offline()
    page.get_by_role("link", name="Fiche d’urgence").click()
    expect_sheet(page)
    expect(page.locator(".whose")).to_contain_text("Hors ligne")
    page.evaluate(_PRINTS)
    page.get_by_role("button", name="Imprimer").click()
    page.wait_for_function("() => window.printed === 1")
    pages = on_paper(page)
    assert len(pages) == 2, len(pages)
    assert NAME.upper() in pages[0] and "Traitement en cours" in pages[1]
    assert "Verrouiller" not in "".join(pages)
    assert prints(home) == before
    tablet.offline(False)
    page.wait_for_function(
        "() => document.querySelector('chevet-bedside').engine.queue.count === 0"
    )
    assert prints(home) == before + 1
    assert person in page.url


def on_paper(page: Page) -> list[str]:
    """The text of each page, as the browser prints it."""
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(one.get_textpage().get_text_range().split()) for one in document]
