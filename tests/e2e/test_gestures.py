"""What a gesture asks before it is recorded, with no network: insulin, a patch, what is given if needed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from app.areas.follow_ups.models import FollowUp
from app.areas.prescribing.commands import Draft, Overriding, ReasonsNeeded, prescribe
from app.areas.rounds.models import Administration
from app.ground import clock
from medication.prescription import (
    AsNeeded,
    EveryDay,
    Prescribed,
    Rung,
    Scheme,
    Sliding,
    Take,
)
from tests.e2e.people import enrol, register, unlock
from tests.e2e.scanning import leave_nothing_due
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.test_giving import at_hand, begin, saved
from tests.e2e.test_treatment import NADIA, lenoir, writing
from tests.e2e.waiting import PATIENCE

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
INSULIN = Prescribed("Insuline d’essai", None, ("insuline asparte",), "insuline asparte", "", "")
PATCH = Prescribed("Patch d’essai", None, (), "patch d’essai", "patch", "")
DROPS = Prescribed("Gouttes d’essai", None, (), "gouttes d’essai", "solution", "")
RUNGS = (Rung(Decimal("1.20"), Decimal(0)), Rung(Decimal(2), Decimal(4)), Rung(None, Decimal(8)))


def by_glycaemia() -> Sliding:
    """Twenty minutes from now: on time at once, and in the moment at hand, whatever the hour."""
    soon = clock.now().astimezone(ZoneInfo("Europe/Paris")) + timedelta(minutes=20)
    return Sliding((Take(f"{soon:%H:%M}", Decimal(2)),), EveryDay(), RUNGS)


def prescribed(server: Server, drug: Prescribed, scheme: Scheme, unit: str, route: str) -> None:
    draft = Draft(drug=drug, route=route, unit=unit, scheme=scheme, why="essai")
    reasons = list[Overriding]()
    with writing(server) as (house, session):
        person, now = lenoir(session, house), clock.now()
        try:
            prescribe(session, house, NADIA, person, draft, now=now)
        except ReasonsNeeded as needed:
            reasons = [Overriding(one.identity, "monitored") for one in needed.asked]
            prescribe(session, house, NADIA, person, draft, now=now, overriding=reasons)


def sheet(page: Page) -> Locator:
    return page.locator("dialog.giving-sheet")


def tap(page: Page, words: str) -> None:
    sheet(page).get_by_role("button", name=words).click()


def last_button(page: Page) -> Locator:
    return sheet(page).locator("footer button.primary")


def kept(server: Server, kind: str) -> list[tuple[UUID, str | None]]:
    """The follow-ups of that kind, each with what was answered."""
    with writing(server) as (_, session):
        rows = session.execute(select(FollowUp.id, FollowUp.outcome).where(FollowUp.kind == kind))
        return [(row.id, row.outcome) for row in rows]


def given(server: Server) -> set[UUID]:
    with writing(server) as (_, session):
        query = select(Administration.id).where(Administration.outcome == "given")
        return set(session.scalars(query))


def sent(server: Server, page: Page, kind: str, before: set[UUID]) -> list[str | None]:
    """What was answered about what was given since, once the server knows of it."""
    deadline = time.monotonic() + PATIENCE
    while True:
        fresh = given(server) - before
        found = [outcome for id, outcome in kept(server, kind) if id in fresh]
        if (found and None not in found) or time.monotonic() > deadline:
            return found
        page.wait_for_timeout(200)


def test_insulin_waits_for_sugar_and_what_is_given_if_needed_is_asked_about(
    server: Server, new_tablet: Make
) -> None:
    with writing(server) as (_, session):
        leave_nothing_due(session)
    prescribed(server, INSULIN, by_glycaemia(), "unité", "sous-cutanee")
    pain = AsNeeded(Decimal(10), "toux d’essai", 240, Decimal(40))
    prescribed(server, DROPS, pain, "goutte", "orale")
    before = given(server)
    tablet = new_tablet(server.origin, viewport=(360, 740)).start()
    enrol(server, tablet, "Tablette 1", "glycines")
    register(server, tablet, "nadia")
    tablet.goto("/")
    tablet.wait_for_worker()
    unlock(tablet, "nadia")
    page = tablet.page
    expect(page.locator("a.row")).to_have_count(28)
    tablet.offline()
    begin(page)
    page.get_by_role("button", name="C’est bien elle").click()

    # Too low: nothing is injected, and the control is asked before anything is sent.
    insulin = at_hand(page, INSULIN.label)
    insulin.locator(".give").click()
    sheet(page).locator(".numbers input").fill("0,62")
    expect(last_button(page)).to_be_disabled()
    tap(page, "Resucrage fait")
    expect(last_button(page)).to_have_text("Noter, et recontrôler dans 15 min")
    last_button(page).click()
    saved(page)
    expect(insulin.locator(".give")).to_be_visible()

    # Measured again, the scale gives the dose; the rung is shown, then the meal and the site are asked.
    insulin.locator(".give").click()
    tap(page, "Mesurer à nouveau")
    sheet(page).locator(".numbers input").fill("1,5")
    expect(sheet(page).locator(".step-big")).to_contain_text("6\u00a0unités")
    expect(sheet(page)).to_contain_text("de 1,2 à moins de 2")
    tap(page, "A mangé")
    sheet(page).locator("[data-site=abdomen_right]").click()
    expect(last_button(page)).to_be_enabled()
    expect(last_button(page)).to_have_text("Donner 6\u00a0unités")
    last_button(page).click()
    saved(page)
    expect(insulin.and_(page.locator(".giving-done"))).to_contain_text(
        "6\u00a0unités, ventre, côté droit"
    )

    # What is given if needed says what is left; its effect is asked at once, and answered in two taps.
    page.get_by_role("button", name="Pause").click()
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    page.locator("nav.tabs").get_by_role("link", name="Traitement").click()
    card = page.locator("details.dose").filter(has_text=DROPS.label)
    keys = card.locator("xpath=following-sibling::*[1]")
    keys.get_by_role("button", name="Donner").click()
    expect(sheet(page)).to_contain_text("Reste 40\u00a0gouttes")
    tap(page, "Oui, pour")
    last_button(page).click()
    saved(page)
    expect(card).to_contain_text("Trop tôt : 4\u00a0h entre deux prises")
    page.get_by_role("link", name="À faire").click()
    page.get_by_role("button", name="Effet de Gouttes d’essai").click()
    page.get_by_role("button", name="Soulagé", exact=True).click()
    expect(page.locator("dialog[open]")).to_have_count(0)

    tablet.offline(False)
    answered = sent(server, page, "effect", before)
    assert answered == ["done"]
    assert [outcome for _, outcome in kept(server, "recheck")] == ["done"]
