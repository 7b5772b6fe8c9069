"""What becomes of honest envelopes: each is applied once, whatever happens to its answer."""

from __future__ import annotations

import threading
import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from app.areas.journal.models import Entry
from app.gate.audit.models import AuditEvent
from app.gate.auth.models import Device
from app.gate.sync import inbox, pace, registry
from app.gate.sync.models import Command, Quarantine
from app.gate.sync.registry import Body, CommandType, Received
from app.gate.sync.writing import Writing
from app.ground import clock, tenancy
from tests.sync.exchange import Exchange
from tests.sync.forging import Unlock, digest
from tests.sync.homes import NOW

PAIN = {"cible": "douleur-aigue", "vocabulary": 1, "data": "EN à 5, hanche gauche"}


def record(unlock: Unlock, exchange: Exchange, name: str = "Lenoir", **options: Any) -> str:
    person = exchange.home.persons[name]
    return unlock.write("transmission.record", person, PAIN, **{"at": NOW, **options})


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
        entry = session.scalars(select(Entry)).one()
        assert (str(entry.id), entry.author_id) == (claims["id"], home.staff["Aïcha"])
        assert (entry.occurred_at, entry.received_at) == (at, NOW)


def test_the_signed_command_is_kept_under_the_person_s_key(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    exchange.one(aicha.tablet, record(aicha, exchange))
    with exchange.house.database.read() as session:
        command = session.scalars(select(Command)).one()
        event = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc())).first()
    assert command.sealed is not None and event is not None
    owner = exchange.home.persons["Lenoir"]
    kept = exchange.house.vault.open(owner, "command", command.id, command.sealed)
    assert kept["jws"].count(".") == 2
    assert (event.verb, event.person_id, event.actor_id, event.device_id, event.session_id) == (
        "transmission.record",
        owner,
        exchange.home.staff["Aïcha"],
        aicha.tablet.id,
        aicha.id,
    )


