"""Establishment, units and rooms."""

import pytest

from app.gate.directory.commands import (
    close_room,
    close_unit,
    create_establishment,
    create_room,
    create_unit,
    edit_establishment,
    edit_unit,
    place_room,
    reopen_unit,
)
from app.gate.directory.commands.establishments import settings_of
from app.gate.directory.models import Establishment, Room, Unit
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.gate.directory.conftest import NOW


def rooms_of(home, unit_id):
    with home.house.database.read() as session:
        rows = session.query(Room).filter_by(unit_id=unit_id).order_by(Room.position)
        return [row.name for row in rows]


@pytest.fixture
def glycines(home):
    with home.house.database.write() as session:
        unit = create_unit(session, home.leader, name="Glycines", now=NOW)
        session.flush()
        for name in ("101", "102", "103"):
            create_room(session, home.leader, unit.id, name=name, now=NOW)
            session.flush()
    return unit.id


def test_a_new_home_starts_with_what_its_seed_adds(house):
    with house.database.write() as session:
        home = create_establishment(
            session,
            house,
            name="Les Tilleuls",
            kind="nursing_home",
            seed=lambda inside, row: inside.add(
                Unit(id=row.id, establishment_id=row.id, name="Accueil", kind="unit", position=1)
            ),
            now=NOW,
        )
    with house.database.read() as session:
        assert session.get_one(Unit, home.id).revision == 1


def test_every_change_leaves_its_event(home, glycines):
    assert home.verbs() == [
        "establishment.created",
        "staff.created",
        "assignment.created",
        "unit.created",
        "room.created",
        "room.created",
        "room.created",
    ]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("750712185", "clé"),
        ("75071218", "neuf chiffres"),
        ("75O712184", "neuf chiffres"),
        ("2C0000014", "neuf chiffres"),
    ],
)
def test_a_wrong_finess_number_is_named(home, number, words):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        edit_establishment(
            session,
            home.leader,
            name="Les Tilleuls",
            kind="nursing_home",
            timezone="Europe/Paris",
            finess=number,
            idle_seconds=120,
            quick_hours=8,
            now=NOW,
        )
    assert words in refusal.value.fields["finess"]


@pytest.mark.parametrize("number", ["75 071 218 4", "690781810", "2a0000014"])
def test_a_right_finess_number_is_kept_without_its_spaces(home, number):
    with home.house.database.write() as session:
        row = edit_establishment(
            session,
            home.leader,
            name="Les Tilleuls",
            kind="nursing_home",
            timezone="Indian/Reunion",
            finess=number,
            idle_seconds=90,
            quick_hours=8,
            now=NOW,
        )
    assert row.finess == number.replace(" ", "").upper()
    assert row.timezone == "Indian/Reunion"


def test_all_that_is_wrong_is_told_at_once(home):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        edit_establishment(
            session,
            home.leader,
            name=" ",
            kind="castle",
            timezone="Europe/Chevet",
            finess=None,
            idle_seconds=5,
            quick_hours=13,
            now=NOW,
        )
    named = {"name", "kind", "timezone", "idle_seconds", "quick_hours"}
    assert set(refusal.value.fields) == named


def test_it_notices_that_somebody_changed_the_home_meanwhile(home):
    with home.house.database.read() as session:
        seen = stamp(settings_of(session.get_one(Establishment, home.id)))
    settings = {
        "kind": "nursing_home",
        "timezone": "Europe/Paris",
        "finess": None,
        "idle_seconds": 120,
        "quick_hours": 8,
        "seen": seen,
        "now": NOW,
    }
    with home.house.database.write() as session:
        edit_establishment(session, home.leader, name="Les Tilleuls d’Or", **settings)
    with pytest.raises(Conflict), home.house.database.write() as session:
        edit_establishment(session, home.leader, name="Les Grands Tilleuls", **settings)


def test_rooms_are_walked_in_the_order_they_are_given(home, glycines):
    with home.house.database.write() as session:
        third = session.query(Room).filter_by(unit_id=glycines, name="103").one()
        moved = place_room(session, home.leader, third.id, rank=1, now=NOW)
        assert {room.name for room in moved} == {"101", "102", "103"}
    assert rooms_of(home, glycines) == ["103", "101", "102"]


def test_a_rank_beyond_the_end_is_the_end(home, glycines):
    with home.house.database.write() as session:
        first = session.query(Room).filter_by(unit_id=glycines, name="101").one()
        place_room(session, home.leader, first.id, rank=99, now=NOW)
    assert rooms_of(home, glycines) == ["102", "103", "101"]


@pytest.mark.parametrize("name", ["glycines", "  Glycines ", "Gly\x00cines", "", "é" * 81])
def test_it_refuses_a_unit_name_that_is_taken_or_unreadable(home, glycines, name):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        create_unit(session, home.leader, name=name, now=NOW)
    assert "name" in refusal.value.fields


def test_a_unit_where_somebody_lives_stays_open(home, glycines):
    with pytest.raises(Conflict, match="2 personnes"), home.house.database.write() as session:
        close_unit(session, home.leader, glycines, persons_there=2, now=NOW)


def test_a_closed_unit_opens_again(home, glycines):
    with home.house.database.write() as session:
        close_unit(session, home.leader, glycines, persons_there=0, now=NOW)
        assert reopen_unit(session, home.leader, glycines, now=NOW).closed_at is None


def test_it_does_not_open_a_unit_whose_name_was_given_away(home, glycines):
    with home.house.database.write() as session:
        close_unit(session, home.leader, glycines, persons_there=0, now=NOW)
        create_unit(session, home.leader, name="Glycines", now=NOW)
    with pytest.raises(Conflict, match="Glycines"), home.house.database.write() as session:
        reopen_unit(session, home.leader, glycines, now=NOW)


def test_tablets_hear_of_a_unit_that_is_renamed(home, glycines):
    with home.house.database.write() as session:
        before = session.get_one(Unit, glycines).revision
        edit_unit(session, home.leader, glycines, name="Les Glycines", kind="unit", now=NOW)
    with home.house.database.read() as session:
        assert session.get_one(Unit, glycines).revision == before + 1


@pytest.mark.parametrize(
    "act",
    [
        lambda session, actor, unit, room: edit_unit(
            session, actor, unit, name="À nous", kind="unit", now=NOW
        ),
        lambda session, actor, unit, room: close_unit(
            session, actor, unit, persons_there=0, now=NOW
        ),
        lambda session, actor, unit, room: create_room(session, actor, unit, name="1", now=NOW),
        lambda session, actor, unit, room: place_room(session, actor, room, rank=1, now=NOW),
        lambda session, actor, unit, room: close_room(
            session, actor, room, persons_there=0, now=NOW
        ),
    ],
)
def test_another_home_s_structure_does_not_exist(home, other_home, glycines, act):
    with home.house.database.read() as session:
        room = session.query(Room.id).filter_by(unit_id=glycines).first()[0]
    with pytest.raises(NotFound), home.house.database.write() as session:
        act(session, other_home.leader, glycines, room)
