"""What a file says besides care: in versions, each change told field by field, never lost."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

import app.erasers  # noqa: F401
from app.areas.persons import ins
from app.areas.persons.commands import destroy_key, edit_identity, erase
from app.areas.persons.file.commands import add_fact, change_fact, withdraw_fact
from app.areas.persons.file.identity import identity_of, take_answer
from app.areas.persons.file.kinds import IDENTITY, KINDS, TABS
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import chains_of
from app.areas.persons.models import Person
from app.areas.persons.representation import contacts_of, measures_of, trusted_of
from app.areas.persons.representation_rules import UNREADABLE, who_may
from app.gate.audit.rows import verify_rows
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.areas.conftest import LENOIR, NOW

TODAY = NOW.date()
ANNE = {"family_name": "Lenoir", "given_name": "Anne", "link": "child", "phone": "06 12 34 56 78"}
INS = {"given_names": "Jeanne", "birth_place": "75112"}
GUARDIAN = {
    "quality": "tutelle",
    "since": "2026-01-10",
    "paper": "Jugement du 10/01/2026",
}


def add(home, person_id, kind, **values):
    with home.house.database.write() as session:
        row = add_fact(
            session, home.house.vault, home.leader, person_id, kind, values, today=TODAY, now=NOW
        )
        return row.chain_id


def change(home, person_id, chain_id, *, now=NOW, **values):
    with home.house.database.write() as session:
        change_fact(
            session,
            home.house.vault,
            home.leader,
            person_id,
            chain_id,
            values,
            today=TODAY,
            now=now,
        )


def withdraw(home, person_id, chain_id, reason="Noté par erreur"):
    with home.house.database.write() as session:
        withdraw_fact(
            session, home.house.vault, home.leader, person_id, chain_id, reason=reason, now=NOW
        )


def measures(home, person_id, at=NOW):
    with home.house.database.read() as session:
        return measures_of(session, home.house.vault, person_id, at)


def refused(home, person_id, kind, **values):
    with pytest.raises(Invalid) as refusal:
        add(home, person_id, kind, **values)
    return refusal.value.fields


def national(home, person_id):
    with home.house.database.read() as session:
        return identity_of(session, home.house.vault, person_id)


def test_a_change_is_told_field_by_field_with_its_author(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    change(home, lenoir, anne, **{**ANNE, "phone": "06 99 99 99 99", "is_told": True})
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, lenoir, ["contact"])
        rows = session.scalars(select(PersonFact)).all()
    (step,) = chain.steps({})
    assert step.changes == (
        ("Téléphone", "06 12 34 56 78", "06 99 99 99 99"),
        ("À prévenir en cas d’urgence", "Non", "Oui"),
    )
    assert step.author_id == home.leader.staff_id
    assert all(b"Lenoir" not in row.sealed for row in rows)
    detail = home.events("file.changed")[0].detail
    assert detail == {"kind": "contact", "fields": ["phone", "is_told"]}


def test_saying_the_same_again_writes_nothing(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    change(home, lenoir, anne, **ANNE)
    with home.house.database.read() as session:
        assert len(session.scalars(select(PersonFact)).all()) == 1
    assert home.events("file.changed") == []


def test_two_who_change_at_once_do_not_overwrite_each_other(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    change(home, lenoir, anne, **{**ANNE, "given_name": "Annie"})
    with pytest.raises(Conflict), home.house.database.write() as session:
        change_fact(
            session,
            home.house.vault,
            home.leader,
            lenoir,
            anne,
            ANNE,
            today=TODAY,
            seen=stamp({"version": 1}),
            now=NOW,
        )


def test_what_is_withdrawn_stays_readable_with_its_reason(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    with pytest.raises(Invalid):
        withdraw(home, lenoir, anne, reason="  ")
    withdraw(home, lenoir, anne)
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, lenoir, ["contact"])
        assert contacts_of(session, home.house.vault, lenoir) == ()
    assert (chain.last.state, chain.last.get("reason")) == ("withdrawn", "Noté par erreur")
    assert chain.last.get("given_name") == "Anne"
    with pytest.raises(Conflict):
        withdraw(home, lenoir, anne)


def test_nothing_at_all_is_no_fact(home):
    lenoir = home.admit()
    for kind in KINDS:
        assert refused(home, lenoir, kind), kind


@pytest.mark.parametrize(
    "value", ["x" * 5000, "a\x00b", "\u202eabc"], ids=["long", "nul", "turned"]
)
def test_every_field_refuses_what_nobody_can_mean(home, value):
    lenoir = home.admit()
    for kind in KINDS.values():
        fields = [one.name for one in kind.fields if one.takes not in ("flag", "day")]
        assert set(refused(home, lenoir, kind.code, **dict.fromkeys(fields, value))) >= set(fields)


def test_a_day_that_does_not_exist_is_refused(home):
    said = {"nature": "mutual", "organisation": "MGEN", "since": "2026-02-31"}
    assert "since" in refused(home, home.admit(), "coverage", **said)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("identifier", {"system": "nir", "value": "231037511200524"}, "value"),
        ("coverage", {"nature": "base", "organisation": "CPAM", "number": "12"}, "number"),
        (
            "coverage",
            {
                "nature": "mutual",
                "organisation": "MGEN",
                "since": "2026-02-01",
                "until": "2026-01-01",
            },
            "until",
        ),
        ("contact", {**ANNE, "phone": "", "is_told": True}, "phone"),
        ("contact", {**ANNE, "phone": "zéro six"}, "phone"),
        ("contact", {**ANNE, "email": "anne"}, "email"),
        ("ins", {**INS, "birth_place": "Paris"}, "birth_place"),
        ("ins", {**INS, "proof_kind": "passeport"}, "proof_on"),
        ("ins", {**INS, "proof_kind": "passeport", "proof_on": "2030-01-01"}, "proof_on"),
        ("consent", {"subject": "image", "answer": "given", "by": "person"}, "since"),
        ("power", {**GUARDIAN, "contact": "00000000-0000-0000-0000-000000000001"}, "contact"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(home, kind, values, field):
    assert field in refused(home, home.admit(), kind, **values)


def test_a_number_is_kept_without_its_spaces(home):
    lenoir = home.admit()
    add(home, lenoir, "identifier", system="nir", value="2 31 03 75 112 005 23")
    with home.house.database.read() as session:
        (chain,) = chains_of(session, home.house.vault, lenoir, ["identifier"])
    assert chain.last.get("value") == "231037511200523"


def test_a_person_has_one_civil_record(home):
    lenoir = home.admit()
    add(home, lenoir, "civil", language="breton")
    with pytest.raises(Conflict):
        add(home, lenoir, "civil", language="français")


def test_a_measure_holds_from_its_day_to_its_last_and_ends_at_once_when_withdrawn(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    power = add(
        home, lenoir, "power", **GUARDIAN, contact=str(anne), until=(TODAY + timedelta(days=1))
    )
    (one,) = measures(home, lenoir)
    assert (one.kind, one.contact_id, one.scope) == ("tutelle", anne, "both")
    assert who_may("opposition", [one]) == "representative"
    assert measures(home, lenoir, NOW + timedelta(days=2)) == ()
    assert measures(home, lenoir, NOW - timedelta(days=365)) == ()
    with pytest.raises(Conflict):
        withdraw(home, lenoir, anne)
    withdraw(home, lenoir, power)
    assert measures(home, lenoir) == ()


def test_the_day_of_a_measure_is_the_home_s(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    add(home, lenoir, "power", **{**GUARDIAN, "since": "2026-11-22"}, contact=str(anne))
    late = NOW.replace(year=2026, month=11, day=21, hour=23, minute=30)
    assert len(measures(home, lenoir, late)) == 1
    assert measures(home, lenoir, late - timedelta(hours=1)) == ()


def test_there_is_one_trusted_person_who_is_no_representative(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    trusted = {"quality": "trusted", "contact": str(anne), "since": "2026-01-01", "paper": "Écrit"}
    add(home, lenoir, "power", **trusted)
    assert measures(home, lenoir) == ()
    with home.house.database.read() as session:
        assert trusted_of(session, home.house.vault, lenoir, NOW) == anne
        (contact,) = contacts_of(session, home.house.vault, lenoir, NOW)
    assert contact.quality_labels == ("Personne de confiance",)
    assert "quality" in refused(home, lenoir, "power", **trusted)


def test_a_power_that_was_altered_allows_nothing_and_is_found(home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    power = add(home, lenoir, "power", **{**GUARDIAN, "quality": "curatelle"}, contact=str(anne))
    with home.house.database.write() as session:
        session.execute(
            update(PersonFact).where(PersonFact.chain_id == power).values(sealed=b"altered")
        )
    assert [one.kind for one in measures(home, lenoir)] == [UNREADABLE]
    assert [one.subject for one in verify_rows(home.house)] == [f"person_fact {power}"]


@pytest.mark.parametrize("column", ["kind", "state", "version", "author_id"])
def test_what_a_row_says_beside_its_seal_is_verified(home, column):
    lenoir = home.admit()
    add(home, lenoir, "contact", **ANNE)
    assert verify_rows(home.house) == []
    value = {"kind": "partner", "state": "withdrawn", "version": 2, "author_id": None}[column]
    with home.house.database.write() as session:
        session.execute(update(PersonFact).values({column: value}))
    assert len(verify_rows(home.house)) == 1


def test_a_status_follows_from_controls_and_falls_with_the_name(home):
    lenoir = home.admit()
    chain = add(home, lenoir, "ins", **INS, proof_kind="passeport", proof_on=TODAY.isoformat())
    assert national(home, lenoir).standing.status == "validee"
    traits = ins.Traits("Œuvrard", "Jeanne", date(1931, 3, 3), "F", "75112")
    answer = ins.Recovery("231037511200523", "1.2.250.1.213.1.4.8", TODAY, traits)
    with home.house.database.write() as session:
        take_answer(session, home.house.vault, home.leader, lenoir, answer, now=NOW)
    found = national(home, lenoir)
    assert (found.standing.status, found.nature, found.odd) == ("qualifiee", "NIR", ())
    with home.house.database.write() as session:
        edit_identity(
            session, home.house, home.leader, lenoir, {**LENOIR, "birth_name": "Roy"}, now=NOW
        )
    assert national(home, lenoir).standing.status == "provisoire"
    seen = {"proof_kind": "passeport", "proof_on": (TODAY - timedelta(days=1)).isoformat()}
    change(home, lenoir, chain, **INS, **seen)
    assert national(home, lenoir).standing.status == "validee"


def test_a_note_does_not_pass_for_a_new_control(home):
    lenoir = home.admit()
    seen = {"proof_kind": "passeport", "proof_on": TODAY.isoformat()}
    chain = add(home, lenoir, "ins", **INS, **seen)
    change(home, lenoir, chain, **{**INS, "birth_place": "29019"}, **seen)
    assert national(home, lenoir).standing.status == "provisoire"


def test_another_home_s_person_does_not_exist(home, other_home):
    lenoir = home.admit()
    anne = add(home, lenoir, "contact", **ANNE)
    with pytest.raises(NotFound), other_home.house.database.write() as session:
        withdraw_fact(
            session, home.house.vault, other_home.leader, lenoir, anne, reason="x", now=NOW
        )


def test_a_fact_of_somebody_else_is_not_reached_through_another(home):
    lenoir, roux = home.admit(), home.admit(given_name="Émile", family_name="Roux", room="102")
    anne = add(home, lenoir, "contact", **ANNE)
    with pytest.raises(NotFound):
        withdraw(home, roux, anne)
    assert "contact" in refused(home, roux, "power", **GUARDIAN, contact=str(anne))


def test_erasing_the_person_takes_all_of_it(home):
    lenoir = home.admit()
    add(home, lenoir, "contact", **ANNE)
    with home.house.database.write() as session:
        erase(session, home.house, home.leader, lenoir, now=NOW)
    destroy_key(home.house, lenoir)
    with home.house.database.read() as session:
        assert session.scalars(select(PersonFact)).all() == []


def test_tablets_are_told_of_a_change(home):
    lenoir = home.admit()
    with home.house.database.read() as session:
        before = session.get_one(Person, lenoir).revision
    add(home, lenoir, "contact", **ANNE)
    with home.house.database.read() as session:
        assert session.get_one(Person, lenoir).revision > before


def test_every_kind_is_on_a_tab_and_every_tab_has_some():
    assert {kind.tab for kind in KINDS.values()} == set(TABS)
    offered = [kind for kind in KINDS.values() if kind.is_offered]
    assert sorted(one.code for tab in TABS.values() for one in tab.kinds) == sorted(
        one.code for one in offered
    )
    assert {kind.code for kind in KINDS.values()} - {kind.code for kind in offered} == {IDENTITY}


def rename(home, person_id, *, now=NOW, reason=None, **values):
    with home.house.database.write() as session:
        edit_identity(
            session,
            home.house,
            home.leader,
            person_id,
            {**LENOIR, **values},
            reason=reason,
            now=now,
        )


def identities(home, person_id):
    with home.house.database.read() as session:
        return chains_of(session, home.house.vault, person_id, [IDENTITY])


def test_a_name_that_changes_leaves_the_one_before_it_with_who_when_and_why(home):
    lenoir = home.admit()
    rename(home, lenoir)
    assert identities(home, lenoir) == []  # nothing differs: nothing is written
    later = NOW + timedelta(hours=1)
    rename(home, lenoir, used_name="Roy", reason="Mariage")
    rename(home, lenoir, used_name="Roy", born_on=date(1931, 3, 4), now=later)
    (chain,) = identities(home, lenoir)
    assert [one.get("used_name") for one in chain.versions] == [LENOIR["used_name"], "Roy", "Roy"]
    last, first = chain.steps({})
    assert (first.changes, first.reason) == ((("Nom d’usage", "—", "Roy"),), "Mariage")
    assert last.changes == (("Date de naissance", "03/03/1931", "04/03/1931"),)
    assert (last.at, last.author_id) == (later, home.leader.staff_id)
    assert verify_rows(home.house) == []


def test_the_identity_written_anew_over_an_altered_row_starts_its_versions(home):
    lenoir = home.admit()
    with home.house.database.write() as session:
        session.execute(update(Person).values(sealed=b"altered"))
    rename(home, lenoir)
    (chain,) = identities(home, lenoir)
    assert [one.get("family_name") for one in chain.versions] == [LENOIR["family_name"]]


def test_versions_of_an_identity_go_with_the_person(home):
    lenoir = home.admit()
    rename(home, lenoir, used_name="Roy")
    with home.house.database.write() as session:
        erase(session, home.house, home.leader, lenoir, now=NOW)
    with home.house.database.read() as session:
        assert session.scalars(select(PersonFact)).all() == []
