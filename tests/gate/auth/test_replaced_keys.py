"""A professional's leaving replaces the store keys they were given; those who stay go on reading what is there."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.gate.audit.models import AuditEvent
from app.gate.auth import replaced_keys
from app.gate.auth.models import Device, StoreKey, WrappedStoreKey
from app.gate.directory.models import Assignment, Staff
from app.ground import clock
from app.tablet.keys import new_key, open_store_key

HOUR = timedelta(hours=1)


@pytest.fixture
def nadia_key(tablet):
    key = new_key()
    tablet.register_with("Nadia", key)
    return key


@pytest.fixture
def aicha_key(tablet):
    key = new_key()
    tablet.register_with("Aïcha", key)
    return key


def keys_of(tablet, name, user_key):
    """The store keys that the wall holds for somebody, opened, by version, in the unit Glycines."""
    return {
        one["version"]: open_store_key(one["jwe"], user_key)
        for one in tablet.staff(name)["store_keys"]
    }


def end(house, home, name):
    """Their assignment ends, as the office or the calendar ends it."""
    with house.database.write() as session:
        session.execute(
            update(Assignment)
            .where(Assignment.staff_id == home.team[name])
            .values(ends_at=clock.now() - timedelta(seconds=1))
        )


def wraps_of(house, home, name):
    with house.database.read() as session:
        query = select(WrappedStoreKey).where(WrappedStoreKey.staff_id == home.team[name])
        return session.scalars(query).all()


def replaced(house):
    with house.database.read() as session:
        query = select(AuditEvent).where(AuditEvent.verb == "keys.store_replaced")
        return session.scalars(query).all()


def test_an_assignment_that_ended_replaces_the_keys_it_gave(
    tablet, house, home, aicha_key, nadia_key
):
    held = keys_of(tablet, "Nadia", nadia_key)
    assert held == keys_of(tablet, "Aïcha", aicha_key)
    end(house, home, "Nadia")
    after = keys_of(tablet, "Aïcha", aicha_key)
    assert set(after) == {1, 2}
    assert after[1] == held[1]
    assert after[2] not in held.values()
    assert wraps_of(house, home, "Nadia") == []
    assert "Nadia" not in {one["first_name"] for one in tablet.wall()["staff"]}
    units = {event.detail["unit"] for event in replaced(house)}
    assert str(home.units["Glycines"]) in units


def test_it_is_done_once_and_by_no_wall_after(tablet, house, home, aicha_key, nadia_key):
    tablet.wall()
    end(house, home, "Nadia")
    tablet.wall()
    count = len(replaced(house))
    for _ in range(3):
        tablet.wall()
    assert len(replaced(house)) == count


def test_a_role_that_reads_nothing_at_the_bedside_holds_no_key(
    tablet, house, home, aicha_key, nadia_key
):
    tablet.wall()
    with house.database.write() as session:
        member = session.get_one(Staff, home.team["Nadia"])
        member.role = "technical_admin"
    assert set(keys_of(tablet, "Aïcha", aicha_key)) == {1, 2}
    assert wraps_of(house, home, "Nadia") == []


def test_nobody_s_coming_or_staying_replaces_anything(tablet, house, home, aicha_key, nadia_key):
    tablet.wall()
    home.hire("Zoé", "Petit", "care_assistant", "Glycines")
    tablet.register_with("Zoé", new_key())
    tablet.wall()
    assert replaced(house) == []


def test_whoever_comes_back_is_given_the_present_key_and_not_the_one_before(
    tablet, house, home, aicha_key, nadia_key
):
    tablet.wall()
    end(house, home, "Nadia")
    tablet.wall()
    with house.database.write() as session:
        session.execute(
            update(Assignment).where(Assignment.staff_id == home.team["Nadia"]).values(ends_at=None)
        )
    assert set(keys_of(tablet, "Nadia", nadia_key)) == {2}


def test_the_key_before_goes_after_three_days(tablet, house, home, aicha_key, nadia_key):
    tablet.wall()
    end(house, home, "Nadia")
    tablet.wall()
    now = clock.now()
    with clock.frozen(now + replaced_keys.KEPT - HOUR):
        assert set(keys_of(tablet, "Aïcha", aicha_key)) == {1, 2}
    with clock.frozen(now + replaced_keys.KEPT + HOUR):
        assert set(keys_of(tablet, "Aïcha", aicha_key)) == {2}
        with house.database.read() as session:
            kept = session.scalars(select(StoreKey).where(StoreKey.dropped_at.is_(None))).all()
        assert {one.version for one in kept if one.unit_id == home.units["Glycines"]} == {2}


def test_no_more_than_a_few_are_kept_before(tablet, house, home, aicha_key):
    tablet.wall()
    for _ in range(5):
        with house.database.write() as session:
            device = session.get_one(Device, tablet.device)
            unit = home.units["Glycines"]
            replaced_keys.rotate(session, house, device, unit, now=clock.now())
        tablet.wall()
    with clock.frozen(clock.now() + timedelta(minutes=5)):
        held = keys_of(tablet, "Aïcha", aicha_key)
    assert set(held) == {3, 4, 5, 6}
