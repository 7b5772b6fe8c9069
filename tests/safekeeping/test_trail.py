"""After a restore the trail verifies, because the restore is told; a tail that is really cut is still named."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, text, update

from app.gate.audit import heads
from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.gate.audit.record import record
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify
from app.gate.auth.models import Device
from app.ground import clock
from app.ground.backup.restorations import restorations
from tests.safekeeping.days import DAY, HOUR, NOW, Days, at


def seal_one(days: Days) -> str:
    """One more event, sealed; the head that others saw."""
    with days.house.database.write() as session:
        record(session, "test.happened", at=clock.now())
    assert seal_pending(days.house) >= 1
    with days.house.database.read() as session:
        head = heads.last_head(session)
    assert head is not None
    return heads.encode(head)


def seen_by_the_tablet(days: Days, head: str) -> None:
    with days.house.database.write() as session:
        session.execute(
            update(Device).where(Device.id == days.exchange.home.tablet.id).values(seal_head=head)
        )


def cut_last_seal(days: Days) -> None:
    """Somebody who can write the database makes the last seal and its events disappear."""
    with days.house.database.write() as session:
        number = session.scalar(text("SELECT max(number) FROM audit_seal"))
        session.execute(delete(AuditEvent).where(AuditEvent.seal_number == number))
        session.execute(delete(AuditLeaf).where(AuditLeaf.seal_number == number))
        session.execute(delete(AuditSeal).where(AuditSeal.number == number))


def kinds(days: Days) -> list[str]:
    return [finding.kind for finding in verify(days.house)]


def test_heads_that_a_restore_took_away_are_no_cut(each_days: Days) -> None:
    seal_one(each_days)
    each_days.back_up()
    with at(NOW + HOUR):
        seen = [seal_one(each_days) for _ in range(3)]
        each_days.restore()
        seen_by_the_tablet(each_days, seen[1])  # its next contact, with what it saw last
        assert kinds(each_days) == []


def test_a_tail_cut_after_a_restore_is_named(each_days: Days) -> None:
    seal_one(each_days)
    each_days.back_up()
    with at(NOW + HOUR):
        seal_one(each_days)
        each_days.restore()
        seen_by_the_tablet(each_days, seal_one(each_days))
        cut_last_seal(each_days)
        found = [(finding.kind, finding.subject) for finding in verify(each_days.house)]
    with_log = [kind for kind, _ in found]
    assert with_log == ["cut"] * 3
    assert {subject for _, subject in found} >= {"keystore", str(each_days.exchange.home.tablet.id)}


def test_a_tail_cut_before_the_backup_is_not_excused_by_it(days: Days) -> None:
    seal_one(days)
    seal_one(days)
    cut_last_seal(days)
    assert kinds(days)
    days.back_up()
    with at(NOW + HOUR):
        days.restore()
        assert "cut" in kinds(days)


def test_a_restore_invented_in_the_database_excuses_nothing(days: Days) -> None:
    seal_one(days)
    seal_one(days)
    cut_last_seal(days)
    with days.house.database.write() as session:
        record(session, "installation.restored", at=clock.now(), detail={"backup": "x"})
    heads.begin_again(days.house, 1)
    seal_pending(days.house)
    assert "cut" in kinds(days)


def test_the_log_goes_on_after_a_restore(days: Days) -> None:
    seal_one(days)
    days.back_up()
    with at(NOW + HOUR):
        lost = [seal_one(days) for _ in range(3)]
        days.restore()
        after = seal_one(days)
    logged = [head for _, head in heads.logged(days.house) or []]
    assert set(lost) < set(logged)  # nothing that was seen is taken out of the log
    assert logged[-1] == after
    assert logged.count(after) == 1


def test_a_restore_of_a_restore_verifies_too(days: Days) -> None:
    first = days.back_up()
    with at(NOW + HOUR):
        seal_one(days)
        days.restore(first.data)
        seal_one(days)
    with at(NOW + DAY):
        days.back_up()
        days.restore(first.data)
        assert kinds(days) == []
    told = restorations(days.house.vault)
    assert [one.at for one in told] == [NOW + HOUR, NOW + DAY]
    assert {one.backup for one in told} == {first.manifest.id}


@pytest.mark.parametrize("is_known", [True, False])
def test_when_database_and_log_are_lost_a_tablet_s_old_head_says_so(
    days: Days, is_known: bool
) -> None:
    seal_one(days)
    days.back_up()
    with at(NOW + HOUR):
        seen = seal_one(days)
        days.house.close()
        settings = days.house.settings
        for name in ("chevet.db", "seal-heads.log") if is_known else ("seal-heads.log",):
            (settings.instance / name).unlink()
        days.restore()
        assert kinds(days) == []  # the key store knew the last head
        seen_by_the_tablet(days, "x" * 43 if is_known else seen)
        found = verify(days.house)
    assert [finding.kind for finding in found] == (["cut"] if is_known else [])
    assert all("restauration du 21/11/2026" in str(finding) for finding in found)
