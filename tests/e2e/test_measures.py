"""A number measured with no network: asked when it looks wrong, undone, found, on the server once, shown at a desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.observations.models import Observation
from app.ground.tenancy import acting_for_every
from tests.e2e.people import staff
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]


def measure(page: Page, kind: str, value: str) -> None:
    """Opens the sheet beside the plus, types, and touches « Enregistrer »."""
    page.locator(".dock .measure").click()
    sheet = page.locator("dialog.measuring")
    sheet.get_by_role("button", name=kind).first.click()
    sheet.locator("input[name=value]").fill(value)
    sheet.get_by_role("button", name="Enregistrer").click()


def written_by(server: Server, key: str) -> list[tuple[str, bool, str]]:
    """What she measured: kind, whether it was undone, and the number; oldest first."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        rows = session.scalars(
            select(Observation)
            .where(Observation.author_id == staff(key))
            .order_by(Observation.occurred_at, Observation.id)
        ).all()
        opened = [
            house.vault.open(row.person_id, "observation", row.id, row.sealed) for row in rows
        ]
    house.close()
    return [
        (row.kind, row.retracted_at is not None, content["values"]["value"])
        for row, content in zip(rows, opened, strict=True)
    ]


def asked_of_nurses(server: Server) -> int:
    """How many tasks a measure opened."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        found = session.scalars(select(FollowUp.id).where(FollowUp.kind == "measure")).all()
    house.close()
    return len(found)


def test_what_is_measured_offline_reaches_the_server_once(server: Server, new_tablet: Make) -> None:
    tablet = new_tablet(server.origin).start()
    page = tablet.page
    Visit(server, tablet).enter("Nadia")
    page.get_by_role("searchbox", name="Chercher une personne").fill("Lenoir")
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator(".dock .measure")).to_be_visible()
    before, tasks = written_by(server, "nadia"), asked_of_nurses(server)
    tablet.offline()

    # A number that looks like another unit is asked, in the place of the button; it is never guessed.
    measure(page, "Glycémie capillaire", "3,5")
    question = page.locator("dialog.measuring .question")
    expect(question).to_contain_text("dans quelle unité")
    page.get_by_role("button", name="3,5 mmol/L, soit 0,63").click()
    here = page.locator("article.measure").filter(has_text="Glycémie capillaire").first
    expect(here).to_contain_text("0,63")
    expect(here).to_contain_text("Non envoyé")

    # What cannot be is refused with a sentence; what was a slip is undone within ten seconds.
    measure(page, "Poids", "624")
    expect(page.get_by_role("alert").filter(has_text="n’est pas possible")).to_be_visible()
    page.locator("dialog.measuring input[name=value]").fill("53")
    page.locator("dialog.measuring").get_by_role("button", name="Enregistrer").click()
    weight = page.locator("article.measure").filter(has_text="53")
    expect(weight).to_have_count(1)
    page.locator(".toast").filter(has_text="Poids").get_by_role("button", name="Annuler").click()
    expect(weight).to_have_count(0)

    # It is found like a transmission.
    page.get_by_role("button", name="Chercher", exact=True).click()
    page.get_by_label("Chercher dans les transmissions").fill("glycémie 0,63")
    expect(here).to_be_visible()
    page.keyboard.press("Escape")
    assert written_by(server, "nadia") == before

    # The network comes back: the clock becomes a tick, the server has each gesture once, a nurse is asked.
    tablet.offline(False)
    expect(here).to_contain_text("Reçu")
    expect(page.locator(".due-here")).to_contain_text("0,63")
    new = [("glycaemia", False, "0.63"), ("weight", True, "53")]
    assert written_by(server, "nadia") == [*before, *new]
    assert asked_of_nurses(server) == tasks + 1

    # A desk shows it, and the person's page leads there.
    address = page.url.rsplit("/", 1)[-1]
    page.get_by_role("link", name="Bureau").click()
    page.wait_for_url("**/bureau")
    tablet.goto(f"/bureau/personnes/{address}")
    page.get_by_role("link", name="Mesures").click()
    expect(page.locator("section.measures").filter(has_text="Glycémie capillaire")).to_contain_text(
        "0,63"
    )
    expect(page.get_by_text("lue 3,5 mmol/L")).to_be_visible()
