"""Whatever is altered, moved, added or cut after sealing is named."""

import json
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import text

from app.gate.audit import heads
from app.gate.audit import verify as reading
from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import KEPT, verify
from app.ground import clock
from app.ground.ids import new_id
from tests.gate.audit.test_sealing import NOW, tell


@pytest.fixture
def trail(each_house):
    """A house with three seals of four events each."""
    for _ in range(3):
        tell(each_house, 4, detail={"code": "x"})
        seal_pending(each_house)
    assert verify(each_house) == []
    return each_house


def event(house, number=5):
    with house.database.read() as session:
        return session.query(AuditEvent).order_by(AuditEvent.id).all()[number]


def kinds(house):
    return [finding.kind for finding in verify(house)]


def sql(house, statement, **values):
    with house.database.write() as session:
        session.execute(text(statement), values)


def change(house, one, **values):
    with house.database.write() as session:
        session.query(AuditEvent).filter_by(id=one.id).update(values)


@pytest.mark.parametrize(
    "values",
    [
        {"verb": "test.happenee"},
        {"at": NOW.replace(microsecond=123457)},
        {"detail": {"code": "y"}},
        {"actor_id": uuid.uuid4()},
        {"person_id": uuid.uuid4()},
        {"seal_number": None},
        {"seal_number": 1},
    ],
)
def test_one_changed_value_names_its_event(trail, values):
    one = event(trail)
    change(trail, one, **values)
    (finding,) = verify(trail)
    assert (finding.kind, finding.subject) == ("event_altered", str(one.id))
    assert str(one.id) in str(finding)


def test_an_event_made_unsealed_is_not_sealed_anew(trail):
    one = event(trail)
    change(trail, one, verb="forged", seal_number=None)
    seal_pending(trail)
    assert [finding.subject for finding in verify(trail)] == [str(one.id)]


def test_a_deleted_event_is_named(trail):
    one = event(trail)
    with trail.database.write() as session:
        session.query(AuditEvent).filter_by(id=one.id).delete()
    (finding,) = verify(trail)
    assert (finding.kind, finding.subject) == ("event_missing", str(one.id))


def purge(trail, one, at):
    with trail.database.write() as session:
        session.query(AuditLeaf).filter_by(event_id=one.id).update({"purged_at": at})
        session.query(AuditEvent).filter_by(id=one.id).delete()


def test_an_event_purged_in_its_time_leaves_its_leaf_and_no_finding(trail):
    later = clock.now() + KEPT + timedelta(days=1)
    purge(trail, event(trail), later)
    with clock.frozen(later):
        assert verify(trail) == []


@pytest.mark.parametrize("ahead", [timedelta(0), KEPT + timedelta(days=1)])
def test_a_deleted_event_that_is_told_to_be_purged_is_named(trail, ahead):
    one = event(trail)
    purge(trail, one, clock.now() + ahead)
    (finding,) = verify(trail)
    assert (finding.kind, finding.subject) == ("event_missing", str(one.id))


def test_an_event_changed_with_its_leaf_breaks_the_root_of_its_seal(trail):
    one = event(trail)
    with trail.database.write() as session:
        session.query(AuditLeaf).filter_by(event_id=one.id).update({"leaf": b"x" * 32})
    findings = {(finding.kind, finding.subject) for finding in verify(trail)}
    assert findings == {("event_altered", str(one.id)), ("root", "2")}


def test_an_event_deleted_with_its_leaf_breaks_the_root_of_its_seal(trail):
    one = event(trail)
    with trail.database.write() as session:
        session.query(AuditLeaf).filter_by(event_id=one.id).delete()
        session.query(AuditEvent).filter_by(id=one.id).delete()
    (finding,) = verify(trail)
    assert (finding.kind, finding.subject) == ("root", "2")


def test_an_event_slipped_into_a_seal_is_named(trail):
    forged = new_id()
    with trail.database.write() as session:
        session.add(AuditEvent(id=forged, at=NOW, verb="forged", seal_number=2))
    (finding,) = verify(trail)
    assert (finding.kind, finding.subject) == ("event_added", str(forged))