def test_an_answer_lost_is_given_again(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    late = NOW - timedelta(hours=1)
    envelope = record(aicha, each_exchange, at=late, offset_ms=3_600_000)
    first = each_exchange.one(aicha.tablet, envelope)
    again = each_exchange.one(aicha.tablet, envelope)
    assert (first["outcome"], again["outcome"]) == ("applied", "duplicate")
    assert again["flags"] == first["flags"] == ["clock_adrift"]
    assert each_exchange.counts()["command"] == each_exchange.counts()["entry"] == 1


def test_killed_between_commit_and_answer_the_retry_is_a_duplicate(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    envelopes = [record(aicha, exchange) for _ in range(3)]
    written = inbox.write

    def killed(*arguments: Any) -> Any:
        written(*arguments)
        raise SystemExit("killed")

    monkeypatch.setattr(inbox, "write", killed)
    with pytest.raises(SystemExit):
        exchange.post(aicha.tablet, envelopes)
    monkeypatch.setattr(inbox, "write", written)
    results = exchange.results(aicha.tablet, envelopes)
    assert [one["outcome"] for one in results] == ["duplicate"] * 3
    assert exchange.counts()["entry"] == 3


def test_the_same_id_with_another_content_is_quarantined(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    person = each_exchange.home.persons["Lenoir"]
    claims = aicha.claims("transmission.record", person, PAIN, at=NOW)
    first, second = aicha.seal(claims), aicha.seal({**claims, "body": {**PAIN, "data": "EN à 9"}})
    results = each_exchange.results(aicha.tablet, [first, second, first])
    assert [one["outcome"] for one in results] == ["applied", "quarantined", "duplicate"]
    assert results[1]["code"] == "id_conflict"
    again = each_exchange.results(aicha.tablet, [second, first])
    assert [one["outcome"] for one in again] == ["quarantined", "duplicate"]
    assert each_exchange.counts()["quarantine"] == 1


def test_an_id_of_the_other_home_is_taken_and_tells_nothing(each_exchange: Exchange) -> None:
    aicha, chloe = each_exchange.home.unlock("Aïcha"), each_exchange.other.unlock("Chloé")
    claims = aicha.claims("transmission.record", each_exchange.home.persons["Lenoir"], PAIN, at=NOW)
    assert each_exchange.one(aicha.tablet, aicha.seal(claims))["outcome"] == "applied"
    person = each_exchange.other.persons["Marchand"]
    theirs = chloe.seal(chloe.claims("transmission.record", person, PAIN, at=NOW, id=claims["id"]))
    result = each_exchange.one(chloe.tablet, theirs)
    assert (result["outcome"], result["code"]) == ("quarantined", "id_conflict")


def test_one_result_each_in_the_order_of_the_batch(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    good = [record(aicha, each_exchange) for _ in range(120)]
    batch = [*good[:60], "bad", *good[60:], 7, good[3]]
    results = each_exchange.results(aicha.tablet, batch)
    outcomes = [one["outcome"] for one in results]
    assert outcomes[60] == outcomes[121] == "quarantined"
    assert outcomes[122] == "duplicate"
    assert outcomes.count("applied") == 120
    assert results[122]["id"] == results[3]["id"]
    assert each_exchange.counts()["entry"] == 120


def test_an_empty_delivery_tells_the_time(exchange: Exchange) -> None:
    answer = exchange.post(exchange.home.tablet, [])
    assert answer["results"] == []
    assert answer["now"] == "2026-11-21T14:00:00.000Z"
    assert uuid.UUID(answer["epoch"])


def test_two_at_once_leave_one_row(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    envelopes = [record(aicha, each_exchange) for _ in range(20)]
    gate, outcomes = threading.Barrier(4), []

    def hand_in(batch: list[str]) -> None:
        with tenancy.acting_for_every():
            gate.wait()
            outcomes.append([one["outcome"] for one in each_exchange.results(aicha.tablet, batch)])

    orders = [envelopes, envelopes[::-1], envelopes[10:] + envelopes[:10], envelopes]
    threads = [threading.Thread(target=hand_in, args=(batch,)) for batch in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert each_exchange.counts()["entry"] == each_exchange.counts()["command"] == 20
    everything = [one for batch in outcomes for one in batch]
    assert everything.count("applied") == 20
    assert set(everything) <= {"applied", "duplicate", "later"}
    assert set(each_exchange_outcomes(each_exchange, aicha, envelopes)) == {"duplicate"}


def each_exchange_outcomes(exchange: Exchange, unlock: Unlock, envelopes: list[str]) -> list[str]:
    return [one["outcome"] for one in exchange.results(unlock.tablet, envelopes)]


class Fragile(Body):
    """A body for a handler that is wrong."""

    how: str


def _break(writing: Writing, command: Received) -> None:
    if command.body.how == "raises":
        raise ZeroDivisionError("12 rue des Lilas")
    if command.body.how == "breaks the database":
        writing.insert(Entry, {"id": command.id})
    if command.body.how == "bad SQL":
        writing.connection.exec_driver_sql("SELECT nothing FROM nowhere")


@pytest.mark.parametrize("how", ["raises", "breaks the database", "bad SQL"])
def test_a_handler_s_bug_is_kept_apart_and_sinks_nobody(
    how: str, each_exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(inbox._log, "error", lambda event, **fields: told.append((event, fields)))
    monkeypatch.setitem(
        registry.known.commands,
        "test.fragile",
        CommandType("test.fragile", Fragile, "journal.write", True, _break),
    )
    aicha = each_exchange.home.unlock("Aïcha")
    person = each_exchange.home.persons["Lenoir"]
    broken = aicha.write("test.fragile", person, {"how": how}, at=NOW)
    neighbours = [record(aicha, each_exchange) for _ in range(4)]
    results = each_exchange.results(aicha.tablet, [*neighbours[:2], broken, *neighbours[2:]])
    assert [one["outcome"] for one in results] == [
        "applied",
        "applied",
        "quarantined",
        "applied",
        "applied",
    ]
    assert results[2]["code"] == "internal"
    assert each_exchange.counts()["entry"] == 4
    assert [event for event, _ in told] == ["inbox.handler_failed"]
    assert told[0][1].keys() == {
        "command",
        "exc_info",
    }  # of an exception only its type and place are logged
    with each_exchange.house.database.read() as session:
        kept = session.scalars(select(Quarantine)).one()
    assert (kept.digest, kept.envelope) == (digest(broken), broken.encode())
    assert str(kept.command_id) == results[2]["id"]


def test_a_preparation_that_breaks_is_a_handler_s_bug_too(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    def prepare(_reading: Any, _command: Received) -> None:
        raise KeyError("prepared badly")

    kind = CommandType("test.fragile", Fragile, "journal.write", True, _break, prepare)
    monkeypatch.setitem(registry.known.commands, "test.fragile", kind)
    aicha = exchange.home.unlock("Aïcha")
    person = exchange.home.persons["Lenoir"]
    broken = aicha.write("test.fragile", person, {"how": ""}, at=NOW)
    results = exchange.results(aicha.tablet, [broken, record(aicha, exchange)])
    assert [one["outcome"] for one in results] == ["quarantined", "applied"]


def test_a_full_disk_puts_everything_off_and_loses_nothing(
    exchange: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    aicha = exchange.home.unlock("Aïcha")
    envelopes = [record(aicha, exchange), "bad", record(aicha, exchange)]

    def full(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(Writing, "flush", full)
    results = exchange.results(aicha.tablet, envelopes)
    assert [one["outcome"] for one in results] == ["later"] * 3
    assert {one["code"] for one in results} == {"unavailable"}
    monkeypatch.undo()
    assert sum(exchange.counts().values()) == 0
    again = [one["outcome"] for one in exchange.results(aicha.tablet, envelopes)]
    assert again == ["applied", "quarantined", "applied"]


def test_a_revoked_tablet_hands_in_what_came_before(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    before = record(aicha, each_exchange, at=NOW - timedelta(hours=2))
    after = record(aicha, each_exchange, at=NOW - timedelta(minutes=1))
    lying = record(aicha, each_exchange, at="1970-01-01T00:00:00Z")
    revoke(each_exchange, aicha, NOW - timedelta(hours=1))
    results = each_exchange.results(aicha.tablet, [before, after, lying])
    assert [one["outcome"] for one in results] == ["applied", "quarantined", "quarantined"]
    assert {one.get("code") for one in results[1:]} == {"device_revoked"}


def revoke(exchange: Exchange, unlock: Unlock, at: Any) -> None:
    with exchange.house.database.write() as session:
        device = session.get(Device, unlock.tablet.id)
        assert device is not None
        device.revoked_at = at


def test_a_stranger_s_browser_hands_in_nothing(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    envelope = record(aicha, exchange)
    with exchange.application.test_client() as client:
        answer = client.post("/api/v1/outbox", json={"envelopes": [envelope]})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "not_enrolled")


def test_another_tablet_s_envelope_is_not_taken(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    with exchange.house.database.write() as session:
        other = exchange.home.add_tablet(session, exchange.home.units)
    result = exchange.one(other, record(aicha, exchange))
    assert (result["outcome"], result["code"]) == ("quarantined", "wrong_device")


def test_a_session_of_another_tablet_signs_nothing_here(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    with exchange.house.database.write() as session:
        other = exchange.home.add_tablet(session, exchange.home.units)
    aicha.tablet = other  # the session stays the first tablet's
    result = exchange.one(other, record(aicha, exchange))
    assert (result["outcome"], result["code"]) == ("quarantined", "wrong_session")


def test_what_a_disbelieved_session_signed_says_why(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha", refused="Le bail de cette tablette est inconnu.")
    result = exchange.one(aicha.tablet, record(aicha, exchange))
    assert (result["outcome"], result["code"]) == ("quarantined", "session_refused")
    assert result["reason"] == "Le bail de cette tablette est inconnu."


def test_the_tablet_s_clock_is_noted_at_most_once_a_minute(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    body = {"envelopes": [], "sent_at": "2026-11-21T14:10:00.000Z"}
    exchange.deliver(aicha.tablet, body)
    with clock.frozen(NOW + timedelta(minutes=5)):
        exchange.deliver(aicha.tablet, body)
    with exchange.house.database.read() as session:
        device = session.get(Device, aicha.tablet.id)
    assert device is not None
    assert device.seen_at == NOW + timedelta(minutes=5)
    assert device.clock_offset_ms == -5 * 60_000


def test_a_tablet_gone_mad_is_slowed_down_alone(
    shared: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "PER_MINUTE", 3)
    monkeypatch.setattr(pace, "_counts", {})
    monkeypatch.setattr(pace, "_minute", lambda: 10)
    aicha, chloe = shared.home.unlock("Aïcha"), shared.other.unlock("Chloé")
    statuses = [shared.deliver(aicha.tablet, {"envelopes": []}).status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert shared.deliver(chloe.tablet, {"envelopes": []}).status_code == 200
    assert shared.ask(aicha, shared.home.units[0]).status_code == 200
    monkeypatch.setattr(pace, "_minute", lambda: 11)
    assert shared.deliver(aicha.tablet, {"envelopes": []}).status_code == 200
