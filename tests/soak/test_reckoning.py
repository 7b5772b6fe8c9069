"""The reckoning sees what is lost, doubled, changed, misplaced or shown to one alone: it can fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from app import create_app
from app.areas.journal.models import Entry
from app.ground import clock
from app.ground.house import House
from app.ground.ids import new_id
from tests.soak import words
from tests.soak.bedside import Bedside
from tests.soak.homes import World, found
from tests.soak.ledger import Ledger, Made
from tests.soak.reckoning import Reckoning


@dataclass
class Bench:
    """One home, one tablet, five entries that have arrived, and what was made in truth."""

    house: House
    world: World
    ledger: Ledger
    tablet: Bedside

    def complaints(self) -> list[str]:
        self.reckoning = Reckoning(self.world, self.ledger, [self.tablet])
        return self.reckoning.complaints()

    def change(self, **values: Any) -> None:
        """Rewrites the first entry made in the ledger."""
        self.ledger.made[0] = replace(self.ledger.made[0], **values)

    @property
    def first(self) -> Made:
        return self.ledger.made[0]


@pytest.fixture
def bench(house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    transport = httpx.WSGITransport(app=create_app(house))
    client = httpx.Client
    monkeypatch.setattr(httpx, "Client", lambda **_: client(transport=transport))
    site: Any = SimpleNamespace(
        open_house=house, proxy=SimpleNamespace(origin="http://localhost:8000")
    )
    world, ledger = found(site, "Maison"), Ledger()
    tablet = Bedside(world, ledger, tmp_path, 0, Random(7))
    tablet.unlock(online=True)
    for person in world.persons[:5]:
        tablet.record("transmission.record", person, words.entry(Random(1)), tablet.held())
    tablet.send()
    tablet.pull()
    return Bench(house, world, ledger, tablet)


def test_what_arrived_as_it_was_made_is_no_complaint(bench: Bench):
    assert bench.complaints() == []
    assert str(bench.reckoning.tally) == (
        "made 5, applied 5, duplicated 0, quarantined 0, later 0, lost 0"
    )


def test_what_is_nowhere_is_lost(bench: Bench):
    bench.ledger.made.append(replace(bench.first, id=new_id()))
    assert "is nowhere" in bench.complaints()[0]
    assert bench.reckoning.tally.lost == 1


def test_what_nobody_made_is_seen(bench: Bench):
    del bench.ledger.made[0]
    assert "command has 5 rows, and 4 were made" in bench.complaints()


@pytest.mark.parametrize(
    "change",
    [
        lambda made: {"author": new_id()},
        lambda made: {"seq": made.seq + 1},
        lambda made: {"person": new_id()},
        lambda made: {"at": made.at - timedelta(minutes=6)},
        lambda made: {"is_adrift": True},
        lambda made: {"misled": timedelta(hours=1), "at": made.at - timedelta(hours=1)},
        lambda made: {"body": {**made.body, "data": "autre chose"}},
    ],
)
def test_what_is_kept_otherwise_than_it_was_made_is_seen(
    bench: Bench, change: Callable[[Made], dict[str, Any]]
):
    bench.change(**change(bench.first))
    assert len(bench.complaints()) == 1


def test_what_is_set_aside_without_a_reason_is_seen(bench: Bench):
    bench.tablet.record(
        "transmission.record", new_id(), words.entry(Random(2)), bench.tablet.held()
    )
    bench.tablet.send()
    assert "was set aside: unknown_person" in bench.complaints()[0]


def test_a_store_that_is_not_what_the_server_shows_is_seen(bench: Bench):
    unit = next(iter(bench.tablet.tablet.rows.slices.values()))
    entry = next(iter(unit.rows["entry"].values()))
    entry["flags"] = ["altered"]
    assert "flags: ['altered'] / []" in bench.complaints()[0]


def test_a_feed_that_is_not_what_the_tables_hold_is_seen(bench: Bench):
    with bench.house.database.write() as session:
        session.execute(
            update(Entry).where(Entry.id == bench.first.id).values(retracted_at=clock.now())
        )
    assert any("differs" in one for one in bench.complaints())
