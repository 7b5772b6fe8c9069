"""Rooms, units, absences and departure, and what tablets are told of them."""

import pytest

from app.areas.persons.commands import come_back, leave, move, restamp, set_presence
from app.areas.persons.commands.stay import place_of
from app.areas.persons.models import Person
from app.areas.persons.queries import count_by_unit, count_without_room, movements_of, persons_of
from app.gate.sync.models import Tombstone
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.areas.conftest import HOUR, NOW


@pytest.fixture
def lenoir(home):
    return home.admit()


def act(home, command, *args, **kwargs):
    with home.house.database.write() as session:
        return command(session, home.leader, *args, **kwargs)


def tombstones(home):
    with home.house.database.read() as session:
        return session.query(Tombstone).all()


def facts(home, person_id):
    with home.house.database.read() as session:
        return [fact.kind for fact in reversed(movements_of(session, person_id))]


def test_another_room_is_a_fact_and_no_tablet_forgets_anyone(home, lenoir):
    act(home, move, lenoir, unit_id=home.units["Glycines"], room_id=home.rooms["102"], now=NOW)
    assert facts(home, lenoir) == ["admission", "room"]
    assert tombstones(home) == []


def test_the_tablets_of_the_unit_that_is_left_forget_the_person(home, lenoir):
    moved = act(
        home, move, lenoir, unit_id=home.units["Mimosas"], room_id=home.rooms["201"], now=NOW
    )
    (stone,) = tombstones(home)
    assert (stone.unit_id, stone.kind, stone.object_id) == (
        home.units["Glycines"],
        "person",
        lenoir,
    )
    assert stone.revision == moved.revision == moved.placed_revision
    assert facts(home, lenoir) == ["admission", "unit"]


def test_a_room_keeps_the_revision_at_which_the_person_came_into_the_unit(home, lenoir):
    with home.house.database.read() as session:
        placed = session.get_one(Person, lenoir).placed_revision
    moved = act(
        home, move, lenoir, unit_id=home.units["Glycines"], room_id=home.rooms["102"], now=NOW
    )
    assert moved.placed_revision == placed < moved.revision


def test_moving_to_the_same_place_is_no_fact(home, lenoir):
    act(home, move, lenoir, unit_id=home.units["Glycines"], room_id=home.rooms["101"], now=NOW)
    assert facts(home, lenoir) == ["admission"]


def test_two_who_move_the_same_person_do_not_overwrite_each_other(home, lenoir):
    with home.house.database.read() as session:
        seen = stamp(place_of(session.get_one(Person, lenoir)))
    act(home, move, lenoir, unit_id=home.units["Mimosas"], room_id=None, seen=seen, now=NOW)
    with pytest.raises(Conflict):
        act(home, move, lenoir, unit_id=home.units["Glycines"], room_id=None, seen=seen, now=NOW)


def test_an_absence_and_a_return_are_facts(home, lenoir):
    act(home, set_presence, lenoir, "hospital", now=NOW)
    act(home, set_presence, lenoir, "present", now=NOW + HOUR)
    assert facts(home, lenoir) == ["admission", "hospital", "return"]
    with pytest.raises(Invalid):
        act(home, set_presence, lenoir, "moon", now=NOW)


def test_whoever_leaves_is_on_no_tablet_and_on_no_list(home, lenoir):
    act(home, leave, lenoir, left_at=NOW + HOUR, now=NOW + HOUR)
    assert [stone.object_id for stone in tombstones(home)] == [lenoir]
    with home.house.database.read() as session:
        assert persons_of(session, home.house, home.id) == []
        assert [each.id for each in persons_of(session, home.house, home.id, left=True)] == [lenoir]
        assert count_by_unit(session, home.id) == {}


def test_a_departure_by_mistake_is_undone_to_the_same_room(home, lenoir):
    act(home, leave, lenoir, left_at=NOW, now=NOW)
    back = act(home, come_back, lenoir, now=NOW + HOUR)
    assert (back.unit_id, back.room_id) == (home.units["Glycines"], home.rooms["101"])
    assert back.left_at is None
    assert back.placed_revision > tombstones(home)[0].revision


@pytest.mark.parametrize("left_at", [NOW - HOUR, NOW + HOUR])
def test_nobody_leaves_before_they_came_or_after_today(home, lenoir, left_at):
    with pytest.raises(Invalid) as refusal:
        act(home, leave, lenoir, left_at=left_at, now=NOW)
    assert "left_on" in refusal.value.fields


def test_whoever_has_left_moves_no_more(home, lenoir):
    act(home, leave, lenoir, left_at=NOW, now=NOW)
    with pytest.raises(Conflict):
        act(home, move, lenoir, unit_id=home.units["Mimosas"], room_id=None, now=NOW)


def test_a_renamed_room_reaches_the_tablets_through_whoever_lives_there(home, lenoir):
    other = home.admit(room="102", given_name="Rose")
    with home.house.database.write() as session:
        before = session.get_one(Person, lenoir).revision, session.get_one(Person, other).revision
        restamp(session, home.id, [home.rooms["101"]])
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision > before[0]
        assert session.get_one(Person, other).revision == before[1]


def test_persons_without_a_room_are_counted(home, lenoir):
    home.admit(room=None, given_name="Rose")
    with home.house.database.read() as session:
        assert count_without_room(session, home.id) == 1


def test_another_home_moves_nobody_here(home, other_home, lenoir):
    for command, arguments in (
        (move, {"unit_id": other_home.units["Sureaux"], "room_id": None, "now": NOW}),
        (leave, {"left_at": NOW, "now": NOW}),
        (come_back, {"now": NOW}),
    ):
        with pytest.raises(NotFound), home.house.database.write() as session:
            command(session, other_home.leader, lenoir, **arguments)
