"""Looking a drug up in a real browser: answers while typing, a list to check, a scanner that types."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from app.demo.values import demo_id
from tests.e2e.judging import judge
from tests.e2e.server import Server, copy_of
from tests.e2e.visiting import Visit, visiting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("drugs")
    server = Server(copy_of(demo_instance, folder / "instance"))
    with visiting(server, playwright, folder / "profile") as made:
        made.sit_down("helene")
        yield made


def add(visit: Visit, typed: str, name: str) -> None:
    """Types into the list to check, and takes that answer."""
    visit.page.get_by_role("searchbox").fill(typed)
    visit.page.locator(".drug-answers button").filter(has_text=name).first.click()
    expect(visit.page.locator(".drug-list")).to_contain_text(name)


def test_answers_come_while_typing_and_arrows_walk_them(visit):
    page = visit.page
    visit.tablet.goto("/bureau/medicaments")
    page.get_by_role("searchbox").press_sequentially("furosemyde")
    answers = page.locator(".drug-answers a")
    expect(answers.filter(has_text="FUROSEMIDE BIOGARAN 40 mg").first).to_be_visible()
    expect(page.locator("[data-drug-told]")).to_contain_text("au plus près")
    judge(visit)
    page.get_by_role("searchbox").focus()
    page.keyboard.press("ArrowDown")
    expect(answers.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("FUROSEMIDE")
    judge(visit)
    assert "furosem" not in visit.server.log.read_text()


def test_a_list_is_checked_as_it_is_made(visit):
    page = visit.page
    visit.tablet.goto("/bureau/medicaments/interactions")
    add(visit, "cordarone", "CORDARONE 200 mg")
    add(visit, "seroplex 10", "SEROPLEX 10 mg")
    add(visit, "memantine", "MEMANTINE")
    expect(page.locator(".drug-pair")).to_contain_text("Contre-indication")
    expect(page.locator(".drug-silences")).to_contain_text("MEMANTINE")
    judge(visit)
    assert page.url.endswith("/bureau/medicaments/interactions")
    page.get_by_role("button", name="Retirer SEROPLEX 10 mg").click()
    expect(page.locator(".drug-list")).not_to_contain_text("SEROPLEX")
    expect(page.locator(".drug-pair")).to_have_count(0)


def test_a_scanner_types_its_separator_as_a_key(visit):
    page = visit.page
    visit.tablet.goto("/bureau/medicaments/boite")
    field = page.get_by_label("Code de la boîte")
    expect(field).to_be_focused()
    field.press_sequentially("01034009359558381727013110R4512")
    page.keyboard.press("F8")
    field.press_sequentially("2110052437816093")
    page.keyboard.press("Enter")
    expect(page.locator(".drug-pack")).to_contain_text("DOLIPRANE 1000 mg")
    expect(page.locator(".drug-pack")).to_contain_text("10052437816093")
    expect(page.locator(".drug-pack .notice")).to_have_count(0)
    expect(page.get_by_label("Code de la boîte")).to_be_focused()
    judge(visit)


def test_an_allergy_is_found_while_it_is_typed_then_described(visit):
    page, person = visit.page, demo_id("person", "glycines", 20)
    visit.tablet.goto(f"/bureau/personnes/{person}/sante/allergies/ajouter")
    page.get_by_role("searchbox").press_sequentially("sulfites")
    answer = page.locator(".drug-answers button").filter(has_text="Sulfites")
    expect(answer).to_be_visible()
    judge(visit)
    answer.click()
    page.get_by_label("Modérée").check()
    page.get_by_label("Qui l’a dit").fill("la personne")
    judge(visit)
    page.get_by_role("button", name="Noter l’allergie").click()
    expect(page.locator(".fact-list")).to_contain_text("Sulfites")
    assert "sulfites" not in visit.server.log.read_text()
