"""A tablet that was lost without network, and revoked meanwhile: what was written before still arrives, what came after
waits for somebody's judgement, and nobody opens its store any more."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from app.gate.auth import devices
from app.gate.auth.actor import Actor
from app.gate.auth.models import Device, StoreKey
from app.gate.sync.models import Command, Quarantine
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.e2e.people import HOME, enrol, register, staff, unlock
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet
from tests.e2e.test_nothing_lost import WAITING, WRITE

pytestmark = pytest.mark.browser
Make = Callable[..., Tablet]
NAME = "Tablette perdue"
IDS = """async () => {
    const { engine } = document.querySelector('chevet-bedside');
    return [...engine.opened.memory.facts.values()]
        .filter(({ type, state }) => type === 'transmission.record' && state === 'waiting').map(({ id }) => id);
}"""
BLOCKS = "() => document.querySelector('chevet-bedside').engine.tablet.db.count('blocks')"
# A tablet that the server no longer knows asks it again within this time (ms), with what it still holds.
A_ROUND = 120_000


def written(page: Page, count: int) -> set[UUID]:
    """Writes that many entries; the ids of all that wait."""
    page.evaluate(WRITE, count)
    return {UUID(one) for one in page.evaluate(IDS)}


def revoke(server: Server) -> UUID:
    """At a desk, while the tablet is out of reach."""
    house = server.house()
    leader = Actor(staff("helene"), HOME, "lead_nurse", None)
    with acting_for_every(), house.database.write() as session:
        device = session.scalars(select(Device).where(Device.name == NAME)).one()
        devices.revoke(session, house, leader, device.id, now=clock.now())
        revoked: UUID = device.id
    house.close()
    return revoked


def fate(server: Server, ids: set[UUID]) -> dict[UUID, str]:
    """What became of each: applied, or why it was put aside."""
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        applied = session.scalars(select(Command.id).where(Command.id.in_(ids))).all()
        aside = session.execute(
            select(Quarantine.command_id, Quarantine.code).where(Quarantine.command_id.in_(ids))
        ).all()
    house.close()
    return {**dict.fromkeys(applied, "applied"), **{row[0]: row[1] for row in aside}}


def keys_left(server: Server, device: UUID) -> int:
    house = server.house()
    with acting_for_every(), house.database.read() as session:
        kept = session.scalars(
            select(StoreKey).where(StoreKey.device_id == device, StoreKey.dropped_at.is_(None))
        ).all()
    house.close()
    return len(kept)


def test_twelve_entries_of_a_tablet_revoked_while_it_was_offline(
    server: Server, new_tablet: Make
) -> None:
    tablet = new_tablet(server.origin).start()
    enrol(server, tablet, NAME, "glycines")
    register(server, tablet, "aicha")
    tablet.goto("/")
    unlock(tablet, "aicha")
    page = tablet.page
    page.locator("a.row").filter(has_text="Lenoir").first.click()
    expect(page.locator(".person-head")).to_contain_text("Lenoir")
    page.wait_for_function(f"() => ({WAITING})() === 0")
    tablet.wait_for_worker()

    tablet.offline()
    before = written(page, 6)
    assert len(before) == 6
    device = revoke(server)
    after = written(page, 6) - before
    assert len(after) == 6

    tablet.offline(False)
    expect(page.get_by_role("heading", name="n’est pas encore rattachée")).to_be_visible()
    page.wait_for_function(f"() => ({WAITING})() === 0", timeout=A_ROUND)
    told = fate(server, before | after)
    assert {told.get(one) for one in before} == {"applied"}
    assert {told.get(one) for one in after} == {"device_revoked"}

    assert keys_left(server, device) == 0
    assert page.evaluate(BLOCKS) == 0
    tablet.offline()
    page.reload()
    expect(page.get_by_role("heading", name="La tablette n’a pas pu s’ouvrir")).to_be_visible()
    expect(page.locator("button.tile")).to_have_count(0)
    expect(page.locator("body")).not_to_contain_text("Lenoir")
