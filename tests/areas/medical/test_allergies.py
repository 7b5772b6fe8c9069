"""Allergies in codes: said, said otherwise, withdrawn; and the three answers that safety tells apart."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.areas.medical.commands import add_allergy, change_allergy, say_no_allergy, withdraw
from app.areas.medical.models import MedicalFact
from app.areas.medical.queries import UNREADABLE, allergies_of
from app.areas.persons.commands import erase, on_change
from app.areas.persons.models import Person
from app.ground.errors import Conflict, Invalid, NotFound
from medication.facts import Allergy
from tests.areas.conftest import HOUR, NOW
from tests.areas.medical.conftest import PENICILLINS, version

LACTOSE = replace(
    PENICILLINS, kind="excipient", code="lactose", label="Lactose", severity="unknown"
)


def rows(home, person):
    with home.house.database.read() as session:
        return session.scalars(
            select(MedicalFact)
            .where(MedicalFact.person_id == person)
            .order_by(MedicalFact.written_at, MedicalFact.version)
        ).all()


def test_nobody_said_is_not_none_known(lenoir, act, read):
    assert read(allergies_of, lenoir) is None
    act(say_no_allergy, lenoir, by="la personne", waiting=None)
    assert read(allergies_of, lenoir) == ()


def test_an_allergy_is_the_value_that_safety_reads(home, lenoir, act, read):
    act(add_allergy, lenoir, PENICILLINS)
    act(add_allergy, lenoir, LACTOSE, now=NOW + HOUR)
    assert read(allergies_of, lenoir) == (
        Allergy("class", "penicillines", "Pénicillines", "severe", "œdème du visage"),
        Allergy("excipient", "lactose", "Lactose", "unknown", "œdème du visage"),
    )
    assert len(home.events("allergy.added")) == 2


def test_an_allergy_ends_the_answer_that_none_is_known(lenoir, act, read):
    act(say_no_allergy, lenoir, by="la personne", waiting=None)
    act(add_allergy, lenoir, PENICILLINS)
    (allergy,) = read(allergies_of, lenoir)
    assert allergy.code == "penicillines"
    with pytest.raises(Conflict, match="Une allergie est notée"):
        act(say_no_allergy, lenoir, by="la personne", waiting=None)


def test_what_is_written_in_words_keeps_from_saying_that_none_is_known(lenoir, act, read):
    with pytest.raises(Conflict, match="Pénicilline"):
        act(say_no_allergy, lenoir, by="la personne", waiting="Pénicilline")
    assert read(allergies_of, lenoir) is None


def test_a_change_is_a_version_with_its_reason_and_the_one_before_stays(home, lenoir, act, read):
    first = act(add_allergy, lenoir, PENICILLINS)
    milder = replace(PENICILLINS, severity="moderate")
    with pytest.raises(Invalid) as refused:
        act(change_allergy, lenoir, first.chain_id, milder, why=" ")
    assert set(refused.value.fields) == {"reason"}
    act(change_allergy, lenoir, first.chain_id, milder, why="test allergologique", seen=version(1))
    (allergy,) = read(allergies_of, lenoir)
    assert allergy.severity == "moderate"
    before, after = rows(home, lenoir)
    assert (before.version, before.superseded_at, after.version) == (1, NOW, 2)
    opened = home.house.vault.open(lenoir, "medical_fact", before.id, before.sealed)
    assert opened["severity"] == "severe"


def test_two_who_change_the_same_allergy_do_not_overwrite_each_other(lenoir, act):
    first = act(add_allergy, lenoir, PENICILLINS)
    act(change_allergy, lenoir, first.chain_id, PENICILLINS, why="relu", seen=version(1))
    with pytest.raises(Conflict, match="Quelqu’un"):
        act(change_allergy, lenoir, first.chain_id, PENICILLINS, why="relu aussi", seen=version(1))


def test_the_same_allergy_is_noted_once(lenoir, act):
    act(add_allergy, lenoir, PENICILLINS)
    with pytest.raises(Conflict, match="déjà notée"):
        act(add_allergy, lenoir, replace(PENICILLINS, severity="moderate"))


def test_what_is_withdrawn_is_nobody_said_again_and_stays_readable(home, lenoir, act, read):
    first = act(add_allergy, lenoir, PENICILLINS)
    act(withdraw, lenoir, first.chain_id, why="erreur de personne")
    assert read(allergies_of, lenoir) is None
    assert [row.state for row in rows(home, lenoir)] == ["in_force", "withdrawn"]
    with pytest.raises(Conflict, match="déjà retiré"):
        act(withdraw, lenoir, first.chain_id, why="encore")


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("code", {"code": ""}),
        ("code", {"kind": "food"}),
        ("severity", {"severity": "terrible"}),
        ("said_by", {"said_by": None}),
        ("reaction", {"reaction": "x" * 201}),
    ],
)
def test_what_cannot_be_used_is_said_beside_its_field(lenoir, act, field, changed):
    with pytest.raises(Invalid) as refused:
        act(add_allergy, lenoir, replace(PENICILLINS, **changed))
    assert field in refused.value.fields


def test_an_altered_row_is_never_silence(home, lenoir, act, read):
    first = act(add_allergy, lenoir, PENICILLINS)
    with home.house.database.write() as session:
        row = session.get_one(MedicalFact, first.id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert read(allergies_of, lenoir) == (UNREADABLE,)


def test_an_altered_answer_that_none_is_known_is_no_answer(home, lenoir, act, read):
    said = act(say_no_allergy, lenoir, by="la personne", waiting=None)
    with home.house.database.write() as session:
        row = session.get_one(MedicalFact, said.id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert read(allergies_of, lenoir) is None


def test_tablets_and_whoever_depends_on_it_are_told(home, lenoir, act, monkeypatch):
    told = []
    monkeypatch.setattr("app.areas.persons.changes._LISTENERS", [])
    on_change(lambda _session, change: told.append((change.person_id, change.what)))
    with home.house.database.read() as session:
        before = session.get_one(Person, lenoir).revision
    act(add_allergy, lenoir, PENICILLINS)
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision > before
    assert told == [(lenoir, "allergies")]


def test_another_homes_leader_finds_nobody(home, other_home, lenoir):
    with other_home.house.database.write() as session, pytest.raises(NotFound):
        add_allergy(session, home.house.vault, other_home.leader, lenoir, PENICILLINS, now=NOW)


def test_erasing_a_person_takes_what_was_known(home, lenoir, act):
    act(add_allergy, lenoir, PENICILLINS)
    with home.house.database.write() as session:
        erase(session, home.house, home.leader, lenoir, now=NOW)
    assert rows(home, lenoir) == []
