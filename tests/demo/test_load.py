"""The demo world in the database: sealed, stamped, once, and all of it or nothing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.areas.follow_ups.models import FollowUp, FollowUpStep
from app.areas.journal.models import Addition, Entry, Receipt, VocabularyVersion
from app.areas.persons.models import Absence, Movement, Person
from app.areas.persons.queries import persons_of
from app.demo import load
from app.demo.load import MARKER, seed
from app.demo.values import demo_id
from app.demo.world import build
from app.gate.audit.models import AuditEvent
from app.gate.directory import commands as directory
from app.gate.directory.models import Assignment, Establishment, Room, Shift, Staff, Unit
from app.ground.errors import ConfigError
from app.ground.facts import get_fact
from app.ground.house import House, open_house
from app.ground.tenancy import acting_for_every
from tests.fixtures.houses import settings_in
from tests.fixtures.tables import create_tables

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
TILLEULS, BELLEVUE = demo_id("home", "tilleuls"), demo_id("home", "bellevue")
TABLES = (
    *(Establishment, Unit, Room, Staff, Assignment, Shift, Person),
    *(Entry, Addition, Receipt, FollowUp, FollowUpStep),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A house seeded once, for tests that only look."""
    made = open_house(settings_in(tmp_path_factory.mktemp("demo")))
    create_tables(made)
    with acting_for_every():
        seed(made, now=NOW)
        yield made
    made.close()


def counts(house: House) -> dict[str, int]:
    with house.database.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (*TABLES, AuditEvent)
        }


def test_everything_of_the_world_is_there(each_house: House) -> None:
    started = time.process_time()
    summary = seed(each_house, now=NOW)
    took = time.process_time() - started  # its own work: others may be at work here too
    assert str(summary).startswith("2 établissements, 35 professionnels, 116 personnes, ")
    assert took < 20
    found = counts(each_house)
    homes = build(NOW).homes
    assert found["entry"] == sum(len(home.entries) + len(home.corrections) for home in homes)
    assert found["receipt"] == sum(len(home.receipts) for home in homes)
    assert found["shift"] == sum(len(home.shifts) for home in homes)
    assert found["room"] == 86


def test_names_and_texts_open_with_their_own_keys(demo: House) -> None:
    with demo.database.read() as session:
        people = persons_of(session, demo, TILLEULS)
        lenoir = next(person for person in people if person.family_name == "Lenoir")
        assert (lenoir.room, [mark.kind for mark in lenoir.marks]) == (
            "12",
            ["allergy", "swallowing", "falls"],
        )
        fall = session.scalars(
            select(Entry).where(Entry.person_id == lenoir.id, Entry.cible == "chute")
        ).one()
        assert not fall.is_incomplete and fall.acknowledged_by is not None
        text = demo.vault.open(lenoir.id, "entry", fall.id, fall.sealed)
        assert text["label"] == "Chute" and text["data"].startswith(
            "Assise au pied de son fauteuil"
        )
        assert b"fauteuil" not in fall.sealed


def test_what_remains_to_be_done_stands_as_it_was_told(demo: House) -> None:
    told = {one.id: one for one in build(NOW).homes[0].follow_ups}
    with demo.database.read() as session:
        ours = select(FollowUp).where(FollowUp.establishment_id == TILLEULS)
        # What wounds and relatives ask for follows from their stories, not from the record.
        rows = session.scalars(ours.where(FollowUp.kind.not_in(("wound", "message")))).all()
        assert {row.id for row in rows} == told.keys()
        for row in rows:
            is_open = all(gesture.kind != "close" for gesture in told[row.id].gestures)
            assert (row.closed_at is None, row.escalates_at is not None) == (is_open, is_open)
            content = demo.vault.open(row.person_id, "follow_up", row.id, row.sealed)
            assert content["what"] == told[row.id].what
        assert any(row.due_at != row.asked_for for row in rows)


