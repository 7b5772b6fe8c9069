"""What becomes of honest envelopes."""

from __future__ import annotations

from datetime import timedelta

from app.areas.journal.models import Entry
from app.gate.sync.models import Command
from tests.sync.exchange import Exchange
from tests.sync.homes import NOW

PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "EN à 5, hanche gauche"}


def test_it_applies_a_transmission_and_says_so(each_exchange: Exchange) -> None:
    home = each_exchange.home
    aicha = home.unlock("Aïcha")
    at = NOW - timedelta(minutes=3)
    claims = aicha.claims("transmission.record", home.persons["Lenoir"], PAIN, at=at)
    answer = each_exchange.post(home.tablet, [aicha.seal(claims)])
    assert answer["results"] == [{"id": claims["id"], "outcome": "applied"}]
    assert answer["durable_through"] is None
    assert each_exchange.counts() == {
        "command": 1,
        "quarantine": 0,
        "entry": 1,
        "addition": 0,
        "receipt": 0,
    }
    with each_exchange.house.database.read() as session:
        entry = session.query(Entry).one()
        assert (str(entry.id), entry.author_id) == (claims["id"], home.staff["Aïcha"])
        assert (entry.occurred_at, entry.received_at) == (at, NOW)
        command = session.query(Command).one()
        owner, sealed = home.persons["Lenoir"], command.sealed
        kept = each_exchange.house.vault.open(owner, "command", command.id, sealed)
        assert kept["jws"].count(".") == 2
