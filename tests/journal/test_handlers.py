"""The gestures of a tablet about a transmission, and what they leave whatever their order."""

from __future__ import annotations

import itertools
import uuid
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.areas.journal.commands import publish_vocabulary
from app.areas.journal.models import Addition, Entry, Receipt
from tests.sync.exchange import Exchange, Json
from tests.sync.forging import Unlock
from tests.sync.homes import NOW, add_staff
from transmissions.vocabulary_csv import starting_vocabulary
from transmissions.vocabulary_edits import rename_cible, retire_cible

PAIN = {"cible": "douleur-aigue", "vocabulary": 1}
FALL = {"cible": "chute", "vocabulary": 1}
SECOND = timedelta(seconds=1)


def record(unlock: Unlock, exchange: Exchange, body: Json = PAIN, at: datetime = NOW) -> Json:
    return unlock.claims("transmission.record", exchange.home.persons["Lenoir"], body, at=at)


def about(unlock: Unlock, exchange: Exchange, gesture: str, entry: str, **options: Any) -> str:
    body = {"entry": entry, **options.pop("body", {})}
    person = exchange.home.persons[options.pop("name", "Lenoir")]
    return unlock.write(f"transmission.{gesture}", person, body, **{"at": NOW, **options})


def read(unlock: Unlock, entries: list[str], at: datetime = NOW) -> str:
    return unlock.write("transmission.read", None, {"entries": entries}, at=at)


def entry_of(exchange: Exchange, entry: str) -> Entry:
    with exchange.house.database.read() as session:
        found = session.get(Entry, uuid.UUID(entry))
    assert found is not None
    return found


def written(exchange: Exchange, unlock: Unlock, body: Json = PAIN, at: datetime = NOW) -> str:
    claims = record(unlock, exchange, body, at)
    assert exchange.one(unlock.tablet, unlock.seal(claims))["outcome"] == "applied"
    id_: str = claims["id"]
    return id_


