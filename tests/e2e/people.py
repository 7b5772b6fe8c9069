"""The cast of the demo world, and how each of them gets onto a tablet: by a real invitation and a real enrolment."""

from __future__ import annotations

from uuid import UUID

from playwright.sync_api import Page, expect
from sqlalchemy import delete

from app.demo.values import demo_id
from app.gate.auth import devices, invitations
from app.gate.auth.actor import Actor
from app.gate.auth.models import RateWindow
from app.gate.directory.models import Staff
from app.ground import clock
from app.ground.tenancy import acting_for_every
from tests.e2e.server import Server
from tests.e2e.tablet import Tablet

HOME = demo_id("home", "tilleuls")
FIRST_NAMES = {
    "aicha": "Aïcha",
    "nadia": "Nadia",
    "helene": "Hélène",
    "morel": "Claire",
    "gaelle": "Gaëlle",
}


def staff(key: str) -> UUID:
    """The id of one of the cast."""
    return demo_id("staff", key)


def unit(key: str) -> UUID:
    """The id of a unit of the demo world."""
    return demo_id("unit", key)


def invitation(server: Server, key: str) -> str:
    """A fresh invitation link's path for one of the cast."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        member = session.get(Staff, staff(key))
        assert member is not None
        _, token = invitations.create(session, None, staff=member, now=clock.now())
    house.close()
    return f"/invitation/{token}"


def enrolment(server: Server, name: str, units: list[str], kind: str = "shared") -> str:
    """A fresh enrolment link's path for a new device of the home."""
    house = server.house()
    leader = Actor(staff("helene"), HOME, "lead_nurse", None)
    with acting_for_every(), house.database.write() as session:
        _, token = devices.create(
            session,
            leader,
            name=name,
            kind=kind,
            unit_ids=[unit(key) for key in units],
            now=clock.now(),
        )
    house.close()
    return f"/appareil/{token}"


def forget_rates(server: Server) -> None:
    """A test unlocks more often in a minute than anybody does in an hour: what limits strangers is set back."""
    house = server.house()
    with acting_for_every(), house.database.write() as session:
        session.execute(delete(RateWindow))
    house.close()


def enrol(server: Server, tablet: Tablet, name: str, *units: str) -> None:
    """Makes this browser a shared tablet of these units."""
    tablet.goto(enrolment(server, name, list(units)))
    tablet.page.get_by_role("button", name="Rattacher cet appareil").click()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()


def register(server: Server, tablet: Tablet, key: str) -> None:
    """One of the cast registers the passkey that is plugged into this tablet."""
    tablet.goto(invitation(server, key))
    tablet.page.get_by_role("button", name="Enregistrer ma clé").click()
    expect(tablet.page.get_by_role("status")).to_contain_text("C’est fait")


def unlock(tablet: Tablet, key: str) -> None:
    """Touches one's first name on the wall and presents the key; ends on the list of persons."""
    touch_name(tablet.page, FIRST_NAMES[key])
    expect(tablet.page.locator("a.row").first).to_be_visible()


def touch_name(page: Page, name: str) -> None:
    """On the wall, among those on duty or in the whole team."""
    tile = page.locator("button.tile").filter(has_text=name).first
    team = page.get_by_role("button", name="Toute l’équipe")
    expect(tile.or_(team).first).to_be_visible()
    if not tile.is_visible():
        team.click()
    tile.click()


def lock(tablet: Tablet) -> None:
    """Locks by the button that is always in the same corner."""
    tablet.page.get_by_role("button", name="Verrouiller").click()
    expect(tablet.page.get_by_role("heading", name="Qui êtes-vous ?")).to_be_visible()
