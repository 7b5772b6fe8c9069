"""What a person says beside what was written of her: read at a desk and at the bedside, until few may read it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.areas.journal.models import Entry
from app.demo.values import demo_id
from app.ground.tenancy import acting_for_every
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
LENOIR = demo_id("person", "glycines", 11)
SAID = "Je ne me suis pas plainte, je chantais."


def written(server: Server) -> UUID:
    """The last transmission about Mme Lenoir that waits for no answer."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        found = session.scalars(
            select(Entry.id)
            .where(
                Entry.person_id == LENOIR,
                Entry.is_alarm.is_(False),
                Entry.root_id.is_(None),
                Entry.superseded_by.is_(None),
                Entry.retracted_at.is_(None),
            )
            .order_by(Entry.occurred_at.desc())
            .limit(1)
        ).one()
    house.close()
    return found


def read_at_bedside(visit: Visit, name: str) -> Page:
    visit.enter(name)
    visit.page.get_by_role("searchbox", name="Chercher une personne").fill("Lenoir")
    visit.page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(visit.page.locator("article.entry").first).to_be_visible()
    return visit.page


def test_what_she_says_is_read_beside_and_what_is_limited_by_nobody_at_the_bedside(
    server: Server, new_tablet: Make
) -> None:
    entry = written(server)
    visit = Visit(server, new_tablet(server.origin).start())
    page, beside = visit.page, f"/bureau/elements/entry/{entry}"
    visit.sit_down("helene")
    visit.tablet.goto(f"{beside}/contestation")
    page.get_by_label("Ce qui est dit").fill(SAID)
    page.get_by_role("button", name="Noter à côté").click()
    expect(page.get_by_text(SAID)).to_be_visible()
    visit.tablet.goto(f"/bureau/personnes/{LENOIR}/transmissions")
    expect(page.get_by_text(SAID)).to_be_visible()

    here = read_at_bedside(visit, "Nadia").locator(f"article.entry[data-entry='{entry}']")
    expect(here).to_contain_text(SAID)
    expect(here).to_contain_text("Contesté par")

    visit.sit_down("helene")
    visit.tablet.goto(f"{beside}/limitation")
    page.get_by_role("radio", name="L’exactitude est contestée").check()
    page.get_by_label("Ce qui est demandé").fill("Que cela ne soit plus lu.")
    page.get_by_role("checkbox", name="Hélène Marchand").check()
    page.get_by_role("button", name="Limiter l’accès").click()
    expect(page.locator("main").get_by_text("Transmission, limitée")).to_contain_text("Hélène")
    read_at_bedside(visit, "Aïcha")
    expect(page.locator(f"article.entry[data-entry='{entry}']")).to_have_count(0)
    expect(page.get_by_text(SAID)).to_have_count(0)
