"""Erasing a person: unreadable, deleted, told to the tablets, and erased again after a restore."""

from datetime import timedelta

import pytest

from app.areas.persons import erasure
from app.areas.persons.commands import destroy_key, erase, replay_erasures, set_picture
from app.areas.persons.models import Erasure, Movement, Person, Picture
from app.areas.persons.queries import person_of, persons_of
from app.gate.sync.models import Tombstone
from app.ground.errors import NotFound
from app.ground.vault import KeyGone
from tests.areas.conftest import HOUR, NOW
from tests.areas.persons.test_pictures import photo


@pytest.fixture
def lenoir(home):
    person_id = home.admit()
    with home.house.database.write() as session:
        set_picture(session, home.house, home.leader, person_id, photo(), consent="person", now=NOW)
    return person_id


def erase_now(home, person_id):
    with home.house.database.write() as session:
        done = erase(session, home.house, home.leader, person_id, now=NOW)
    destroy_key(home.house, person_id)
    return done


def rows_of(home, person_id):
    with home.house.database.read() as session:
        return [
            session.query(Person).filter_by(id=person_id).count(),
            session.query(Movement).filter_by(person_id=person_id).count(),
            session.query(Picture).filter_by(person_id=person_id).count(),
        ]


def keep(home, person_id):
    """What a backup of the data holds."""
    with home.house.database.read() as session:
        row = session.get_one(Person, person_id)
        return {column.name: getattr(row, column.name) for column in Person.__table__.columns}


def restore(home, kept):
    with home.house.database.write() as session:
        session.execute(Person.__table__.insert().values(**kept))


def test_nothing_is_left_and_what_a_backup_holds_cannot_be_read(home, lenoir):
    kept = keep(home, lenoir)
    done = erase_now(home, lenoir)
    assert rows_of(home, lenoir) == [0, 0, 0]
    assert done.unreadable_everywhere_at == NOW + timedelta(days=30)
    with pytest.raises(KeyGone):
        home.house.vault.open(lenoir, "person", lenoir, kept["sealed"])


def test_the_tablets_of_the_unit_forget_the_person(home, lenoir):
    erase_now(home, lenoir)
    with home.house.database.read() as session:
        (stone,) = session.query(Tombstone).all()
    assert (stone.unit_id, stone.object_id) == (home.units["Glycines"], lenoir)


def test_the_trace_keeps_who_did_it_and_no_name(home, lenoir):
    erase_now(home, lenoir)
    (event,) = home.events("person.erased")
    assert (event.actor_id, event.person_id, event.detail) == (
        home.leader.staff_id,
        lenoir,
        None,
    )


def test_the_other_areas_erase_what_they_keep(home, lenoir, monkeypatch):
    told = []
    monkeypatch.setattr(
        erasure, "ERASERS", [*erasure.ERASERS, lambda _session, person: told.append(person)]
    )
    erase_now(home, lenoir)
    assert told == [lenoir]


def test_another_home_erases_nobody_here(home, other_home, lenoir):
    with pytest.raises(NotFound), home.house.database.write() as session:
        erase(session, home.house, other_home.leader, lenoir, now=NOW)
    assert rows_of(home, lenoir)[0] == 1


def test_between_the_two_steps_the_person_is_already_gone_from_every_page(home, lenoir):
    home.admit(room="102", given_name="Rose")
    home.house.vault.destroy_owner(lenoir)
    with home.house.database.read() as session:
        assert [each.given_name for each in persons_of(session, home.house, home.id)] == ["Rose"]
        with pytest.raises(NotFound):
            person_of(session, home.house, home.id, lenoir)


def test_a_restored_backup_of_the_data_is_erased_again(home, lenoir):
    kept = keep(home, lenoir)
    erase_now(home, lenoir)
    restore(home, kept)
    with home.house.database.write() as session:
        assert replay_erasures(session, home.house, now=NOW + HOUR) == 1
    assert rows_of(home, lenoir) == [0, 0, 0]
    assert len(home.events("person.erased_again")) == 1


def test_a_backup_older_than_the_tombstone_is_erased_again_by_what_the_keys_say(home, lenoir):
    kept = keep(home, lenoir)
    erase_now(home, lenoir)
    restore(home, kept)
    with home.house.database.write() as session:
        session.query(Erasure).delete()
    with home.house.database.write() as session:
        assert replay_erasures(session, home.house, now=NOW + HOUR) == 1
    assert rows_of(home, lenoir) == [0, 0, 0]


def test_a_key_that_outlived_its_erasure_is_destroyed(home, lenoir):
    with home.house.database.write() as session:
        erase(session, home.house, home.leader, lenoir, now=NOW)
    assert home.house.vault.has_key(lenoir)
    with home.house.database.write() as session:
        assert replay_erasures(session, home.house, now=NOW + HOUR) == 1
    assert not home.house.vault.has_key(lenoir)


def test_when_nobody_was_erased_there_is_nothing_to_do(home, lenoir):
    with home.house.database.write() as session:
        assert replay_erasures(session, home.house, now=NOW) == 0
    assert rows_of(home, lenoir) == [1, 1, 1]
