"""Somebody leaves while the tablet lies locked: those who stay read on with no network, and what they write from then
on is closed to the one who left, whatever of the tablet they kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from app.gate.auth.replaced_keys import KEPT
from app.gate.directory.models import Assignment
from app.ground import clock
from app.tablet import Authenticator
from app.tablet.store import Store
from tests.tablet.test_loop import body


def end(home, staff_id):
    with home.house.database.write() as session:
        of = update(Assignment).where(Assignment.staff_id == staff_id)
        session.execute(of.values(ends_at=clock.now() - timedelta(seconds=1)))


def versions(tablet):
    rows = tablet.storage.connection.execute("SELECT DISTINCT version FROM sealed_row")
    return {row[0] for row in rows}


def test_those_who_stay_read_on_and_whoever_left_reads_nothing_new(
    home, new_tablet, key, tmp_path: Path
):
    nadias = Authenticator()
    aicha = home.hire("Aïcha", "care_assistant", "Glycines")
    nadia = home.hire("Nadia", "nurse", "Glycines")
    tablet = new_tablet(path=tmp_path / "tablet.db")
    tablet.enrol(home.device("Glycines"))
    tablet.register(home.invite(aicha), key)
    tablet.register(home.invite(nadia), nadias)
    tablet.wall()
    tablet.unlock("Nadia", nadias)
    tablet.pull_all()
    kept_by_nadia = dict(tablet.store_keys)
    tablet.lock()
    assert versions(tablet) == {1}
    end(home, nadia)
    tablet.wall()
    tablet.unlock("Aïcha", key, offline=True)
    assert {row["family_name"] for row in tablet.rows.persons()} == {"Lenoir", "Petit"}
    assert versions(tablet) == {2}
    assert Store(tablet.storage).load(kept_by_nadia).persons() == []
    tablet.resume()
    tablet.record("transmission.record", home.persons["Lenoir"], body())
    tablet.send()
    tablet.pull_all()
    tablet.lock()
    assert Store(tablet.storage).load(kept_by_nadia).entries() == []
    with clock.frozen(clock.now() + KEPT + timedelta(hours=1)):
        tablet.wall()
        tablet.unlock("Aïcha", key)
        assert {version for _, version in tablet.store_keys} == {2}
        assert len(tablet.rows.entries()) == 1
