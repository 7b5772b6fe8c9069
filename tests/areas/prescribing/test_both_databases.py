"""A treatment's whole life and its erasure, on SQLite and on PostgreSQL; what another home may read there: nothing."""

from __future__ import annotations

from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from app import erasers
from app.areas.persons.commands import destroy_key, erase
from app.areas.prescribing.commands import (
    Overriding,
    Overtaken,
    ReasonsNeeded,
    change,
    control,
    prescribe,
    resume,
    see_change,
    stop,
    suspend,
)
from app.areas.prescribing.keeping_up import check_homes, materialise_homes, watch_homes
from app.areas.prescribing.models import (
    AlertOverride,
    AlertSeen,
    ChangeSeen,
    DoseHorizon,
    DueDose,
    LineControl,
    PrescriptionLine,
)
from app.areas.prescribing.queries import chain_of, treatment
from app.areas.prescribing.values import Draft
from app.gate.audit.rows import verify_rows
from app.gate.auth.actor import Actor
from app.ground.house import House
from app.ground.ids import new_id
from app.ground.tenancy import acting_for, acting_for_every
from tests.areas.conftest import HOUR, NOW, open_home
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, head, taken, ward_of
from tests.areas.prescribing.test_alerts import TOO_MUCH

assert erasers  # as in every process that erases

TABLES = (
    PrescriptionLine,
    DueDose,
    DoseHorizon,
    LineControl,
    AlertOverride,
    AlertSeen,
    ChangeSeen,
)


@pytest.fixture
def ward(each_house: House) -> Ward:
    structure = {"Glycines": ("101", "102"), "Mimosas": ("201",)}
    return ward_of(open_home(each_house, "Les Tilleuls", ("Hélène", "Marchand"), structure))


def lived(ward: Ward) -> None:
    """Everything that may be kept about a treatment."""
    first = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    chain = first.line.chain
    second = ward.do(
        change, ward.helene, chain, draft(scheme=taken("soir")), seen=head(first), now=NOW + HOUR
    )
    ward.do(control, ward.paule, chain, seen=head(second), now=NOW + HOUR)
    third = ward.do(
        suspend, ward.nadia, chain, reason="à jeun", seen=head(second), now=NOW + 2 * HOUR
    )
    fourth = ward.do(resume, ward.nadia, chain, seen=head(third), now=NOW + 3 * HOUR)
    with ward.home.house.database.write() as session:
        see_change(session, ward.nadia, ward.lenoir, [head(second)], now=NOW + 3 * HOUR)
    ward.do(stop, ward.nadia, chain, reason="fini", seen=head(fourth), now=NOW + 4 * HOUR)
    id = new_id()
    try:
        ward.do(prescribe, ward.nadia, ward.lenoir, draft_too_much(), id=id)
    except ReasonsNeeded as told:
        given = [Overriding(one.identity, "monitored") for one in told.asked]
        ward.do(prescribe, ward.nadia, ward.lenoir, draft_too_much(), id=id, overriding=given)


def draft_too_much() -> Draft:
    return draft(drug=TOO_MUCH.drug, scheme=taken("matin", "midi", "soir", "coucher", amount="2"))


def kept(ward: Ward) -> dict[str, int]:
    with ward.home.house.database.read() as session:
        counts = {
            one.__tablename__: session.scalar(select(func.count()).select_from(one))
            for one in TABLES
        }
    return {name: number for name, number in counts.items() if number}


def test_a_whole_treatment_and_its_erasure(ward: Ward) -> None:
    house = ward.home.house
    lived(ward)
    assert kept(ward).keys() == {one.__tablename__ for one in TABLES}
    assert verify_rows(house) == []
    for keep_up in (materialise_homes, check_homes, watch_homes):
        keep_up(house, now=NOW + DAY)
    with house.database.write() as session:
        erase(session, house, ward.helene, ward.lenoir, now=NOW + DAY)
    destroy_key(house, ward.lenoir)
    assert kept(ward) == {}
    assert verify_rows(house) == []
    assert materialise_homes(house, now=NOW + 2 * DAY) == 0


def test_of_two_nurses_who_save_at_once_one_is_told_of_the_other(ward: Ward) -> None:
    first = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    told: list[str] = []
    together = Barrier(2)

    def save(actor: Actor, moment: str) -> None:
        asked = draft(scheme=taken(moment))
        with acting_for(ward.home.id):
            together.wait()
            try:
                ward.do(change, actor, first.line.chain, asked, seen=head(first))
                told.append("kept")
            except Overtaken as refusal:
                told.append(refusal.by)

    threads = [
        Thread(target=save, args=one) for one in ((ward.nadia, "matin"), (ward.helene, "soir"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept_by = {"Nadia Martin", "Hélène Marchand"} & set(told)
    assert "kept" in told and len(kept_by) == 1 and len(told) == 2
    assert len(ward.ask(chain_of, ward.home.id, first.line.chain)) == 2


def test_a_row_of_a_line_copied_under_another_is_named(ward: Ward) -> None:
    house = ward.home.house
    one = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    two = ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("coucher")))
    with house.database.write() as session:
        row = session.get_one(PrescriptionLine, head(two))
        row.sealed = session.get_one(PrescriptionLine, head(one)).sealed
    (finding,) = verify_rows(house)
    assert finding.subject == f"prescription_line {head(two)}"


@pytest.mark.postgresql
def test_another_home_s_transaction_sees_no_row(guarded_house: House) -> None:
    structure = {"Glycines": ("101",)}
    with acting_for_every():
        ward = ward_of(open_home(guarded_house, "Les Tilleuls", ("Hélène", "Marchand"), structure))
        other = open_home(guarded_house, "Les Érables", ("Chloé", "Garnier"), {"Sureaux": ("1",)})
    with acting_for(ward.home.id):
        lived(ward)
        assert kept(ward).keys() == {one.__tablename__ for one in TABLES}
        assert ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW).lines
    with acting_for(other.id):
        assert kept(ward) == {}
    with acting_for_every():
        for keep_up in (materialise_homes, check_homes, watch_homes):
            keep_up(guarded_house, now=NOW + DAY)
