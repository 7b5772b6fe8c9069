"""What one device may make us keep in a day, when nothing of it can be filed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.gate.auth.rates import Rate
from app.gate.sync import quarantine
from app.gate.sync.models import Quarantine
from app.ground import clock
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

PAIN = {"cible": "douleur-aigue", "vocabulary": 1}


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten small envelopes a day."""
    monkeypatch.setattr(quarantine, "DAILY", Rate("quarantine.bytes", 10_000, seconds=86_400))
    monkeypatch.setattr(quarantine, "ROW_BYTES", 1_000 - 8)


def junk(*numbers: int) -> list[str]:
    return [f"junk{number:04}" for number in numbers]


def test_past_its_day_a_device_waits_with_the_rest(each_exchange: Exchange) -> None:
    tablet = each_exchange.home.tablet
    results = each_exchange.results(tablet, junk(*range(12)))
    assert [one["outcome"] for one in results] == ["quarantined"] * 10 + ["later"] * 2
    assert {one.get("code") for one in results[10:]} == {"quarantine_full"}
    assert each_exchange.count(Quarantine) == 10


def test_what_is_kept_already_has_its_answer_and_costs_nothing(each_exchange: Exchange) -> None:
    tablet = each_exchange.home.tablet
    first = each_exchange.results(tablet, junk(*range(10)))
    assert each_exchange.results(tablet, junk(*range(10))) == first


def test_good_entries_and_other_tablets_go_on(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    good = aicha.write("transmission.record", exchange.home.persons["Lenoir"], PAIN, at=NOW)
    results = exchange.results(aicha.tablet, [*junk(*range(11)), good])
    assert [one["outcome"] for one in results[-2:]] == ["later", "applied"]
    assert exchange.one(exchange.other.tablet, junk(0)[0])["outcome"] == "quarantined"


def test_the_next_days_there_is_room_again(exchange: Exchange) -> None:
    tablet = exchange.home.tablet
    exchange.results(tablet, junk(*range(10)))
    late = junk(11)[0]
    assert exchange.one(tablet, late)["outcome"] == "later"
    with clock.frozen(NOW + timedelta(days=2)):
        assert exchange.one(tablet, late)["outcome"] == "quarantined"