def test_everything_written_is_kept_sealed(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    body = {
        "cible": "chute",
        "vocabulary": 1,
        "data": "au sol près du lit",
        "actions": "relevée à deux",
        "result": "   ",
        "chips": {"data": ["sans douleur"], "actions": [], "result": []},
        "importance": "important",
        "to_read": True,
    }
    entry = entry_of(each_exchange, written(each_exchange, aicha, body))
    assert (entry.cible, entry.vocabulary, entry.importance) == ("chute", 1, "important")
    assert (entry.is_to_read, entry.is_alarm, entry.is_incomplete) == (True, True, False)
    assert "près du lit".encode() not in entry.sealed
    vault = each_exchange.house.vault
    assert vault.open(entry.person_id, "entry", entry.id, entry.sealed) == {
        "label": "Chute",
        "data": "au sol près du lit",
        "actions": "relevée à deux",
        "result": None,
        "chips": {"data": ["sans douleur"], "actions": [], "result": []},
    }


def test_an_alarm_waits_for_what_was_seen(each_exchange: Exchange) -> None:
    aicha = each_exchange.home.unlock("Aïcha")
    entry = written(each_exchange, aicha, FALL)
    assert entry_of(each_exchange, entry).is_incomplete
    acted = about(aicha, each_exchange, "complete", entry, body={"actions": "relevée"})
    seen = about(aicha, each_exchange, "complete", entry, body={"chips": {"data": ["au sol"]}})
    for envelope, still_incomplete in ((acted, True), (seen, False)):
        assert each_exchange.one(aicha.tablet, envelope)["outcome"] == "applied"
        assert entry_of(each_exchange, entry).is_incomplete is still_incomplete
    with each_exchange.house.database.read() as session:
        assert len(session.scalars(select(Addition)).all()) == 2


def test_an_addition_that_says_nothing_is_refused(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    entry = written(shared, aicha)
    silent: list[Json] = [{}, {"data": "  "}, {"chips": {"data": []}}]
    for body in silent:
        result = shared.one(aicha.tablet, about(aicha, shared, "complete", entry, body=body))
        assert (result["outcome"], result["code"]) == ("quarantined", "invalid")


def test_only_a_nurse_answers_for_an_alarm(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    fall, pain = written(shared, aicha, FALL), written(shared, aicha)
    result = shared.one(aicha.tablet, about(aicha, shared, "acknowledge", fall))
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")
    assert entry_of(shared, fall).acknowledged_at is None
    result = shared.one(nadia.tablet, about(nadia, shared, "acknowledge", pain))
    assert (result["outcome"], result["code"]) == ("quarantined", "invalid")
    result = shared.one(nadia.tablet, about(nadia, shared, "acknowledge", fall))
    assert result["outcome"] == "applied"
    assert entry_of(shared, fall).acknowledged_by == shared.home.staff["Nadia"]


def test_a_gesture_waits_for_its_entry(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    claims = record(aicha, each_exchange, FALL)
    gestures = [
        about(aicha, each_exchange, "complete", claims["id"], body={"data": "au sol"}),
        about(nadia, each_exchange, "acknowledge", claims["id"]),
        about(aicha, each_exchange, "retract", claims["id"]),
        read(nadia, [claims["id"]]),
    ]
    results = each_exchange.results(aicha.tablet, gestures)
    assert {(one["outcome"], one["code"]) for one in results} == {("later", "parent_missing")}
    assert sum(each_exchange.counts().values()) == 0
    results = each_exchange.results(aicha.tablet, [aicha.seal(claims), *gestures])
    assert [one["outcome"] for one in results] == ["applied"] * 5


def test_a_gesture_waits_with_an_entry_in_quarantine(exchange: Exchange) -> None:
    aicha = exchange.home.unlock("Aïcha")
    claims = record(aicha, exchange, {**FALL, "data": "a" * 20_000})
    gesture = about(aicha, exchange, "complete", claims["id"], body={"data": "au sol"})
    results = exchange.results(aicha.tablet, [aicha.seal(claims), gesture])
    assert [one["outcome"] for one in results] == ["quarantined", "later"]
    assert results[1]["code"] == "parent_quarantined"


def test_a_gesture_that_nothing_can_ever_carry_ends_in_quarantine(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    at = NOW - timedelta(days=91)
    lost = about(aicha, shared, "complete", str(uuid.uuid4()), body={"data": "x"}, at=at)
    result = shared.one(aicha.tablet, lost)
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_entry")


def test_a_receipt_too_old_to_wait_counts_for_what_is_here(exchange: Exchange) -> None:
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    entry = written(exchange, aicha, at=NOW - timedelta(days=16))
    old = read(nadia, [entry, str(uuid.uuid4())], at=NOW - timedelta(days=15))
    assert exchange.one(nadia.tablet, old)["outcome"] == "applied"
    assert exchange.counts()["receipt"] == 1


def test_a_gesture_about_somebody_else_s_entry_is_refused(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    entry = written(shared, aicha)
    wrong = about(aicha, shared, "complete", entry, name="Roux", body={"data": "x"})
    result = shared.one(aicha.tablet, wrong)
    assert (result["outcome"], result["code"]) == ("quarantined", "unknown_entry")


def test_only_its_author_undoes_an_entry_and_not_for_long(shared: Exchange) -> None:
    aicha, nadia = shared.home.unlock("Aïcha"), shared.home.unlock("Nadia")
    entry = written(shared, aicha)
    result = shared.one(nadia.tablet, about(nadia, shared, "retract", entry))
    assert (result["outcome"], result["reason"]) == (
        "quarantined",
        "Seul l'auteur de la transmission peut l'annuler.",
    )
    late = about(aicha, shared, "retract", entry, at=NOW - timedelta(minutes=3))
    assert shared.one(aicha.tablet, late)["outcome"] == "quarantined"
    assert entry_of(shared, entry).retracted_at is None
    assert shared.one(aicha.tablet, about(aicha, shared, "retract", entry))["outcome"] == "applied"
    assert entry_of(shared, entry).retracted_at == NOW


def test_an_undo_made_before_the_nurse_s_answer_stands(shared: Exchange) -> None:
    final = {
        tuple(run(shared, order, undo=NOW + SECOND, seen=NOW + 5 * SECOND)) for order in ORDERS
    }
    assert final == {(NOW + SECOND, NOW + 5 * SECOND)}


def test_an_undo_made_after_the_nurse_s_answer_has_no_effect(shared: Exchange) -> None:
    final = {
        tuple(run(shared, order, undo=NOW + 5 * SECOND, seen=NOW + SECOND)) for order in ORDERS
    }
    assert final == {(None, NOW + SECOND)}


ORDERS = list(itertools.permutations(("record", "undo", "seen")))


def run(
    exchange: Exchange, order: tuple[str, ...], *, undo: datetime, seen: datetime
) -> list[datetime | None]:
    """Hands three commands in, in that order, until all are taken; how the entry then stands."""
    aicha, nadia = exchange.home.unlock("Aïcha"), exchange.home.unlock("Nadia")
    claims = record(aicha, exchange, FALL, at=NOW - SECOND)
    envelopes = {
        "record": aicha.seal(claims),
        "undo": about(aicha, exchange, "retract", claims["id"], at=undo),
        "seen": about(nadia, exchange, "acknowledge", claims["id"], at=seen),
    }
    for _ in range(3):
        for name in order:
            exchange.one(aicha.tablet, envelopes[name])
    entry = entry_of(exchange, claims["id"])
    return [entry.retracted_at, entry.acknowledged_at]


def test_of_two_nurses_the_first_at_the_bedside_answers(shared: Exchange) -> None:
    aicha = shared.home.unlock("Aïcha")
    nadia, helene = shared.home.unlock("Nadia"), shared.home.unlock("Hélène")
    for late_first in (True, False):
        entry = written(shared, aicha, FALL)
        late = about(helene, shared, "acknowledge", entry, at=NOW)
        early = about(nadia, shared, "acknowledge", entry, at=NOW - SECOND)
        results = shared.results(aicha.tablet, [late, early] if late_first else [early, late])
        assert [one["outcome"] for one in results] == ["applied", "applied"]
        assert entry_of(shared, entry).acknowledged_by == shared.home.staff["Nadia"]


def test_a_receipt_is_kept_once_with_its_first_time(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    entries = [written(each_exchange, aicha) for _ in range(3)]
    for at in (NOW, NOW - SECOND, NOW - SECOND / 2):
        assert each_exchange.one(nadia.tablet, read(nadia, entries, at))["outcome"] == "applied"
    with each_exchange.house.database.read() as session:
        receipts = session.scalars(select(Receipt)).all()
    assert {(one.staff_id, one.read_at) for one in receipts} == {
        (each_exchange.home.staff["Nadia"], NOW - SECOND)
    }
    assert len(receipts) == 3


@pytest.mark.parametrize("entries", [[], ["x"], [str(uuid.uuid4())] * 201, "all", None])
def test_a_receipt_for_nothing_readable_is_refused(entries: Any, shared: Exchange) -> None:
    nadia = shared.home.unlock("Nadia")
    envelope = nadia.write("transmission.read", None, {"entries": entries}, at=NOW)
    assert shared.one(nadia.tablet, envelope)["code"] == "invalid"


def test_reading_is_a_right_that_each_entry_asks_for(exchange: Exchange) -> None:
    with exchange.house.database.write() as session:
        add_staff(session, exchange.home, "Zoé", "nurse", units=[exchange.home.units[1]])
    aicha, zoe = exchange.home.unlock("Aïcha"), exchange.home.unlock("Zoé")
    entry = written(exchange, aicha)  # about somebody of the other unit
    result = exchange.one(zoe.tablet, read(zoe, [entry]))
    assert (result["outcome"], result["code"]) == ("quarantined", "never_allowed")
    assert exchange.counts()["receipt"] == 0


def test_a_gesture_arrives_in_one_batch_with_its_entry(each_exchange: Exchange) -> None:
    aicha, nadia = each_exchange.home.unlock("Aïcha"), each_exchange.home.unlock("Nadia")
    batch = []
    for _ in range(15):
        claims = record(aicha, each_exchange, FALL)
        batch += [
            aicha.seal(claims),
            about(aicha, each_exchange, "complete", claims["id"], body={"data": "au sol"}),
            about(nadia, each_exchange, "acknowledge", claims["id"]),
            read(nadia, [claims["id"]]),
        ]
    results = each_exchange.results(aicha.tablet, batch)
    assert {one["outcome"] for one in results} == {"applied"}
    with each_exchange.house.database.read() as session:
        entries = session.scalars(select(Entry)).all()
    assert {(one.is_incomplete, one.acknowledged_at) for one in entries} == {(False, NOW)}
    assert len({one.revision for one in entries}) == 2  # sixty commands are two transactions


def test_a_cible_renamed_since_keeps_its_old_words(exchange: Exchange) -> None:
    first = starting_vocabulary()
    second = rename_cible(first, "douleur-aigue", "Douleur vive")
    third = retire_cible(second, "douleur-aigue")
    with exchange.house.database.write() as session:
        for following in (second, third):
            publish_vocabulary(session, following, establishment_id=exchange.home.id, now=NOW)
    aicha = exchange.home.unlock("Aïcha")
    labels = []
    for version in (1, 2, 3, 99):
        entry = entry_of(exchange, written(exchange, aicha, {**PAIN, "vocabulary": version}))
        opened = exchange.house.vault.open(entry.person_id, "entry", entry.id, entry.sealed)
        labels.append((opened["label"], entry.vocabulary))
    assert labels == [
        ("Douleur aiguë", 1),
        ("Douleur vive", 2),
        ("Douleur vive", 3),
        ("Douleur vive", 3),  # a version lost by a restore: the words in force
    ]
    answer = exchange.pull(aicha, exchange.home.units[0])
    assert [row["version"] for row in answer["rows"]["vocabulary"]] == [3]
