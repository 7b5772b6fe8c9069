"""A nurse writes a line in a real browser: the drug while typing, one usual schedule, an alert answered, and saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Playwright, expect
from sqlalchemy import select

from app.areas.persons.models import Person
from app.areas.prescribing.models import PrescriptionLine
from app.ground.tenancy import acting_for_every
from tests.e2e.judging import judge
from tests.e2e.people import unit
from tests.e2e.server import Server, copy_of
from tests.e2e.visiting import Visit, visiting

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def visit(
    demo_instance: Path, tmp_path_factory: pytest.TempPathFactory, playwright: Playwright
) -> Iterator[Visit]:
    folder = tmp_path_factory.mktemp("prescribing")
    server = Server(copy_of(demo_instance, folder / "instance"))
    with visiting(server, playwright, folder / "profile") as made:
        made.sit_down("helene")
        yield made


def treated(server: Server) -> UUID:
    """Somebody of Glycines who has a treatment."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        found = session.scalars(
            select(Person.id)
            .join(PrescriptionLine, PrescriptionLine.person_id == Person.id)
            .where(Person.unit_id == unit("glycines"), PrescriptionLine.is_head)
            .order_by(Person.id)
        ).first()
    house.close()
    assert found
    return found


def test_a_line_is_written_with_the_keyboard_and_every_step_fits(visit: Visit) -> None:
    page = visit.page
    visit.tablet.goto(f"/bureau/personnes/{treated(visit.server)}/traitement/nouvelle")
    page.get_by_role("searchbox").press_sequentially("doliprane 1000")
    answers = page.locator(".drug-answers button")
    expect(answers.first).to_contain_text("DOLIPRANE 1000 mg")
    page.keyboard.press("ArrowDown")
    expect(answers.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("DOLIPRANE 1000 mg")
    page.get_by_role("radio", name="Par paliers").check()  # the widest of the schemes
    judge(visit)
    page.get_by_role("button", name="1 comprimé le matin et le soir").click()
    expect(page.get_by_label("Soir", exact=True).first).to_have_value("1")
    page.get_by_label("Matin", exact=True).first.fill("4")
    page.get_by_label("Prescripteur").fill("Dr Morel")
    page.get_by_label("Prescripteur").press("Enter")  # as « Continuer »
    expect(page.get_by_role("heading", name="Relire avant d’enregistrer")).to_be_visible()
    judge(visit)
    asked = page.get_by_label("Pourquoi passer outre")
    expect(asked.first).to_be_visible()  # 5 g a day
    for each in asked.all():
        each.select_option("monitored")
    page.get_by_role("button", name="Enregistrer avec ces raisons").click()
    expect(page.get_by_role("status")).to_contain_text("Ligne enregistrée")
    assert "doliprane" not in visit.server.log.read_text().lower()
