"""Rows loaded for a measure look like the product's own, and no tablet is shown any of them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import func, inspect, select

from app.areas.journal.models import Entry
from app.gate.audit.models import AuditEvent
from app.gate.audit.sealing import seal_pending
from app.gate.sync.models import Command
from app.ground import clock
from app.ground.house import House
from app.tablet import Authenticator, Tablet
from bench import million
from tests.tablet.conftest import Home, home, key, new_tablet

__all__ = ["home", "key", "new_tablet"]
BODY = {"cible": "bon-appetit", "vocabulary": 1, "data": "A bien mangé.", "to_read": False}


def indexes(house: House) -> set[str]:
    found = inspect(house.database.engine)
    tables = ("entry", "command", "audit_event")
    return {str(index["name"]) for table in tables for index in found.get_indexes(table)}


def test_old_rows_are_stored_and_not_shown(
    house: House, home: Home, new_tablet: Callable[..., Tablet], key: Authenticator
):
    tablet = new_tablet()
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(home.hire("Aïcha", "care_assistant", "Glycines")), key)
    tablet.wall()
    tablet.unlock("Aïcha", key)
    tablet.record("transmission.record", home.persons["Lenoir"], BODY)
    tablet.send()
    seal_pending(house)
    before = indexes(house)
    million.load(house.database, 300, now=clock.now())
    with house.database.read() as session:
        counted = [
            session.scalar(select(func.count()).select_from(one)) for one in (Entry, Command)
        ]
        traced = session.scalar(
            select(func.count()).where(AuditEvent.verb == "transmission.record")
        )
        oldest = session.scalar(select(func.min(Entry.occurred_at)))
    assert (*counted, traced) == (301, 301, 301)
    assert oldest is not None
    assert (clock.now() - oldest).days == 365 * million.YEARS
    assert indexes(house) == before
    tablet.pull("Glycines")
    assert len(tablet.rows.entries()) == 1
    tablet.record("transmission.record", home.persons["Lenoir"], BODY)
    assert [one["outcome"] for one in tablet.send()] == ["applied"]
