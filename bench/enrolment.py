"""Tablets of the demo home, made by the commands that the office uses and then enrolled and unlocked over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, update

from app.demo.values import demo_id
from app.gate.auth import devices, invitations
from app.gate.auth.actor import Actor
from app.gate.auth.models import RateWindow
from app.gate.directory import commands as directory
from app.gate.directory.models import Establishment, Staff
from app.ground import clock
from app.ground.errors import Invalid
from app.ground.tenancy import acting_for_every
from app.tablet import Authenticator, Tablet
from app.tablet.passkey import Passkey
from bench.site import Site

PRF_SECRET = "the tablet's benches"
# The nurses and aides who work in all three units.
HANDS = ("nadia", "thibaut", "emmanuelle", "soraya", "laetitia", "kevin", "veronique", "moussa")
UNITS = ("glycines", "capucines", "jasmin")


@dataclass
class Holder:
    """A nurse, her passkey, and a tablet enrolled for the three units."""

    origin: str
    first_name: str
    tablet: Tablet
    passkey: Passkey

    def chromium_credential(self) -> dict[str, Any]:
        """The same passkey for Chromium's virtual authenticator; its PRF is the page's, see tests/e2e/prf.js.

        Each launch begins at a higher count: a count that goes back is refused.
        """
        self.passkey.sign_count += 1000
        return {name: value for name, value in self.passkey.as_json().items() if name != "secret"}


def enrolled_tablets(site: Site, count: int) -> list[Tablet]:
    """`count` tablets over the three units, each unlocked by another professional."""
    return [_unlocked(site, key, Authenticator()) for key in HANDS[:count]]


def holder_of(site: Site, key: str = "nadia") -> Holder:
    """Somebody on duty now, and their tablet, unlocked once so that the server has wrapped its store keys for them."""
    authenticator = Authenticator(counts=False, prf_secret=PRF_SECRET.encode())
    tablet = _unlocked(site, key, authenticator)
    _put_on_duty(site, demo_id("staff", key))
    wall = tablet.wall()
    me = next(one for one in wall["staff"] if one["id"] == str(demo_id("staff", key)))
    tablet.pull_all()
    return Holder(site.origin, me["first_name"], tablet, authenticator.passkeys[0])


def idle_tablets(site: Site, count: int, units: Collection[str]) -> list[Tablet]:
    """`count` tablets over these units, each unlocked; the same few professionals hold several."""
    keys = {key: Authenticator(counts=False) for key in HANDS}
    forget_rates(site)
    _lock_late(site)
    tablets = []
    for number in range(count):
        if number % 8 == 7:
            forget_rates(site)
        tablets.append(_held(site, HANDS[number % len(HANDS)], keys, units))
    return tablets


def _lock_late(site: Site) -> None:
    """However long the others take to be enrolled, those that wait are not locked meanwhile."""
    house = site.house()
    with acting_for_every(), house.database.write() as session:
        session.execute(update(Establishment).values(idle_seconds=3600))
    house.close()


def _held(site: Site, key: str, keys: dict[str, Authenticator], units: Collection[str]) -> Tablet:
    staff_id = demo_id("staff", key)
    device_token, invitation_token = _tokens(site, staff_id, units)
    tablet = Tablet(site.origin)
    tablet.enrol(device_token)
    if not keys[key].passkeys:
        tablet.register(invitation_token, keys[key])
    tablet.wall()
    tablet.unlock(staff_id, keys[key])
    tablet.pull_all()
    return tablet


def forget_rates(site: Site) -> None:
    """A whole fleet comes from one address here, and in a minute: what limits strangers is set back."""
    house = site.house()
    with acting_for_every(), house.database.write() as session:
        session.execute(delete(RateWindow))
    house.close()


def _unlocked(site: Site, key: str, authenticator: Authenticator) -> Tablet:
    staff_id = demo_id("staff", key)
    device_token, invitation_token = _tokens(site, staff_id)
    tablet = Tablet(site.origin)
    tablet.enrol(device_token)
    tablet.register(invitation_token, authenticator)
    tablet.wall()
    tablet.unlock(staff_id, authenticator)
    return tablet


def _tokens(site: Site, staff_id: uuid.UUID, units: Collection[str] = UNITS) -> tuple[str, str]:
    """The tokens of a device's link and of an invitation, as the coordinating nurse would make them."""
    house = site.house()
    now = clock.now()
    with acting_for_every(), house.database.write() as session:
        member = session.get_one(Staff, staff_id)
        lead = Actor(demo_id("staff", "helene"), member.establishment_id, "lead_nurse", None)
        ids = [demo_id("unit", key) for key in units]
        _, device = devices.create(
            session, lead, name="Banc d’essai", kind="shared", unit_ids=ids, now=now
        )
        _, invitation = invitations.create(session, lead, staff=member, now=now)
    house.close()
    return device, invitation


def invitation_of(site: Site, staff_id: uuid.UUID) -> str:
    """The token of an invitation for one of the cast."""
    house = site.house()
    with acting_for_every(), house.database.write() as session:
        member = session.get_one(Staff, staff_id)
        _, token = invitations.create(session, None, staff=member, now=clock.now())
    house.close()
    return token


def _put_on_duty(site: Site, staff_id: uuid.UUID) -> None:
    """Whatever the hour of the measure: only those on duty stand on the wall at once."""
    house = site.house()
    now = clock.now()
    with acting_for_every(), house.database.write() as session:
        member = session.get_one(Staff, staff_id)
        plan = {"starts_at": now - timedelta(minutes=5), "ends_at": now + timedelta(hours=2)}
        with suppress(Invalid):  # on duty already
            directory.plan_shift(session, None, staff=member, unit_id=None, now=now, **plan)
    house.close()
