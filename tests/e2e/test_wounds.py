"""A wound assessed with its picture over the last one, out of reach of the network, then told to the server whole."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Playwright, expect
from sqlalchemy import select

from app.areas.documents.models import Document
from app.areas.wounds.queries import wound_of
from app.ground.tenancy import acting_for_every
from tests.e2e import films
from tests.e2e.people import HOME
from tests.e2e.server import Server, copy_of
from tests.e2e.tablet import Tablet
from tests.e2e.test_accessibility import faults
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser
PATIENT = 60
"""Seconds for what was said to reach the server and be checked there."""


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Visit]:
    """A nurse before whose camera a wound lies."""
    folder = tmp_path_factory.mktemp("wounds")
    film = folder / "film.mjpeg"
    film.write_bytes(_wound() * films.PER_SECOND)
    server = Server(copy_of(demo_instance, folder / "instance")).start()
    tablet = Tablet(playwright, folder / "profile", server.origin, flags=films.flags(film))
    made = Visit(server, tablet)
    try:
        tablet.start()
        made.enter("Nadia")
        yield made
    finally:
        tablet.stop()
        server.stop()
    assert not tablet.complaints, tablet.complaints


def _wound() -> bytes:
    image = Image.new("RGB", (1280, 960), (222, 184, 156))
    draw = ImageDraw.Draw(image)
    draw.ellipse((440, 300, 840, 620), fill=(176, 58, 52))
    for x in range(60, 1200, 12):
        draw.line((x, 800, x, 840 if (x - 60) % 120 else 880), fill=(20, 20, 20), width=2)
    told = io.BytesIO()
    image.save(told, "JPEG", quality=90)
    return told.getvalue()


def test_a_wound_is_assessed_with_its_picture_offline_and_arrives_whole(visit: Visit) -> None:
    page, tablet = visit.page, visit.tablet
    card = to_the_wound(visit)
    wound = UUID(card.get_attribute("data-wound"))
    card.get_by_role("button", name="Évaluer").click()
    sheet = page.locator("dialog.assessing")
    sheet.locator("input[name=length_mm]").fill("27")
    sheet.locator("input[name=width_mm]").fill("20")
    sheet.get_by_role("button", name="Prendre la photo").click()
    capture = page.locator("chevet-capture")
    expect(capture.locator(".ghost")).to_be_visible()
    expect(capture).to_contain_text("la dernière fois")
    assert faults(page) == []
    tablet.expects_network_errors = True
    assert tablet.context is not None
    tablet.context.set_offline(True)
    capture.get_by_role("button", name="Photo", exact=True).click()
    capture.get_by_role("button", name="Utiliser cette photo").click()
    expect(sheet.get_by_text("La photo est prise")).to_be_visible()
    expect(page.locator("chevet-capture")).to_have_count(0)
    expect(sheet.locator("input[name=length_mm]")).to_have_value("27")
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(card).to_contain_text("27 × 20 mm")
    expect(card).to_contain_text("Non envoyé")
    tablet.context.set_offline(False)
    photo = arrived(visit, wound)
    expect(card).not_to_contain_text("Non envoyé")
    assert photo.wound_id == wound and photo.kind == "wound_photo"


def test_without_consent_there_is_no_camera(visit: Visit) -> None:
    page = visit.page
    card = page.locator(".wounds > article.wound").first
    expect(card.get_by_role("button", name="Photo", exact=True)).to_be_visible()
    card.get_by_role("button", name="Accord photos").click()
    sheet = page.locator("chevet-wound-words dialog")
    sheet.get_by_role("button", name="Photos refusées").click()
    sheet.get_by_role("button", name="Enregistrer").click()
    expect(card).to_contain_text("Photos refusées")
    expect(card.get_by_role("button", name="Photo", exact=True)).to_have_count(0)
    card.get_by_role("button", name="Évaluer").click()
    assessing = page.locator("dialog.assessing")
    expect(assessing).to_contain_text("Les photos ont été refusées")
    expect(assessing.get_by_role("button", name="Prendre la photo")).to_have_count(0)
    page.keyboard.press("Escape")


def to_the_wound(visit: Visit) -> Locator:
    """The wound of the demo home that has pictures."""
    page = visit.page
    page.get_by_label("Unité", exact=True).select_option("")
    page.get_by_label("Chercher une personne").fill("Cordier")
    page.locator("a.row").filter(has_text="Cordier").first.click()
    page.locator("nav.tabs").get_by_role("link", name="Plaies").click()
    card = page.locator(".wounds > article.wound").first
    expect(card).to_contain_text("Escarre, sacrum")
    return card


def arrived(visit: Visit, wound: UUID) -> Document:
    """The picture that came with the last assessment, once it is checked."""
    house = visit.server.house()
    deadline = time.monotonic() + PATIENT
    try:
        while time.monotonic() < deadline:
            with acting_for_every(), house.database.read() as session:
                last = wound_of(session, house.vault, HOME, wound).assessments[-1]
                found = session.scalars(
                    select(Document).where(Document.id == last.photo, Document.state == "checked")
                ).first()
            if last.assessment.length_mm == 27 and found is not None:
                return found
            visit.page.wait_for_timeout(200)
    finally:
        house.close()
    raise AssertionError("the picture did not arrive")
