"""Admitting a person and saying who they are."""

from datetime import date

import pytest

from app.areas.persons.commands import admit, edit_identity, edit_marks
from app.areas.persons.models import Movement, Person
from app.areas.persons.queries import person_of, persons_of
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.areas.conftest import HOUR, LENOIR, NOW


def value_of(home, person_id):
    with home.house.database.read() as session:
        return person_of(session, home.house, home.id, person_id)


def test_an_admitted_person_is_in_the_walking_order_of_the_unit(home):
    home.admit(room="102")
    home.admit(room="101", given_name="Émile", family_name="Roux", sex="M")
    home.admit(unit="Mimosas", room="201", given_name="Rose")
    with home.house.database.read() as session:
        there = persons_of(session, home.house, home.id)
    assert [(each.unit, each.room, each.name) for each in there] == [
        ("Glycines", "101", "Émile Roux"),
        ("Glycines", "102", "Jeanne Lenoir"),
        ("Mimosas", "201", "Rose Lenoir"),
    ]


def test_identity_is_kept_sealed_and_admission_is_a_fact_of_the_stay(home):
    lenoir = home.admit()
    with home.house.database.read() as session:
        row = session.get_one(Person, lenoir)
        fact = session.query(Movement).filter_by(person_id=lenoir).one()
    assert b"Lenoir" not in row.sealed
    assert (fact.kind, fact.room_id) == ("admission", home.rooms["101"])
    assert row.placed_revision == row.revision > 0
    assert [event.person_id for event in home.events("person.admitted")] == [lenoir]


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("family_name", "  ", "Donnez le nom"),
        ("given_name", "x" * 61, "limite est de 60"),
        ("used_name", "Le\x00noir", "illisible"),
        ("birth_name", "\ud83d", "illisible"),
        ("born_on", None, "jour, mois, année"),
        ("born_on", date(2027, 1, 1), "à venir"),
        ("born_on", date(1850, 1, 1), "125 ans"),
        ("sex", "X", "Choisissez"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(home, field, typed, words):
    with pytest.raises(Invalid) as refusal:
        home.admit(**{field: typed})
    assert words in refusal.value.fields[field]


@pytest.mark.parametrize("name", ["Łukasz ❤️ Ñandú", "عائشة", "O’Brien-D’Aragon"])
def test_names_of_the_whole_world_are_names(home, name):
    assert value_of(home, home.admit(family_name=name)).family_name == name


def test_the_same_person_is_not_admitted_twice_unless_it_is_somebody_else(home):
    home.admit()
    with pytest.raises(Invalid) as refusal:
        home.admit(given_name="JEANNE", family_name="Lénoir", room="102")
    assert "Jeanne Lenoir" in refusal.value.fields["is_someone_else"]
    with home.house.database.write() as session:
        admit(
            session,
            home.house,
            home.leader,
            LENOIR,
            unit_id=home.units["Mimosas"],
            room_id=None,
            admitted_at=NOW,
            is_someone_else=True,
            now=NOW,
        )


def test_nobody_is_admitted_in_another_home_s_unit_or_in_a_room_of_another_unit(home, other_home):
    for unit_id, room_id, field in (
        (other_home.units["Sureaux"], None, "unit_id"),
        (home.units["Mimosas"], home.rooms["101"], "room_id"),
    ):
        with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
            admit(
                session,
                home.house,
                home.leader,
                LENOIR,
                unit_id=unit_id,
                room_id=room_id,
                admitted_at=NOW,
                now=NOW,
            )
        assert field in refusal.value.fields


def test_nobody_is_admitted_tomorrow(home):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        admit(
            session,
            home.house,
            home.leader,
            LENOIR,
            unit_id=home.units["Glycines"],
            room_id=None,
            admitted_at=NOW + 24 * HOUR,
            now=NOW,
        )
    assert "admitted_on" in refusal.value.fields


def test_a_new_name_reaches_the_tablets(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        before = session.get_one(Person, lenoir).revision
        edit_identity(
            session, home.house, home.leader, lenoir, {**LENOIR, "used_name": "Roy"}, now=NOW
        )
    assert value_of(home, lenoir).name == "Jeanne Roy"
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision == before + 1
    assert home.events("person.identity_edited")[0].detail == {"fields": ["used_name"]}


def test_saving_without_a_change_changes_nothing(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        before = session.get_one(Person, lenoir).revision
        edit_identity(session, home.house, home.leader, lenoir, LENOIR, now=NOW)
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision == before
    assert home.events("person.identity_edited") == []


def test_two_who_edit_at_once_do_not_overwrite_each_other(home):
    lenoir = home.admit()
    seen = stamp({**LENOIR, "born_on": "1931-03-03"})
    with home.house.database.write() as session:
        edit_identity(
            session,
            home.house,
            home.leader,
            lenoir,
            {**LENOIR, "used_name": "Roy"},
            seen=seen,
            now=NOW,
        )
    with pytest.raises(Conflict), home.house.database.write() as session:
        edit_identity(
            session,
            home.house,
            home.leader,
            lenoir,
            {**LENOIR, "used_name": "Martin"},
            seen=seen,
            now=NOW,
        )


def test_marks_keep_the_order_that_tablets_show(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        edit_marks(
            session,
            home.house,
            home.leader,
            lenoir,
            [("falls", ""), ("allergy", " pénicilline ")],
            now=NOW,
        )
    marks = value_of(home, lenoir).marks
    assert [(mark.label, mark.text) for mark in marks] == [
        ("Allergie", "pénicilline"),
        ("Chutes", ""),
    ]


def test_an_allergy_says_to_what(home):
    lenoir = home.admit()
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        edit_marks(session, home.house, home.leader, lenoir, [("allergy", " ")], now=NOW)
    assert "à quoi" in refusal.value.fields["allergy"]


def test_another_home_s_person_does_not_exist(home, other_home):
    lenoir = home.admit()
    with home.house.database.read() as session, pytest.raises(NotFound):
        person_of(session, home.house, other_home.id, lenoir)
    with pytest.raises(NotFound), home.house.database.write() as session:
        edit_identity(session, home.house, other_home.leader, lenoir, LENOIR, now=NOW)
