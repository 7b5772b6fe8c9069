"""Quarantine, flags and missing numbers on PostgreSQL as it is hosted: each home's rows are its own."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from app import jobs
from app.gate.sync import fleet
from app.gate.sync.models import Flagged, Install, Quarantine
from app.ground import clock
from app.ground.house import House
from app.ground.tenancy import acting_for, acting_for_every
from tests.sync.conftest import exchange_over
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW
from tests.sync.test_missing import missing_of, tell
from tests.sync.test_quarantine import PAIN, listed

pytestmark = pytest.mark.postgresql


@pytest.fixture
def exchange(guarded_house: House) -> Iterator[Exchange]:
    fleet._kept.clear()
    with clock.frozen(NOW):
        with acting_for_every():
            made = exchange_over(guarded_house)
        yield made


def seen(exchange: Exchange) -> list[int]:
    with exchange.house.database.read() as session:
        return [
            len(session.scalars(select(one.id)).all()) for one in (Install, Quarantine, Flagged)
        ]


def test_each_home_sees_its_own(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    with acting_for_every():
        aicha = exchange.home.unlock("Aïcha")
    lenoir = exchange.home.persons["Lenoir"]
    odd = aicha.write("transmission.record", lenoir, PAIN, at=NOW - timedelta(days=5))
    lost = aicha.write("transmission.record", uuid.uuid4(), PAIN, at=NOW)
    aicha.write("transmission.record", lenoir, PAIN, at=NOW)
    answer = tell(exchange, aicha.tablet, odd, lost, held=[[1, 2]])
    assert [one["outcome"] for one in answer["results"]] == ["applied", "quarantined"]
    fleet._kept.clear()
    assert missing_of(tell(exchange, aicha.tablet)) == [(str(aicha.tablet.install), [[3, 3]], 1)]
    (item,) = listed(exchange, aicha)
    assert item["body"] == PAIN
    body = {"quarantine": item["quarantine"], "outcome": "dismissed", "reason": "essai"}
    settled = aicha.write("quarantine.settle", None, body, at=NOW)
    assert tell(exchange, aicha.tablet, settled)["results"][0]["outcome"] == "applied"
    with acting_for(exchange.home.id):
        assert seen(exchange) == [1, 1, 1]
    with acting_for(exchange.other.id):
        assert seen(exchange) == [0, 0, 0]
    monkeypatch.setattr(jobs, "_house", lambda: exchange.house)
    assert (jobs.mend(), jobs.rotate_intake()) == (0, 0)
