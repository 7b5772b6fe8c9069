"""The treatments in the database: versions, controls and doses as if the home had always worked with them."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.medical.queries import allergies_of, settings_of, swallowing_of
from app.areas.observations.queries import latest
from app.areas.persons.models import Person
from app.areas.persons.queries import absences_of
from app.areas.prescribing.materialising import rematerialise
from app.areas.prescribing.models import DueDose, LineControl, PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.demo.values import demo_id
from app.gate.audit.models import AuditEvent
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import HOME, NOW, made_in


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with acting_for_every():
        house = made_in(tmp_path_factory.mktemp("treated"))
        yield house
        house.close()


@pytest.fixture
def session(demo: House) -> Iterator[Session]:
    with demo.database.read() as opened:
        yield opened


def person(key: str) -> UUID:
    unit, place = key.split("-")
    return demo_id("person", unit, int(place))


def test_each_chain_has_one_head_and_versions_that_follow_one_another(session: Session) -> None:
    heads = select(PrescriptionLine.chain_id).where(PrescriptionLine.is_head)
    chains = set(session.scalars(select(PrescriptionLine.chain_id)))
    assert sorted(session.scalars(heads)) == sorted(chains)
    for row in session.scalars(select(PrescriptionLine).where(~PrescriptionLine.is_head)):
        after = session.scalars(
            select(PrescriptionLine).where(
                PrescriptionLine.chain_id == row.chain_id,
                PrescriptionLine.version == row.version + 1,
            )
        ).one()
        assert row.superseded_at == after.starts_at


def test_every_version_opens_and_says_what_its_row_says(demo: House, session: Session) -> None:
    rows = session.scalars(select(PrescriptionLine)).all()
    for version in versions_of(demo.vault, rows):
        assert version.line is not None
        assert version.line.id == version.id
        assert version.line.superseded_at == version.superseded_at
        assert (version.reason != "") == (version.kind != "prescribed")


def test_a_control_is_by_somebody_else_and_leaves_its_trace(session: Session) -> None:
    controlled = session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.controlled_by.is_not(None), PrescriptionLine.kind != "suspended"
        )
    ).all()
    assert len(controlled) > 400
    assert all(one.controlled_by != one.author_id for one in controlled)
    signed = session.scalar(select(func.count()).select_from(LineControl))
    traced = select(func.count()).where(AuditEvent.verb == "prescription.controlled")
    assert signed == session.scalar(traced) == len(controlled)


def test_doses_are_there_from_the_day_before_to_seven_days_ahead(session: Session) -> None:
    first, last = session.execute(select(func.min(DueDose.due_at), func.max(DueDose.due_at))).one()
    assert first <= NOW - timedelta(hours=20)
    assert NOW + timedelta(days=6) < last < NOW + timedelta(days=8)


def test_the_worker_finds_nothing_to_write(demo: House) -> None:
    with demo.database.write() as session:
        everybody = list(session.scalars(select(Person.id).where(Person.establishment_id == HOME)))
        assert rematerialise(session, demo, HOME, everybody, now=NOW) == 0


def test_whoever_is_away_has_absent_doses_and_nobody_else(session: Session) -> None:
    away = absences_of(session, [person("capucines-2")], NOW, NOW + timedelta(days=1), now=NOW)
    assert [one.kind for one in away[person("capucines-2")]] == ["hospital"]
    absent = set(session.scalars(select(DueDose.person_id).where(DueDose.is_absent)))
    keys = ("capucines-2", "capucines-6", "glycines-8", "capucines-16", "glycines-12", "jasmin-3")
    assert absent == {person(key) for key in keys}


def test_safety_reads_what_the_files_tell(demo: House, session: Session) -> None:
    lenoir, huet, hubert = (person(key) for key in ("glycines-11", "glycines-3", "jasmin-4"))
    ids = [lenoir, huet, hubert]
    allergies = allergies_of(session, demo.vault, ids)
    (penicillin,) = allergies[lenoir]
    assert (penicillin.kind, penicillin.code, penicillin.severity) == (
        "class",
        "penicillines",
        "severe",
    )
    assert allergies[huet] == ()
    assert allergies[hubert] is None
    assert swallowing_of(session, demo.vault, [huet])[huet].level == "crush"
    measured = latest(session, demo.vault, [lenoir], ["weight", "creatinine"])[lenoir]
    assert str(measured["weight"].value) == "52"
    assert measured["creatinine"].unit == "µmol/L"


def test_the_home_has_its_protocols_and_its_crush_table(session: Session) -> None:
    settings = settings_of(session, HOME)
    assert settings.crush["apixaban"] == "oui"
    assert len(settings.protocols) == 2
