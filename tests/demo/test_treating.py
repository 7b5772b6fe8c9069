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
from app.areas.prescribing.models import (
    AlertOverride,
    AlertSeen,
    DueDose,
    LineControl,
    PrescriptionLine,
)
from app.areas.prescribing.overrides import override_of
from app.areas.prescribing.rows import versions_of
from app.demo.values import demo_id
from app.gate.audit.models import AuditEvent
from app.ground.house import House
from app.ground.tenancy import acting_for_every
from tests.demo.alerts import HOME, NOW


@pytest.fixture
def demo(demo_at_now: House) -> Iterator[House]:
    with acting_for_every():
        yield demo_at_now


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


def test_whoever_will_be_away_has_absent_doses_then_and_only_then(session: Session) -> None:
    neurology = person("capucines-16")
    (away,) = absences_of(session, [neurology], NOW, NOW + timedelta(days=3), now=NOW)[neurology]
    doses = session.scalars(select(DueDose).where(DueDose.person_id == neurology)).all()
    for dose in doses:
        is_then = away.from_at <= dose.due_at < away.until_at
        assert dose.is_absent == is_then, dose.slot
    assert sum(dose.is_absent for dose in doses) >= 2
    for key in ("glycines-12", "jasmin-3"):
        mine = select(DueDose.is_absent).where(DueDose.person_id == person(key))
        assert set(session.scalars(mine)) == {True, False}


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
    fournier = person("glycines-17")
    swallowing = swallowing_of(session, demo.vault, [huet, fournier, person("glycines-1")])
    assert swallowing[huet].level == "crush"  # type: ignore[union-attr]
    assert swallowing[person("glycines-1")].level == "none"  # type: ignore[union-attr]
    assert swallowing[fournier] is None, "came ten days ago, nobody has looked yet"
    measured = latest(session, demo.vault, [lenoir], ["weight", "creatinine"])[lenoir]
    assert str(measured["weight"].value) == "52"
    assert measured["creatinine"].unit == "µmol/L"


def test_the_home_has_its_protocols_and_its_crush_table(session: Session) -> None:
    settings = settings_of(session, HOME)
    assert settings.crush["apixaban"] == "oui"
    assert len(settings.protocols) == 2


def test_the_alerts_of_its_lines_were_seen_and_some_of_the_past_were_gone_past(
    demo: House, session: Session
) -> None:
    seen = session.scalars(select(AlertSeen)).all()
    assert {one.stage for one in seen} == {"prescribing", "validation"}
    assert sum(one.gone_at is not None for one in seen) == 13
    assert sum(one.level == "interrupt" and one.gone_at is None for one in seen) == 7
    assert all(one.first_at <= NOW for one in seen)
    past = session.scalars(select(AlertOverride)).all()
    assert sorted(one.reason for one in past) == ["comfort", "fact_wrong", "monitored", "short"]
    for one in past:
        opened = override_of(demo.vault, one)
        assert opened.text
        assert opened.says
    standing = {one.identity for one in seen if one.gone_at is None}
    assert not standing & {one.identity for one in past}, "what stands was gone past by nobody"