def test_a_seal_rewritten_without_the_key_is_named(trail):
    with trail.database.write() as session:
        seal = session.get_one(AuditSeal, 2)
        seal.count, seal.root = 3, b"r" * 32
        told = (seal.number, seal.at, seal.count, seal.root, seal.previous, seal.key_id)
        seal.head = heads.head_of(*told)
    found = kinds(trail)
    assert "signature" in found
    assert "root" in found
    assert "chain" in found  # the third seal followed the head that was there before
    assert "cut" in found  # and the log knew it


@pytest.mark.parametrize("values", [{"count": 5}, {"root": b"r" * 32}, {"at": NOW}])
def test_a_seal_changed_in_place_is_named(trail, values):
    with trail.database.write() as session:
        session.query(AuditSeal).filter_by(number=2).update(values)
    assert "seal" in kinds(trail)


def test_a_forged_signature_is_named(trail):
    with trail.database.write() as session:
        session.query(AuditSeal).filter_by(number=3).update({"signature": b"s" * 64})
    assert kinds(trail) == ["signature"]


def test_a_seal_taken_out_of_the_middle_is_named(trail):
    _cut(trail, 2)
    assert {"seal_missing", "cut"} <= set(kinds(trail))


def test_a_cut_tail_is_named_by_the_log(trail):
    _cut(trail, 3)
    found = [(finding.kind, finding.subject) for finding in verify(trail)]
    assert found == [("cut", "3"), ("cut", "keystore")]


def test_a_tail_cut_and_grown_again_is_named_by_the_log(trail):
    _cut(trail, 3)
    tell(trail, 4)
    seal_pending(trail)
    assert "cut" in kinds(trail)


def test_a_tail_cut_together_with_the_log_is_named_by_the_tablet_that_saw_it(trail, seen_by):
    tablet = seen_by(trail)
    _cut(trail, 3)
    lines = heads.log_path(trail).read_text().strip().split("\n")
    heads.log_path(trail).write_text("\n".join(lines[:2]))
    found = [(finding.kind, finding.subject) for finding in verify(trail)]
    assert found == [("cut", "keystore"), ("cut", str(tablet))]


def test_a_chain_wiped_with_its_log_is_named_by_the_key_store(trail):
    for number in (3, 2, 1):
        _cut(trail, number)
    heads.log_path(trail).unlink()
    assert [(finding.kind, finding.subject) for finding in verify(trail)] == [("cut", "keystore")]


def test_a_log_that_is_gone_is_said(trail):
    heads.log_path(trail).unlink()
    assert kinds(trail) == ["log_missing"]


def test_the_log_holds_numbers_hours_and_heads_only(trail):
    for line in heads.log_path(trail).read_text().strip().split("\n"):
        assert set(json.loads(line)) == {"number", "at", "head"}


@pytest.fixture
def seen_by():
    """Makes a tablet that reports the newest head it saw."""
    from app.gate.auth.models import Device
    from tests.fixtures.cast import open_home

    def make(house):
        home = open_home(house, "Les Tilleuls", "Glycines")
        with house.database.write() as session:
            device = Device(
                id=new_id(),
                establishment_id=home.id,
                name="Tablette",
                kind="shared",
                is_demo=False,
                created_at=clock.now(),
                seal_head=heads.encode(heads.last_head(session)),
            )
            session.add(device)
        return device.id

    return make


def _cut(house, number):
    """Removes a seal and all it sealed, as someone who wants a day forgotten."""
    with house.database.write() as session:
        session.query(AuditEvent).filter_by(seal_number=number).delete()
        session.query(AuditLeaf).filter_by(seal_number=number).delete()
        session.query(AuditSeal).filter_by(number=number).delete()


def test_a_seal_made_while_it_reads_is_no_cut(trail, monkeypatch):
    strangers = reading._strangers

    def seal_meanwhile(session):
        tell(trail, 4, detail={"code": "z"})
        seal_pending(trail)
        return strangers(session)

    monkeypatch.setattr(reading, "_strangers", seal_meanwhile)
    assert verify(trail) == []
    monkeypatch.undo()
    assert verify(trail) == []
