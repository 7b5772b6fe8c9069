"""The page of the drug reference in a real browser, with two versions imported: readable by all, at every size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, expect

from app.ground.tenancy import acting_for_every
from tests.areas.conftest import NOW
from tests.areas.drugs.imports import kept
from tests.e2e.judging import judge
from tests.e2e.server import Server, copy_of
from tests.e2e.visiting import Visit, visiting
from tests.medication import published

pytestmark = [pytest.mark.browser, published.needed]


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("drug-reference")
    server = Server(copy_of(demo_instance, folder / "instance"))
    house = server.house()
    with acting_for_every():
        kept(house, 2019)
        kept(house, 2020, now=NOW + timedelta(hours=1))
    house.close()
    with visiting(server, playwright, folder / "profile") as made:
        made.sit_down("helene")
        yield made


def test_it_says_which_version_answers_and_how_it_was_read(visit):
    page = visit.page
    visit.tablet.goto("/bureau/medicaments/referentiel")
    expect(page.get_by_role("heading", level=1)).to_have_text("Référentiel des médicaments")
    expect(page.get_by_text("thésaurus des interactions du 20 octobre 2020")).to_be_visible()
    page.get_by_text("noms restent inconnus").click()
    judge(visit)
    page.get_by_role("row").filter(has_text="2019").get_by_role("link").click()
    expect(page.locator("[aria-current=true]")).to_contain_text("2019-09-01")
