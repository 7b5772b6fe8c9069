"""What the demo's files say besides care: enough to be read, judged as any other, and numbers that are nobody's."""

from collections import Counter

from sqlalchemy import select

from app.areas.persons import ins
from app.areas.persons.file.reading import facts_of
from app.areas.persons.models import Person
from app.areas.persons.queries import (
    around,
    contacts_by_person,
    measures_of,
    statuses_of,
    trusted_of,
)
from app.demo.values import demo_id
from app.gate.audit.rows import verify_rows
from tests.demo.alerts import NOW

LENOIR = demo_id("person", "glycines", 11)


def everybody(session):
    return session.scalars(select(Person.id).order_by(Person.id)).all()


def test_mme_lenoir_has_who_is_to_be_called_who_is_trusted_and_who_protects_her_goods(demo_at_now):
    with demo_at_now.database.read() as session:
        contacts = contacts_by_person(session, demo_at_now.vault, [LENOIR], NOW)[LENOIR]
        (measure,) = measures_of(session, demo_at_now.vault, LENOIR, NOW)
        trusted = trusted_of(session, demo_at_now.vault, LENOIR, NOW)
    assert contacts[0].name == "Claire Lenoir" and contacts[0].is_told
    assert trusted == contacts[0].id == demo_id("contact", "glycines-11", "fille")
    assert (measure.kind, measure.scope) == ("curatelle", "goods")
    assert any(one.link == "physician" for one in contacts)


def test_around_mme_lenoir_one_has_her_agreement_one_is_of_the_team_and_one_is_to_be_asked(
    demo_at_now,
):
    with demo_at_now.database.read() as session:
        found = around(session, demo_at_now.vault, LENOIR, NOW.date())
    assert sorted((one.fact.get("profession"), one.verdict.standing) for one in found) == [
        ("dentist", "no"),
        ("hospital", "yes"),
        ("physio", "yes"),
    ]


def test_each_measure_and_each_status_is_met(demo_at_now):
    measures, statuses = Counter(), Counter()
    with demo_at_now.database.read() as session:
        for person_id in everybody(session):
            found = measures_of(session, demo_at_now.vault, person_id, NOW)
            measures.update(one.kind for one in found)
        known = statuses_of(session, demo_at_now.vault, everybody(session))
        statuses.update(one.standing.status for one in known.values())
    assert set(measures) == {
        *("tutelle", "curatelle", "curatelle_renforcee", "sauvegarde", "habilitation")
    }
    assert set(statuses) == set(ins.STATUSES)
    assert known[LENOIR].standing.status == "qualifiee"


def test_numbers_have_their_key_agree_with_the_person_and_name_no_commune(demo_at_now):
    with demo_at_now.database.read() as session:
        known = statuses_of(session, demo_at_now.vault, everybody(session))
    numbered = [one for one in known.values() if one.matricule]
    assert numbered
    for one in numbered:
        assert ins.number_refusal(one.matricule) is None
        assert one.odd == ()
        assert one.matricule[7:10] == "990"


def test_who_has_a_guardian_did_not_answer_alone(demo_at_now):
    guarded = demo_id("person", "glycines", 3)
    with demo_at_now.database.read() as session:
        found = facts_of(session, demo_at_now.vault, [guarded], ["consent"])[guarded]
    assert {one.get("by") for one in found} == {"both"}


def test_every_row_of_the_files_is_as_its_seal_says(demo_at_now):
    assert [one for one in verify_rows(demo_at_now) if "person_fact" in one.subject] == []