def test_what_was_corrected_has_both_versions_and_readers_of_each(demo: House) -> None:
    with demo.database.read() as session:
        rows = session.scalars(select(Entry).where(Entry.corrects.is_not(None))).all()
        assert len(rows) >= 8
        read = {(row.entry_id, row.staff_id) for row in session.scalars(select(Receipt))}
        for row in rows:
            first = session.get_one(Entry, row.corrects)
            assert (first.superseded_by, row.superseded_by) == (row.id, None)
            assert (first.version, row.version, row.root_id) == (1, 2, first.id)
            assert (row.author_id, row.occurred_at) == (first.author_id, first.occurred_at)
            assert row.expires_at == first.expires_at
            old, new = (
                demo.vault.open(one.person_id, "entry", one.id, one.sealed) for one in (first, row)
            )
            assert old["data"] != new["data"] and new["reason"]
        had_read = [(row.id, who) for row in rows for id, who in read if id == row.corrects]
        asked_again = [one for one in had_read if one not in read]
        assert 0 < len(asked_again) < len(had_read)


def test_the_two_homes_share_nothing(demo: House) -> None:
    with demo.database.read() as session:
        chloe = session.get_one(Staff, demo_id("staff", "chloe"))
        assert chloe.establishment_id == BELLEVUE
        authors = select(Staff.establishment_id).where(Staff.id == Entry.author_id)
        whose = select(Person.establishment_id).where(Person.id == Entry.person_id)
        strays = select(func.count()).where(
            (authors.scalar_subquery() != Entry.establishment_id)
            | (whose.scalar_subquery() != Entry.establishment_id)
        )
        assert session.scalar(strays) == 0


def test_what_tablets_draw_is_stamped(demo: House) -> None:
    with demo.database.read() as session:
        for table in (Unit, Staff, Person, Entry, VocabularyVersion):
            assert session.scalar(select(func.min(table.revision))) not in (None, 0)
        assert session.scalar(select(func.min(Person.placed_revision))) not in (None, 0)


def test_a_change_without_a_trace_does_not_exist_in_the_demo_either(demo: House) -> None:
    with demo.database.read() as session:
        number = func.count().label("number")
        rows = session.execute(select(AuditEvent.verb, number).group_by(AuditEvent.verb))
        verbs = {row.verb: row.number for row in rows.all()}
    found = counts(demo)
    assert verbs["transmission.record"] + verbs["transmission.correct"] == found["entry"]
    assert verbs["transmission.complete"] == found["addition"]
    assert verbs["person.admitted"] == found["person"]
    assert verbs["follow_up.open"] == found["follow_up"]
    assert verbs["follow_up.close"] + verbs["follow_up.postpone"] == found["follow_up_step"]
    assert verbs["staff.created"] == found["staff"]


def test_absences_are_facts_of_the_stay(demo: House) -> None:
    with demo.database.read() as session:
        away = session.scalars(select(Person).where(Person.presence != "present")).all()
        assert sorted(person.presence for person in away) == ["hospital", "outing", "outing"]
        for person in away:
            kinds = session.scalars(
                select(Movement.kind).where(Movement.person_id == person.id).order_by(Movement.id)
            ).all()
            assert kinds == ["admission", person.presence]


def test_a_second_time_changes_nothing(house: House) -> None:
    seed(house, now=NOW)
    before = counts(house)
    assert seed(house, now=NOW) is None
    assert counts(house) == before


def test_a_house_that_holds_a_real_home_is_refused(house: House) -> None:
    with house.database.write() as session:
        directory.create_establishment(
            session, house, name="Vraie maison", kind="nursing_home", now=NOW
        )
    with pytest.raises(ConfigError, match="base vide"):
        seed(house, now=NOW)
    with house.database.read() as session:
        assert get_fact(session, MARKER) is None


def test_an_interrupted_seeding_leaves_nothing_and_can_start_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(load, "_mark", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            seed(house, now=NOW)
    assert set(counts(house).values()) == {0}
    assert seed(house, now=NOW) is not None
    with house.database.read() as session:
        assert get_fact(session, MARKER) is not None
        assert persons_of(session, house, BELLEVUE)


def test_whoever_is_away_has_one_open_absence_and_nobody_else(demo: House) -> None:
    with demo.database.read() as session:
        away = set(session.scalars(select(Person.id).where(Person.presence != "present")).all())
        ongoing = [
            row.person_id
            for row in session.scalars(
                select(Absence).where(Absence.superseded_at.is_(None), Absence.state == "ongoing")
            )
        ]
        planned = session.scalars(select(Absence).where(Absence.state == "planned")).all()
    assert away and sorted(ongoing) == sorted(away)
    assert planned and all(one.from_at > NOW for one in planned)
