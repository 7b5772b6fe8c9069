"""The life of a person and of a vocabulary, on SQLite and on PostgreSQL with its row-level security."""

from __future__ import annotations

import pytest

from app.areas.journal import handlers
from app.areas.journal.commands import publish_vocabulary, write_entry
from app.areas.journal.office import drafts
from app.areas.persons.commands import (
    come_back,
    destroy_key,
    edit_marks,
    erase,
    leave,
    move,
    replay_erasures,
    set_picture,
)
from app.areas.persons.models import Person
from app.areas.persons.queries import persons_of
from app.areas.steering.commands import place_room
from app.gate.directory.commands import assign, plan_shift
from app.gate.directory.models import Staff
from app.ground.tenancy import acting_for
from tests.areas.conftest import HOUR, NOW, open_home
from tests.areas.office.test_vocabulary import FIRST
from tests.areas.persons.test_pictures import photo
from transmissions.entry import Draft
from transmissions.vocabulary_edits import rename_cible

assert handlers  # the journal is loaded, as in every process that erases


@pytest.fixture
def home(each_house):
    structure = {"Glycines": ("101", "102"), "Mimosas": ("201",)}
    return open_home(each_house, "Les Tilleuls", ("Hélène", "Marchand"), structure)


def test_a_whole_stay_and_its_erasure(home):
    house, leader = home.house, home.leader
    with acting_for(home.id):
        lenoir = home.admit()
        with house.database.write() as session:
            set_picture(session, house, leader, lenoir, photo(), consent="person", now=NOW)
            edit_marks(session, house, leader, lenoir, [("falls", "")], now=NOW)
        with house.database.write() as session:
            move(
                session,
                leader,
                lenoir,
                unit_id=home.units["Mimosas"],
                room_id=home.rooms["201"],
                now=NOW,
            )
        with house.database.write() as session:
            publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)
        with house.database.write() as session:
            draft = Draft("chute", 1, data="au sol")
            write_entry(session, house.vault, leader, draft, person_id=lenoir, now=NOW)
        with house.database.write() as session:
            leave(session, leader, lenoir, left_at=NOW, now=NOW)
        with house.database.write() as session:
            come_back(session, leader, lenoir, now=NOW + HOUR)
        with house.database.write() as session:
            erase(session, house, leader, lenoir, now=NOW + HOUR)
        destroy_key(house, lenoir)
        with house.database.write() as session:
            assert session.query(Person).count() == 0
            assert replay_erasures(session, house, now=NOW + HOUR) == 0


def test_rooms_staff_and_words(home):
    house, leader = home.house, home.leader
    with acting_for(home.id):
        home.admit()
        with house.database.write() as session:
            place_room(session, leader, home.rooms["101"], rank=2, now=NOW)
        with house.database.write() as session:
            member = session.get_one(Staff, leader.staff_id)
            unit_id = home.units["Glycines"]
            assign(session, leader, staff=member, unit_id=unit_id, starts_at=NOW, now=NOW)
            ends_at = NOW + 8 * HOUR
            plan_shift(
                session,
                leader,
                staff=member,
                unit_id=unit_id,
                starts_at=NOW,
                ends_at=ends_at,
                now=NOW,
            )
            publish_vocabulary(session, FIRST, establishment_id=home.id, now=NOW)
        with house.database.write() as session:
            drafts.change(
                session, leader, lambda words: rename_cible(words, "chute", "Chutes"), now=NOW
            )
        with house.database.write() as session:
            assert drafts.publish(session, leader, now=NOW) == 2
        with house.database.read() as session:
            assert [each.room for each in persons_of(session, house, home.id)] == ["101"]
            assert drafts.in_force(session, home.id).by_id["chute"].label == "Chutes"
