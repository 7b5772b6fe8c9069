"""The ordonnance that a line was copied from, one touch from giving it; and a line that is questioned."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Playwright, expect
from sqlalchemy import select

import app.areas.persons.handlers  # noqa: F401 where persons live says who reads a document
from app.areas.documents import checking
from app.areas.documents.commands import Given, capture, sealed_files
from app.areas.documents.models import DocumentPage
from app.areas.persons.queries import persons_of
from app.areas.prescribing.commands import prescribe, refuse_to_sign
from app.areas.prescribing.transcribing.commands import begin, transcribe
from app.areas.prescribing.values import Draft, Paper
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from medication.prescription import Prescribed
from tests.areas.prescribing.conftest import THREE_A_DAY
from tests.e2e.people import HOME, staff
from tests.e2e.server import Server, copy_of
from tests.e2e.visiting import visiting

pytestmark = pytest.mark.browser
NADIA = Actor(staff("nadia"), HOME, "nurse", None)
MOREL = Actor(staff("morel"), HOME, "physician", None)


def herb(name: str, *, is_to_sign: bool = False) -> Draft:
    """What no alert can interrupt."""
    drug = Prescribed(name, None, (), name, "", "")
    return replace(THREE_A_DAY, drug=drug, is_to_sign=is_to_sign)


def copied(house: House) -> None:
    """Mme Lenoir has a line copied from an ordonnance, and an oral order that its prescriber refused to sign."""
    picture, now = io.BytesIO(), clock.now()
    Image.new("RGB", (620, 877), "white").save(picture, "JPEG")
    parts = sealed_files(house, [Given(picture.getvalue(), "image/jpeg")])
    with house.database.write() as session:
        found = persons_of(session, house, HOME)
        person = next(one.id for one in found if one.family_name == "Lenoir")
        document = capture(session, house, NADIA, person, parts, kind="ordonnance", now=now)
    checking.check_due(house)
    with house.database.write() as session:
        page = session.scalars(
            select(DocumentPage.id).where(DocumentPage.document_id == document)
        ).one()
        begin(session, house, NADIA, document, now=now)
        paper = Paper(document, page)
        transcribe(session, house, NADIA, herb("Camomille"), paper, now=now, id=new_id())
        oral = prescribe(session, house, NADIA, person, herb("Anis", is_to_sign=True), now=now)
        about = {"reason": "Deux sachets", "seen": oral.line.id, "now": now}
        refuse_to_sign(session, house, MOREL, oral.line.chain, **about)  # type: ignore[arg-type]


def test_the_picture_is_one_touch_away_and_a_refused_order_is_said_before_it_is_given(
    demo_instance: Path, tmp_path: Path, playwright: Playwright
) -> None:
    server = Server(copy_of(demo_instance, tmp_path / "instance"))
    house = server.house()
    with acting_for_every():
        copied(house)
    house.close()
    with visiting(server, playwright, tmp_path / "profile") as visit:
        page = visit.page
        visit.enter("Aïcha")
        page.locator("a.row").filter(has_text="Lenoir").first.click()
        page.locator("nav.tabs").get_by_role("link", name=re.compile("Traitement")).click()
        told = page.locator(".notice.caution").filter(has_text="Anis")
        expect(told).to_contain_text("ordre oral non confirmé par le médecin. Deux sachets")
        expect(told).to_contain_text("Ne pas donner, appeler l’infirmière")

        key = page.locator("chevet-paper-key button:visible", has_text="Camomille").first
        box = key.bounding_box()
        assert box is not None
        assert box["height"] >= 48
        key.click()
        sheet = page.get_by_role("dialog", name="Ordonnance")
        expect(sheet).to_contain_text("pas encore contrôlée : si elles diffèrent, appelez")
        expect(sheet.locator("canvas[data-phase=whole]")).to_be_visible()
        sheet.get_by_role("button", name="Fermer").click()
        expect(sheet).to_have_count(0)

        # With no network the page says so, and the line stays what it is.
        visit.tablet.offline()
        key.click()
        expect(sheet.locator(".page-view")).to_contain_text(re.compile("réseau"))
        page.keyboard.press("Escape")
        expect(key).to_be_visible()
        visit.tablet.offline(False)
