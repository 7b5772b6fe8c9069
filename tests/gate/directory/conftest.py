"""A home to set up: Les Tilleuls, with Hélène who leads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pytest

from app.gate.audit.models import AuditEvent
from app.gate.auth.actor import Actor
from app.gate.directory.commands import assign, create_establishment, create_staff
from app.ground.house import House

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


@dataclass
class Home:
    """An establishment and whoever leads it."""

    house: House
    id: UUID
    leader: Actor

    def verbs(self) -> list[str]:
        with self.house.database.read() as session:
            events = session.query(AuditEvent).filter_by(establishment_id=self.id)
            return [event.verb for event in events.order_by(AuditEvent.id)]


def open_home(house: House, name: str) -> Home:
    with house.database.write() as session:
        home = create_establishment(session, house, name=name, kind="nursing_home", now=NOW)
        member = create_staff(
            session,
            house,
            None,
            establishment_id=home.id,
            given_name="Hélène",
            family_name="Marchand",
            role="lead_nurse",
            now=NOW,
        )
        assign(session, None, staff=member, unit_id=None, starts_at=NOW, now=NOW)
    return Home(house, home.id, Actor(member.id, home.id, "lead_nurse", None))


@pytest.fixture
def home(house: House) -> Home:
    return open_home(house, "Les Tilleuls")


@pytest.fixture
def other_home(house: House) -> Home:
    return open_home(house, "Les Érables")
