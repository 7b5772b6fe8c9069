"""The medication round with no network: give, undo, amend, refuse, come back; the next colleague knows."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.areas.prescribing.commands import Draft, prescribe
from app.areas.rounds.models import Administration
from app.ground import clock
from app.ground.ids import new_id
from app.ground.tenancy import acting_for_every
from medication.prescription import Prescribed, Regular, Take
from tests.e2e.people import enrol, lock, register, unlock
from tests.e2e.scanning import half_hours, leave_nothing_due
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.test_treatment import NADIA, lenoir, writing

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
TAKEN, REFUSED = "Poudre d’essai", "Sirop d’essai"


def prescribed(server: Server, label: str) -> None:
    """A line for Mme Lenoir that no alert is about, every half-hour: there is always a dose at hand."""
    takes = tuple(Take(hour, Decimal(2)) for hour in half_hours())
    drug = Prescribed(label, None, (), label.lower(), "sirop", "")
    draft = Draft(drug=drug, route="orale", unit="cuillère", scheme=Regular(takes), why="essai")
    with writing(server) as (house, session):
        person = lenoir(session, house)
        prescribe(session, house, NADIA, person, draft, now=clock.now(), id=new_id())


def saved(page: Page) -> None:
    """What was just told is said; the hand goes, so that it does not stay."""
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".toast").last).to_be_visible()
    page.mouse.move(2, 2)


def begin(page: Page) -> None:
    """To Mme Lenoir, at the moment that is proposed."""
    page.get_by_role("link", name="Tournée").click()
    begun = page.locator(".giving-moment.primary")
    expect(begun.or_(page.locator(".giving-head")).first).to_be_visible()
    if begun.is_visible():
        begun.click()
    expect(page.locator(".giving-head")).to_be_visible()
    if not page.locator(".walk-row").first.is_visible():
        page.locator(".round-where").click()
    page.locator(".walk-row").filter(has_text="Lenoir").click()
    expect(page.locator(".giving-head h1")).to_have_text("Jeanne Lenoir")


def at_hand(page: Page, label: str) -> Locator:
    """The latest of its doses that one tap gives: it stays on time while the test runs."""
    card = page.locator(".giving-card").filter(has_text=label)
    open_now = card.filter(has=page.locator(".give.primary")).last
    expect(open_now).to_be_visible()
    return page.locator(f"[data-dose='{open_now.get_attribute('data-dose')}']")


def recorded(server: Server, dose: str) -> list[tuple[str, bool, bool]]:
    """What the server keeps of a dose, in order: the outcome, whether it was undone, whether it amends another."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        rows = session.execute(
            select(Administration.outcome, Administration.retracted_at, Administration.amends)
            .where(Administration.dose_id == UUID(dose))
            .order_by(Administration.occurred_at)
        ).all()
    house.close()
    return [(outcome, undone is not None, amends is not None) for outcome, undone, amends in rows]


def test_a_round_with_no_network_is_told_once_and_the_next_colleague_knows(
    server: Server, new_tablet: Make
) -> None:
    with writing(server) as (_, session):
        leave_nothing_due(session)
    for label in (TAKEN, REFUSED):
        prescribed(server, label)
    tablet = new_tablet(server.origin, viewport=(360, 740)).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    for key in ("nadia", "aicha"):
        register(server, tablet, key)
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "nadia")
    page = tablet.page
    expect(page.locator("a.row")).to_have_count(28)
    tablet.offline()
    begin(page)

    # Nothing is given to somebody who was not recognised.
    expect(page.locator(".giving-card").first).to_be_visible()
    expect(page.locator(".giving-card .give")).to_have_count(0)

    # Where codes are read or typed, what is due stays within reach, and what to do next at the thumb.
    page.get_by_role("button", name="Scanner").click()
    expect(page.get_by_label("Code tapé")).to_be_visible()
    page.locator(".giving-card").first.scroll_into_view_if_needed()
    expect(page.locator(".giving-card").first).to_be_in_viewport(ratio=0.7)
    expect(page.locator("[data-meet]")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("button", name="Fermer le scanner").click()
    page.get_by_role("button", name="C’est bien elle").click()

    # One tap gives, a second one in the same place nothing more; ten seconds take it back, then it is given again.
    taken = at_hand(page, TAKEN)
    told = page.locator(".giving-done").count()
    taken.get_by_role("button", name="Donner", exact=True).dblclick()
    expect(taken.and_(page.locator(".giving-done"))).to_contain_text("non envoyé")
    expect(page.locator(".giving-done")).to_have_count(told + 1)
    dose_taken = taken.get_attribute("data-dose") or ""
    page.locator(".toast").get_by_role("button", name="Annuler").click()
    taken.locator(".give").click()
    expect(taken.and_(page.locator(".giving-done"))).to_contain_text("Donné")
    saved(page)

    # The amount was another.
    taken.get_by_role("button", name="Corriger").click()
    page.get_by_role("button", name="La quantité").click()
    page.get_by_label("Quantité réelle").fill("1,5")
    page.get_by_role("button", name="Enregistrer la correction").click()
    saved(page)
    expect(taken).to_contain_text("corrigé")
    expect(taken).to_contain_text("1,5\u00a0cuillère")

    # A refusal stays in the list, to be offered again.
    refused = at_hand(page, REFUSED)
    dose_refused = refused.get_attribute("data-dose") or ""
    refused.get_by_role("button", name="Autre…").click()
    page.get_by_role("button", name="Pris en partie").click()
    expect(page.get_by_label("Quantité prise")).to_be_in_viewport(ratio=0.9)
    page.get_by_role("button", name="Refusé").click()
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    saved(page)
    expect(refused).to_contain_text("À reproposer")
    expect(refused.get_by_role("button", name="Refuse encore")).to_be_visible()

    # Aïcha takes the tablet over: she knows what Nadia gave, and that it is not sent.
    lock(tablet)
    unlock(tablet, "aicha")
    begin(page)
    known = page.locator(f".giving-done[data-dose='{dose_taken}']")
    expect(known).to_contain_text("Nadia")
    expect(known).to_contain_text("non envoyé")

    # Nadia comes back to the same person; a reload forgets the page, not the round.
    lock(tablet)
    page.locator("button.tile").filter(has_text="Nadia").first.click()
    expect(page.locator(".giving-head h1")).to_have_text("Jeanne Lenoir")
    page.reload()
    page.locator("button.tile").filter(has_text="Nadia").first.click()
    expect(page.locator(".giving-head h1")).to_have_text("Jeanne Lenoir")

    # What is left is told, with why.
    if not page.locator(".walk-row").first.is_visible():
        page.locator(".round-where").click()
    page.get_by_role("button", name="Ce qui reste et pourquoi").click()
    left = page.locator(".giving-summary .walk-row").filter(has_text="Lenoir").first
    expect(left).to_contain_text(re.compile("à reproposer"))

    tablet.offline(False)
    page.get_by_role("button", name="Revenir").click()
    expect(known).to_be_visible()
    expect(known).not_to_contain_text("non envoyé")
    assert recorded(server, dose_taken) == [
        ("given", True, False),
        ("given", False, False),
        ("given", False, True),
    ]
    assert recorded(server, dose_refused) == [("refused", False, False)]
