"""How a person swallows, with its history; and what tablets draw of codes beside what was written in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.areas.medical.commands import add_allergy, answer_words, set_swallowing
from app.areas.medical.models import MedicalFact
from app.areas.medical.queries import swallowing_of
from app.areas.persons.commands import edit_marks
from app.areas.persons.feed import rows
from app.areas.persons.queries import marks_shown, person_of
from app.gate.sync.scope import Scope
from app.ground.errors import Conflict, Invalid
from medication.facts import Swallowing
from tests.areas.conftest import HOUR, NOW
from tests.areas.medical.conftest import CRUSHED, PENICILLINS, version


def marks(home, person):
    with home.house.database.read() as session:
        value = person_of(session, home.house, home.id, person)
        return [(one.kind, one.text) for one in marks_shown(session, home.house, value)]


def write_marks(home, person, *written):
    with home.house.database.write() as session:
        edit_marks(session, home.house, home.leader, person, written, now=NOW)


def test_the_last_answer_holds_and_those_before_stay(home, lenoir, act, read):
    assert read(swallowing_of, lenoir) is None
    act(set_swallowing, lenoir, CRUSHED, today=NOW.date(), seen=version(0))
    fasting = replace(CRUSHED, level="nothing_by_mouth", text=None)
    act(set_swallowing, lenoir, fasting, today=NOW.date(), seen=version(1), now=NOW + HOUR)
    assert read(swallowing_of, lenoir) == Swallowing("nothing_by_mouth", "")
    assert len(home.events("swallowing.set")) == 2


def test_two_who_say_otherwise_do_not_overwrite_each_other(lenoir, act):
    act(set_swallowing, lenoir, CRUSHED, today=NOW.date(), seen=version(0))
    with pytest.raises(Conflict):
        act(set_swallowing, lenoir, CRUSHED, today=NOW.date(), seen=version(0))


def test_a_day_to_come_and_no_answer_are_refused_beside_their_fields(lenoir, act):
    wrong = replace(CRUSHED, level="", on=NOW.date() + timedelta(days=1))
    with pytest.raises(Invalid) as refused:
        act(set_swallowing, lenoir, wrong, today=NOW.date())
    assert set(refused.value.fields) == {"level", "on"}


def test_what_is_coded_is_drawn_beside_words_until_they_are_taken_up(home, lenoir, act):
    write_marks(home, lenoir, ("allergy", "Pénicilline"), ("falls", "2 chutes"))
    act(add_allergy, lenoir, PENICILLINS)
    assert marks(home, lenoir) == [
        ("allergy", "Pénicillines (grave) · Pénicilline"),
        ("falls", "2 chutes"),
    ]
    act(answer_words, lenoir, text="Pénicilline", how="coded")
    assert marks(home, lenoir)[0] == ("allergy", "Pénicillines (grave)")


def test_words_that_change_are_shown_again(home, lenoir, act):
    write_marks(home, lenoir, ("allergy", "Pénicilline"))
    act(add_allergy, lenoir, PENICILLINS)
    act(answer_words, lenoir, text="Pénicilline", how="coded")
    write_marks(home, lenoir, ("allergy", "Pénicilline, latex"))
    assert marks(home, lenoir) == [("allergy", "Pénicillines (grave) · Pénicilline, latex")]


def test_words_about_something_else_than_drugs_stay(home, lenoir, act):
    write_marks(home, lenoir, ("allergy", "Latex"))
    act(answer_words, lenoir, text="Latex", how="not_a_drug")
    assert marks(home, lenoir) == [("allergy", "Latex")]


def test_words_are_not_taken_up_by_nothing(home, lenoir, act):
    write_marks(home, lenoir, ("allergy", "Pénicilline"))
    with pytest.raises(Conflict, match="codez-la"):
        act(answer_words, lenoir, text="Pénicilline", how="coded")
    assert marks(home, lenoir) == [("allergy", "Pénicilline")]


def test_swallowing_in_codes_stands_for_the_words_it_answers(home, lenoir, act):
    write_marks(home, lenoir, ("swallowing", "Texture mixée"))
    act(set_swallowing, lenoir, replace(CRUSHED, answers="Texture mixée"), today=NOW.date())
    assert marks(home, lenoir) == [("swallowing", "Seulement écrasé : eau gélifiée")]
    write_marks(home, lenoir, ("swallowing", "Fausse route hier"))
    assert marks(home, lenoir) == [
        ("swallowing", "Seulement écrasé : eau gélifiée · Fausse route hier")
    ]


def test_without_risk_there_is_no_mark(home, lenoir, act):
    act(set_swallowing, lenoir, replace(CRUSHED, level="none"), today=NOW.date())
    assert marks(home, lenoir) == []


def row_on_tablets(home, person):
    with home.house.database.read() as session:
        scope = Scope(
            session=session,
            house=home.house,
            establishment_id=home.id,
            timezone="Europe/Paris",
            unit_id=home.units["Glycines"],
            since=None,
            as_of=None,
            now=NOW,
            persons={person: 0},
        )
        (row,) = rows(scope).rows["person"]
        return row["marks"], scope.broken


def test_the_bedside_draws_what_is_coded(home, lenoir, act):
    act(add_allergy, lenoir, PENICILLINS)
    act(set_swallowing, lenoir, CRUSHED, today=NOW.date())
    assert row_on_tablets(home, lenoir) == (
        [
            {"kind": "allergy", "text": "Pénicillines (grave)"},
            {"kind": "swallowing", "text": "Seulement écrasé : eau gélifiée"},
        ],
        [],
    )


def test_the_bedside_says_that_an_altered_allergy_must_be_asked_again(home, lenoir, act):
    added = act(add_allergy, lenoir, PENICILLINS)
    with home.house.database.write() as session:
        row = session.get_one(MedicalFact, added.id)
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    drawn, broken = row_on_tablets(home, lenoir)
    assert drawn == [{"kind": "allergy", "text": "allergie illisible, à redemander"}]
    assert [(one.table, one.row_id) for one in broken] == [("medical_fact", added.id)]
