"""The chain of seals: made once, in order, under a lock, whatever else goes on."""

import threading
import uuid
from datetime import UTC, datetime

import pytest

from app.gate.audit import heads, leaves
from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.gate.audit.record import event_row, record
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify

NOW = datetime(2026, 11, 21, 12, 0, 0, 123456, tzinfo=UTC)


def tell(house, count=1, **facts):
    with house.database.write() as session:
        for _ in range(count):
            record(session, "test.happened", at=NOW, **facts)


def seals(house):
    with house.database.read() as session:
        return session.query(AuditSeal).order_by(AuditSeal.number).all()


def test_nothing_to_seal_makes_no_seal(each_house):
    assert seal_pending(each_house) == 0
    assert seals(each_house) == []
    assert verify(each_house) == []


def test_events_are_sealed_once_and_in_the_order_of_their_ids(each_house):
    tell(each_house, 5, detail={"é": [1, 2.5, None], "a": "b"})
    assert seal_pending(each_house) == 5
    assert seal_pending(each_house) == 0
    with each_house.database.read() as session:
        kept = session.query(AuditLeaf).order_by(AuditLeaf.position).all()
        events = session.query(AuditEvent).order_by(AuditEvent.id).all()
    assert [one.event_id for one in kept] == [one.id for one in events]
    assert {one.seal_number for one in events} == {1}
    assert verify(each_house) == []


def test_each_seal_follows_the_one_before(each_house):
    for _ in range(3):
        tell(each_house)
        seal_pending(each_house)
    first, second, third = seals(each_house)
    assert first.previous == bytes(32)
    assert (second.previous, third.previous) == (first.head, second.head)


def test_many_events_make_several_seals(house):
    rows = [event_row("test.happened", at=NOW) for _ in range(1_203)]
    with house.database.write() as session:
        session.execute(AuditEvent.__table__.insert(), rows)
    assert seal_pending(house) == 1_203
    assert [one.count for one in seals(house)] == [1_000, 203]
    assert verify(house) == []


def test_an_event_that_commits_late_is_in_a_later_seal(each_house):
    early = event_row("test.happened", at=NOW)
    tell(each_house)
    seal_pending(each_house)
    with each_house.database.write() as session:
        session.add(AuditEvent(**early))
    assert seal_pending(each_house) == 1
    assert verify(each_house) == []


def test_two_sealers_at_once_seal_everything_once(each_house):
    tell(each_house, 40)
    heads.current_key(each_house)
    counts = []

    def work() -> None:
        counts.append(seal_pending(each_house))

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    seal_pending(each_house)
    with each_house.database.read() as session:
        assert session.query(AuditLeaf).count() == 40
    assert verify(each_house) == []


def test_heads_are_logged_in_order_even_those_a_crash_left_out(house):
    for _ in range(3):
        tell(house)
        seal_pending(house)
    lines = heads.log_path(house).read_text().strip().split("\n")
    assert len(lines) == 3
    heads.log_path(house).write_text("\n".join([lines[0], lines[1][:20]]))
    tell(house)
    seal_pending(house)
    assert [number for number, _ in heads.logged(house)] == [1, 2, 3, 4]


def test_a_leaf_says_every_column_but_the_seal(house):
    row = event_row("test.happened", at=NOW, person_id=uuid.uuid4())
    base = leaves.leaf(row)
    assert leaves.leaf({**row, "seal_number": 4}) == base
    for name, value in {
        "id": uuid.uuid4(),
        "establishment_id": uuid.uuid4(),
        "at": NOW.replace(microsecond=1),
        "occurred_at": NOW,
        "actor_id": uuid.uuid4(),
        "role": "nurse",
        "device_id": uuid.uuid4(),
        "session_id": uuid.uuid4(),
        "verb": "other",
        "person_id": None,
        "subject_id": uuid.uuid4(),
        "detail": {},
    }.items():
        assert leaves.leaf({**row, name: value}) != base, name
    assert len(row) == 13  # a new column must be thought of here


@pytest.mark.parametrize("count", range(1, 18))
def test_the_root_depends_on_every_leaf_and_on_their_order(count):
    some = [bytes([number]) * 32 for number in range(count)]
    root = leaves.root(some)
    for number in range(count):
        changed = [*some[:number], b"x" * 32, *some[number + 1 :]]
        assert leaves.root(changed) != root
    if count > 1:
        assert leaves.root(some[::-1]) != root
        assert leaves.root(some[:-1]) != root
