"""Proofs of unlocks travel while the server may not know them, and stay as long as anything they signed."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest

from app.tablet.outbox import Outbox
from app.tablet.proofs import Proofs
from app.tablet.storage import Storage

AT = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
SESSION, ANOTHER = uuid.uuid4(), uuid.uuid4()


@pytest.fixture
def storage() -> Storage:
    return Storage()


@pytest.fixture
def outbox(storage: Storage) -> Outbox:
    made = Outbox(storage)
    for session in (SESSION, SESSION, ANOTHER):
        made.add(uuid.uuid4(), session, AT, lambda seq: f"envelope {seq}")
    return made


@pytest.fixture
def proofs(storage: Storage) -> Proofs:
    return Proofs(storage)


def test_a_proof_travels_with_its_session_alone(outbox: Outbox, proofs: Proofs):
    proofs.add(SESSION, "made offline", is_due=True)
    assert proofs.due(outbox.waiting(2)) == ["made offline"]
    assert proofs.due(outbox.waiting(after=2)) == []


def test_a_proof_that_the_server_has_seen_stays_at_home(outbox: Outbox, proofs: Proofs):
    proofs.add(SESSION, "made online", is_due=False)
    assert proofs.due(outbox.waiting()) == []


def test_it_travels_until_the_server_has_understood_its_session(outbox: Outbox, proofs: Proofs):
    proofs.add(SESSION, "made offline", is_due=True)
    batch = outbox.waiting(2)
    proofs.note(batch, [{"outcome": "applied"}, {"outcome": "later", "code": "unknown_session"}])
    assert proofs.due(batch) == ["made offline"]
    proofs.note(batch, [{"outcome": "duplicate"}, {"outcome": "later", "code": "parent_missing"}])
    assert proofs.due(batch) == []


def test_a_restored_server_is_told_again(outbox: Outbox, proofs: Proofs):
    proofs.add(SESSION, "made online", is_due=False)
    proofs.offer_again()
    assert proofs.due(outbox.waiting()) == ["made online"]


def test_it_stays_as_long_as_an_envelope_of_its_session(outbox: Outbox, proofs: Proofs):
    proofs.add(SESSION, "a proof", is_due=True)
    proofs.add(ANOTHER, "another", is_due=True)
    batch = outbox.waiting(2)
    outbox.settle(batch, [{"outcome": "applied"}] * 2, AT)
    proofs.forget(current=None)
    assert proofs.due(batch) == ["a proof"]
    outbox.forget(durable_through=AT + timedelta(hours=1), now=AT + timedelta(days=1))
    proofs.forget(current=SESSION)
    assert proofs.due(batch) == ["a proof"]
    proofs.forget(current=None)
    assert proofs.due(batch) == []
    assert proofs.due(outbox.waiting()) == ["another"]
