"""A treatment at the bedside: read with no network, a change acknowledged once, what stops an aide."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.commands import add_allergy
from app.areas.medical.facts import AllergyDraft
from app.areas.persons.queries import persons_of
from app.areas.prescribing.commands import Draft, Overriding, ReasonsNeeded, prescribe
from app.areas.prescribing.models import ChangeSeen
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from medication.prescription import Prescribed, Regular, Take
from tests.e2e.people import HOME, enrol, register, staff, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.visiting import Visit

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
NADIA = Actor(staff("nadia"), HOME, "nurse", None)
DRUG = Prescribed(
    "DOLIPRANE 500 mg, comprimé",
    "63368332",
    ("paracetamol",),
    "paracétamol",
    "comprimé",
    "500 mg",
)
WHY = "douleur du poignet gauche"


@contextmanager
def writing(server: Server) -> Iterator[tuple[House, Session]]:
    """The server's own database, from beside it."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        yield house, session
    house.close()


def lenoir(session: Session, house: House) -> uuid.UUID:
    found = persons_of(session, house, HOME)
    return next(one.id for one in found if one.family_name == "Lenoir")


def prescribed(server: Server) -> uuid.UUID:
    """A new line for Mme Lenoir, every hour of the day so that there is a dose at hand; its version."""
    takes = tuple(Take(f"{hour:02}:00", Decimal("0.5")) for hour in range(24))
    draft = Draft(drug=DRUG, route="orale", unit="comprimé", scheme=Regular(takes), why=WHY)
    id, reasons = new_id(), list[Overriding]()
    with writing(server) as (house, session):
        person, now = lenoir(session, house), clock.now()
        try:
            written = prescribe(session, house, NADIA, person, draft, now=now, id=id)
        except ReasonsNeeded as needed:
            reasons = [Overriding(one.identity, "monitored") for one in needed.asked]
            written = prescribe(
                session, house, NADIA, person, draft, now=now, id=id, overriding=reasons
            )
    return written.line.id


def made_allergic(server: Server) -> None:
    """Somebody notes, meanwhile, that Mme Lenoir is allergic to what was prescribed."""
    draft = AllergyDraft(
        kind="substance",
        code="paracetamol",
        label="Paracétamol",
        severity="severe",
        reaction="œdème",
        since=None,
        said_by="sa fille",
    )
    with writing(server) as (house, session):
        person = lenoir(session, house)
        add_allergy(session, house.vault, NADIA, person, draft, now=clock.now())


def decided(visit: Visit, level: str) -> None:
    """Somebody decides at a desk, meanwhile, who may give to Mme Lenoir."""
    with writing(visit.server) as (house, session):
        person = lenoir(session, house)
    visit.tablet.goto(f"/bureau/personnes/{person}/sante/qui-donne")
    visit.page.get_by_role("radio", name=level).check()
    visit.page.get_by_label("Pourquoi").fill("cache ses comprimés")
    visit.page.get_by_label("Qui l’a décidé").fill("Dr Morel")
    visit.page.get_by_role("button", name="Enregistrer").click()
    expect(visit.page.locator("#restriction")).to_be_visible()
    visit.tablet.goto(f"/bureau/personnes/{person}/traitement")
    told = visit.page.locator(".rx-known")
    if level == "Infirmière seulement":
        expect(told).to_contain_text(f"{level} : cache ses comprimés")
        expect(visit.page.get_by_role("cell", name="Infirmière").first).to_be_visible()
    else:
        expect(told).not_to_contain_text("Qui peut donner")


def seen(server: Server, line: uuid.UUID) -> list[uuid.UUID]:
    """Who acknowledged the change that this version makes."""
    with writing(server) as (_, session):
        query = select(ChangeSeen.staff_id).where(ChangeSeen.line_id == line)
        return list(session.scalars(query))


def change(page: Page) -> Locator:
    return page.locator(".changed > article.change").filter(has_text=DRUG.label)


def test_a_treatment_is_read_offline_a_change_is_seen_once_and_an_allergy_stops_an_aide(
    server: Server, new_tablet: Make
) -> None:
    line = prescribed(server)
    tablet = new_tablet(server.origin)
    tablet.start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "aicha")
    page = tablet.page
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    page.locator("nav.tabs").get_by_role("link", name=re.compile("Traitement")).click()
    expect(change(page)).to_be_visible()

    # With no network, and after a restart of the page: drawn from what the tablet keeps.
    tablet.offline()
    page.reload()
    unlock_here(tablet)
    expect(page.locator("chevet-treatment .age")).to_contain_text("Hors ligne")
    dose = page.locator(".moment-of-day .dose").filter(has_text=WHY).first
    expect(dose.locator(".amount")).to_have_text("½\u00a0comprimé")
    expect(dose).to_contain_text("Non contrôlée")
    expect(dose).to_contain_text("Vous pouvez aider à le prendre")
    change(page).get_by_role("button", name="J’ai vu").click()
    expect(change(page)).to_have_count(0)
    assert seen(server, line) == []

    # A restriction decided at a desk is there after one exchange, and goes when somebody lifts it.
    desk = Visit(server, new_tablet(server.origin))
    desk.tablet.start()
    desk.sit_down("nadia")
    decided(desk, "Infirmière seulement")
    tablet.offline(False)
    told = page.locator("chevet-treatment .restricts")
    expect(told).to_contain_text("Infirmière seulement : cache ses comprimés")
    expect(dose.locator(".tag.no")).to_contain_text("Ne pas donner, appeler l’infirmière")
    tablet.offline()
    decided(desk, "Aucune restriction")
    desk.tablet.stop()
    tablet.offline(False)
    expect(told).to_have_count(0)
    expect(dose).to_contain_text("Vous pouvez aider à le prendre")
    tablet.offline()

    # The network comes back: the server knows it, once, and an allergy noted meanwhile stops the aide.
    made_allergic(server)
    tablet.offline(False)
    stop = page.locator(".notice.caution").filter(has_text="llergie").first
    expect(stop).to_contain_text("Ne pas donner, appeler l’infirmière")
    expect(dose.locator(".tag.urgent")).to_contain_text("Ne pas donner, appeler l’infirmière")
    expect(dose).not_to_contain_text("Vous pouvez")
    expect(page.locator("chevet-treatment").get_by_role("button", name="outre")).to_have_count(0)
    expect(page.locator("button.state")).not_to_contain_text("à envoyer")
    assert seen(server, line) == [staff("aicha")]
    expect(change(page)).to_have_count(0)


def unlock_here(tablet: Tablet) -> None:
    """The same person, on the page where she was."""
    tablet.page.locator("button.tile").filter(has_text="Aïcha").first.click()
    expect(tablet.page.locator("chevet-treatment")).to_be_visible()
