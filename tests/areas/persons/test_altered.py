"""A person's row that was altered in the database: shown as such, and written anew by who may."""

import pytest

import app.areas.persons.handlers  # noqa: F401 - tells `todo` where persons are
from app.areas.persons.commands import edit_identity, edit_marks
from app.areas.persons.models import Person
from app.areas.persons.queries import person_of, persons_of
from app.areas.steering import todo
from app.ground.errors import Refused
from tests.areas.conftest import HOUR, LENOIR, NOW

LATER = NOW + HOUR


def alter(home, person_id):
    with home.house.database.write() as session:
        row = session.get_one(Person, person_id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])


def value_of(home, person_id):
    with home.house.database.read() as session:
        return person_of(session, home.house, home.id, person_id)


def write_anew(home, person_id):
    with home.house.database.write() as session:
        edit_identity(session, home.house, home.leader, person_id, LENOIR, now=LATER)


def set_marks(home, person_id, marks):
    with home.house.database.write() as session:
        edit_marks(session, home.house, home.leader, person_id, marks, now=LATER)


def to_do(home):
    with home.house.database.read() as session:
        tasks = todo.tasks(session, home.house, home.leader, now=LATER)
    return [task for task in tasks if "illisible" in task.text]


def test_an_altered_person_keeps_their_place_and_takes_nobody_else_away(home):
    lenoir, roux = home.admit(), home.admit(room="102", family_name="Roux")
    alter(home, lenoir)
    with home.house.database.read() as session:
        there = persons_of(session, home.house, home.id)
    assert [(each.id, each.room, each.name) for each in there] == [
        (lenoir, "101", "Fiche illisible"),
        (roux, "102", "Jeanne Roux"),
    ]
    shown = there[0]
    assert (shown.is_broken, shown.marks_lost, shown.initials) == (True, True, "?")
    assert shown.age(NOW.date()) is None
    assert not there[1].is_broken


def test_whoever_may_mend_it_is_told_as_long_as_it_is_so(home):
    lenoir = home.admit()
    assert to_do(home) == []
    alter(home, lenoir)
    (task,) = to_do(home)
    assert task.text.startswith("1 fiche de personne illisible")
    assert (task.permission, task.arguments) == ("person.manage", {"etat": "illisibles"})
    write_anew(home, lenoir)
    assert to_do(home) == []


def test_an_identity_written_anew_says_that_the_marks_are_lost_until_somebody_says_them(home):
    lenoir = home.admit()
    set_marks(home, lenoir, [("allergy", "Pénicilline")])
    alter(home, lenoir)
    with pytest.raises(Refused):
        set_marks(home, lenoir, [("falls", "")])
    write_anew(home, lenoir)
    shown = value_of(home, lenoir)
    assert (shown.name, shown.is_broken, shown.marks_lost) == ("Jeanne Lenoir", False, True)
    set_marks(home, lenoir, [])
    assert not value_of(home, lenoir).marks_lost
