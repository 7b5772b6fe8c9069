"""Yesterday's backup is put back: what the server forgot comes again from the tablets, and nothing comes twice."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from sqlalchemy import delete, select, update

from app.areas.journal.models import Entry
from app.areas.persons.commands import destroy_key, erase
from app.areas.persons.models import Erasure, Person
from app.gate.audit.models import AuditEvent
from app.gate.audit.verify import verify, verify_rows
from app.gate.auth import store_keys
from app.gate.auth.models import AuthSession, Device
from app.gate.directory.models import Establishment
from app.gate.sync.models import Command
from app.ground import clock
from app.ground.backup.errors import RestoreRefused
from app.ground.backup.restoring import UNFINISHED
from app.ground.facts import get_fact
from app.ground.vault.keystore import KeyBase, WrappingKey
from app.safekeeping import restore, restoring
from tests.safekeeping.days import DAY, HOUR, NOW, Days, at


def entries(days: Days) -> set[str]:
    with days.house.database.read() as session:
        return {str(id) for id in session.scalars(select(Entry.id))}


def epochs(days: Days) -> set[uuid.UUID]:
    with days.house.database.read() as session:
        return set(session.scalars(select(Establishment.epoch)))


def verbs(days: Days) -> list[str]:
    with days.house.database.read() as session:
        return list(session.scalars(select(AuditEvent.verb).order_by(AuditEvent.id)))


def test_what_the_server_forgot_is_offered_again_and_nothing_comes_twice(each_days: Days) -> None:
    before = each_days.write()
    each_days.back_up()
    with at(NOW + HOUR):
        after = each_days.write()
        each_days.restore()
        assert entries(each_days) == {before}
        assert each_days.offer_again() == ["duplicate", "applied"]
        assert entries(each_days) == {before, after}
        assert each_days.exchange.count(Command) == 2
        assert each_days.offer_again() == ["duplicate", "duplicate"]


def test_every_tablet_is_told_a_new_epoch_and_what_is_durable(each_days: Days) -> None:
    made = each_days.back_up()
    old = epochs(each_days)
    with at(NOW + DAY):
        each_days.back_up()
        each_days.restore(made.data)
        assert len(old) == 2
        assert not old & epochs(each_days)
        answer = each_days.exchange.post(each_days.exchange.home.tablet, [])
    assert uuid.UUID(answer["epoch"]) in epochs(each_days)
    assert answer["durable_through"] == clock.to_text(made.through)


def test_a_cursor_of_before_gives_everything(each_days: Days) -> None:
    unit = each_days.exchange.home.units[0]
    each_days.back_up()
    cursor = each_days.exchange.pull(each_days.aicha, unit)["cursor"]
    each_days.restore()
    aicha = each_days.exchange.home.unlock("Aïcha")
    assert each_days.exchange.pull(aicha, unit, cursor)["full"] is True


def test_whoever_was_erased_since_stays_erased(each_days: Days) -> None:
    lenoir = each_days.exchange.home.persons["Lenoir"]
    written = each_days.write()
    each_days.back_up()
    with at(NOW + HOUR):
        with each_days.house.database.write() as session:
            erase(session, each_days.house, None, lenoir, now=clock.now())
        destroy_key(each_days.house, lenoir)
        done = each_days.restore()
        assert (done.with_keys, done.settled.erased_again) == (False, 1)
        assert written not in entries(each_days)
        with each_days.house.database.read() as session:
            assert session.get(Person, lenoir) is None
            assert session.get(Erasure, lenoir) is not None
        assert not each_days.house.vault.has_key(lenoir)
        assert set(each_days.offer_again()) <= {"duplicate", "quarantined"}
        assert entries(each_days) == set()


def test_everybody_shows_a_passkey_again(each_days: Days) -> None:
    each_days.back_up()
    assert each_days.restore().settled.locked == 1
    unit = each_days.exchange.home.units[0]
    answer = each_days.exchange.ask(each_days.aicha, unit)
    assert (answer.status_code, answer.get_json()["code"]) == (401, "signed_out")


def test_an_entry_signed_before_the_restore_is_not_flagged_for_it(days: Days) -> None:
    days.back_up()
    with at(NOW + HOUR):
        written = days.write()
    with at(NOW + 2 * HOUR):
        days.restore()
        assert days.offer_again() == ["applied"]
    with days.house.database.read() as session:
        entry = session.get(Entry, uuid.UUID(written))
        assert entry is not None
        assert not entry.flags


def test_a_tablet_that_was_away_goes_on_writing_without_a_flag(days: Days) -> None:
    days.back_up()
    days.restore()
    with at(NOW + HOUR):
        written = days.write()
    with days.house.database.read() as session:
        entry = session.get(Entry, uuid.UUID(written))
        assert entry is not None
        assert not entry.flags


def test_the_trail_is_whole_and_says_what_happened(each_days: Days) -> None:
    each_days.write()
    made = each_days.back_up()
    with at(NOW + HOUR):
        each_days.write()
        each_days.back_up()  # seals too: heads that the restored chain has never seen
        each_days.restore(made.data)
        assert [*verify(each_days.house), *verify_rows(each_days.house)] == []
    assert verbs(each_days)[-2:] == ["installation.restored"] * 2
    with each_days.house.database.read() as session:
        told = session.scalars(
            select(AuditEvent.establishment_id).where(AuditEvent.verb == "installation.restored")
        )
        assert set(told) == {each_days.exchange.home.id, each_days.exchange.other.id}


def test_nothing_is_replaced_in_silence(days: Days) -> None:
    written = days.write()
    days.back_up()
    with pytest.raises(RestoreRefused, match="Les Tilleuls"):
        days.restore(overwrite=False)
    assert entries(days) == {written}


def test_a_backup_older_than_what_tablets_were_told_is_refused(days: Days) -> None:
    first = days.back_up()
    with at(NOW + HOUR):
        days.back_up()
        with pytest.raises(RestoreRefused, match="plus récente"):
            days.restore(first.data, accept_older=False)
        days.restore(accept_older=False)  # the newest


def test_a_server_that_runs_is_not_restored_under_its_feet(each_days: Days) -> None:
    written = each_days.write()
    each_days.back_up()
    with each_days.house.database.read() as session:
        session.scalars(select(Entry.id)).all()
    with pytest.raises(RestoreRefused, match="arrêtez-le"):
        restore(
            each_days.house.settings,
            each_days.folder / "backups",
            overwrite=True,
        )
    assert entries(each_days) == {written}
    assert each_days.offer_again() == ["duplicate"]


def test_the_keys_come_back_too_when_they_are_lost(each_days: Days) -> None:
    written = each_days.write()
    each_days.back_up()
    _lose_keys(each_days)
    done = each_days.restore()
    assert (done.with_keys, done.settled.keyless) == (True, 0)
    assert entries(each_days) == {written}
    assert verify_rows(each_days.house) == []
    assert verify(each_days.house) == []


def _lose_keys(days: Days) -> None:
    """The key store is an empty database."""
    engine = days.house.vault.keystore.engine
    KeyBase.metadata.drop_all(engine)


def test_on_a_new_machine_everything_comes_back(days: Days) -> None:
    days.write()
    days.back_up()
    days.house.close()
    settings = days.house.settings
    for name in ("chevet.db", "keys.db", "seal-heads.log"):
        (settings.instance / name).unlink()
    done = days.restore(overwrite=False, accept_older=False)
    assert done.with_keys
    assert len(entries(days)) == 1
    assert [finding.kind for finding in verify(days.house)] == []
    assert days.offer_again() == ["duplicate"]


def test_a_master_key_that_is_not_the_right_one_is_refused(days: Days) -> None:
    written = days.write()
    days.back_up()
    days.house.close()
    wrong = replace(days.house.settings, master_key=bytes(32))
    with pytest.raises(RestoreRefused, match="clé maîtresse"):
        restore(wrong, days.folder / "backups", overwrite=True)
    assert entries(days) == {written}


def test_another_installation_s_keys_are_left_alone(days: Days) -> None:
    days.back_up()
    days.house.close()
    with days.house.vault.keystore.write() as session:
        session.execute(
            delete(WrappingKey).where(WrappingKey.establishment_id == days.exchange.home.id)
        )
    days.house.close()
    with pytest.raises(RestoreRefused, match="n’est pas celle de cette sauvegarde"):
        days.restore()


def test_a_tablet_revoked_since_is_revoked_again(each_days: Days) -> None:
    tablet = each_days.exchange.home.tablet
    with each_days.house.database.write() as session:
        device = session.get_one(Device, tablet.id)
        store_keys.ensure(session, each_days.house, device, now=clock.now())
    each_days.back_up()
    with at(NOW + HOUR):
        with each_days.house.database.write() as session:
            device = session.get_one(Device, tablet.id)
            store_keys.drop_all(session, each_days.house, device, now=clock.now())
            device.revoked_at = clock.now()
        done = each_days.restore()
    assert done.settled.revoked_again == 1
    with each_days.house.database.read() as session:
        assert session.get_one(Device, tablet.id).revoked_at is not None


def test_a_store_key_made_since_is_the_same_again(days: Days) -> None:
    tablet = days.exchange.home.tablet
    days.back_up()

    def keys() -> list[bytes]:
        with days.house.database.write() as session:
            device = session.get_one(Device, tablet.id)
            return [one.key for one in store_keys.ensure(session, days.house, device, now=NOW)]

    made = keys()
    days.restore()
    assert keys() == made  # what the tablet keeps stays readable


def test_a_restore_that_was_cut_is_made_up_for(days: Days, monkeypatch: pytest.MonkeyPatch) -> None:
    before = days.write()
    days.back_up()
    old = epochs(days)
    with monkeypatch.context() as broken:
        broken.setattr(restoring, "settle", _cut)
        with pytest.raises(RuntimeError):
            days.restore()
    assert not old & epochs(days)  # the new epoch came with the data
    with days.house.database.read() as session:
        assert get_fact(session, UNFINISHED) is not None
    days.house.close()
    days.restore()
    with days.house.database.read() as session:
        assert get_fact(session, UNFINISHED) is None
    assert entries(days) == {before}
    assert verify(days.house) == []


def _cut(*_arguments: object, **_more: object) -> None:
    raise RuntimeError("the power went")


def test_a_session_that_ended_since_is_not_open_again(days: Days) -> None:
    days.back_up()
    with days.house.database.write() as session:
        session.execute(update(AuthSession).values(ended_at=NOW))
    days.restore()
    with days.house.database.read() as session:
        assert set(session.scalars(select(AuthSession.secret_hash))) == {None}
