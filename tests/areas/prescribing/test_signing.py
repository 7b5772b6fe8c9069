"""What was ordered by word of mouth is signed by a physician; until then it is given, reminded of, and asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select, update

from app.areas.follow_ups.queries import open_ones
from app.areas.follow_ups.values import FollowUpValue
from app.areas.medical.settings import set_settings
from app.areas.persons.commands import leave
from app.areas.prescribing.commands import (
    Overtaken,
    change,
    control,
    keep,
    prescribe,
    refuse_to_sign,
    remind_signatures,
    resume,
    sign,
    stop,
    suspend,
)
from app.areas.prescribing.models import OrderSignature
from app.areas.prescribing.queries import chain_of
from app.areas.prescribing.questions import asked_about
from app.areas.prescribing.signing_times import chased_at, reminded_at
from app.areas.prescribing.values import Paper, Version, Written
from app.areas.prescribing.waiting import unsigned
from app.gate.audit.rows import verify_rows
from app.gate.auth.actor import Actor
from app.ground.errors import Conflict, Invalid, Refused
from medication.prescription import Prescribed
from medication.settings import Settings
from tests.areas.conftest import HOUR, NOW
from tests.areas.prescribing.conftest import DAY, Ward, draft, head, hire, taken
from tests.areas.prescribing.paper import handed_in, pages

PARIS = ZoneInfo("Europe/Paris")
ORAL = draft(is_to_sign=True)
HERB = Prescribed("Camomille", None, (), "Camomille", "", "")
DUE = NOW + 72 * HOUR


@pytest.fixture
def order(ward: Ward) -> Written:
    written: Written = ward.do(prescribe, ward.nadia, ward.lenoir, ORAL)
    return written


@pytest.fixture
def morel(ward: Ward) -> Actor:
    return hire(ward.home, "Claire", "physician")


def now_of(ward: Ward, order: Written) -> Version:
    found: Version = ward.ask(chain_of, ward.home.id, order.line.chain)[0]
    return found


def asked(ward: Ward, kind: str) -> list[FollowUpValue]:
    return [one for one in ward.ask(open_ones, ward.home.id) if one.kind.name == kind]


def waiting(ward: Ward) -> int:
    return len(ward.ask(unsigned, [ward.lenoir], now=NOW))


def refused(ward: Ward, morel: Actor, order: Written, reason: str = "Dose erronée") -> None:
    seen = now_of(ward, order).id
    ward.do(refuse_to_sign, morel, order.line.chain, reason=reason, seen=seen)


def test_an_oral_order_waits_seventy_two_hours_or_what_the_home_set(
    ward: Ward, morel: Actor
) -> None:
    written = ward.do(prescribe, ward.nadia, ward.lenoir, ORAL)
    assert now_of(ward, written).sign_due_at == DUE
    with ward.home.house.database.write() as session:
        set_settings(session, ward.helene, Settings(sign_hours=24), now=NOW)
    other = ward.do(prescribe, ward.nadia, ward.lenoir, replace(ORAL, drug=HERB))
    assert now_of(ward, other).sign_due_at == NOW + DAY
    plain = ward.do(change, morel, other.line.chain, draft(), seen=head(other))
    assert now_of(ward, plain).sign_due_at is None


def test_a_physician_signs_and_it_waits_no_more(ward: Ward, order: Written, morel: Actor) -> None:
    ward.do(sign, morel, order.line.chain, seen=head(order), now=NOW + HOUR)
    assert not now_of(ward, order).is_to_sign
    assert waiting(ward) == 0
    with ward.home.house.database.read() as session:
        (row,) = session.scalars(select(OrderSignature)).all()
    assert (row.staff_id, row.verdict, row.line_id) == (morel.staff_id, "signed", head(order))
    (event,) = ward.home.events("prescription.signed")
    assert (event.actor_id, event.subject_id) == (morel.staff_id, order.line.chain)
    with pytest.raises(Conflict, match="plus rien à signer"):
        ward.do(sign, morel, order.line.chain, seen=head(order), now=NOW + HOUR)


def test_a_refusal_turned_into_a_signature_in_the_database_is_found(
    ward: Ward, order: Written, morel: Actor
) -> None:
    refused(ward, morel, order)
    house = ward.home.house
    assert verify_rows(house) == []
    with house.database.write() as session:
        session.execute(update(OrderSignature).values(verdict="signed"))
    (finding,) = verify_rows(house)
    assert finding.subject.startswith("order_signature ")


def test_signing_is_no_control_and_who_wrote_and_signs_still_controls_nothing(
    ward: Ward, morel: Actor
) -> None:
    own = ward.do(prescribe, morel, ward.lenoir, ORAL)
    ward.do(sign, morel, own.line.chain, seen=head(own))
    assert now_of(ward, own).controlled_at is None
    with pytest.raises(Refused):
        ward.do(control, morel, own.line.chain, seen=head(own))
    ward.do(control, ward.paule, own.line.chain, seen=head(own))


def test_what_changed_since_it_was_read_is_not_signed(
    ward: Ward, order: Written, morel: Actor
) -> None:
    more = draft(is_to_sign=True, scheme=taken("matin"))
    ward.do(change, ward.nadia, order.line.chain, more, seen=head(order), now=NOW + HOUR)
    with pytest.raises(Overtaken):
        ward.do(sign, morel, order.line.chain, seen=head(order), now=NOW + HOUR)
    last = now_of(ward, order)
    assert last.sign_due_at == DUE, "the first order is not given more time by the second"
    ward.do(sign, morel, order.line.chain, seen=last.id, now=NOW + HOUR)
    assert not any(one.is_to_sign for one in ward.ask(chain_of, ward.home.id, order.line.chain))


def test_an_order_that_was_given_and_stopped_is_signed_all_the_same(
    ward: Ward, order: Written, morel: Actor
) -> None:
    about = {"reason": "Chute", "seen": head(order), "now": NOW + HOUR}
    ward.do(stop, ward.nadia, order.line.chain, **about)
    stopped = now_of(ward, order)
    assert (stopped.is_to_sign, stopped.sign_due_at) == (True, DUE)
    ward.do(sign, morel, order.line.chain, seen=stopped.id, now=NOW + HOUR)
    assert waiting(ward) == 0


def test_a_suspension_gives_no_more_time_to_sign(ward: Ward, order: Written) -> None:
    chain = order.line.chain
    ward.do(suspend, ward.nadia, chain, reason="À jeun", seen=head(order), now=NOW + HOUR)
    assert (now_of(ward, order).is_to_sign, now_of(ward, order).sign_due_at) == (True, DUE)
    ward.do(resume, ward.nadia, chain, seen=now_of(ward, order).id, now=NOW + 2 * HOUR)
    assert (now_of(ward, order).is_to_sign, now_of(ward, order).sign_due_at) == (True, DUE)


def test_a_nurse_who_says_that_it_is_written_somewhere_does_not_end_its_wait(
    ward: Ward, order: Written, morel: Actor
) -> None:
    said = draft(source="Ordonnance écrite")
    ward.do(change, ward.nadia, order.line.chain, said, seen=head(order), now=NOW + HOUR)
    last = now_of(ward, order)
    assert (last.is_to_sign, last.sign_due_at) == (True, DUE)
    ward.do(change, morel, order.line.chain, said, seen=last.id, now=NOW + 2 * HOUR)
    assert not now_of(ward, order).is_to_sign


def test_an_order_is_signed_even_when_the_person_has_left(
    ward: Ward, order: Written, morel: Actor
) -> None:
    with ward.home.house.database.write() as session:
        leave(session, ward.helene, ward.lenoir, left_at=NOW, now=NOW + HOUR)
    ward.do(sign, morel, order.line.chain, seen=head(order), now=NOW + 2 * HOUR)
    assert not now_of(ward, order).is_to_sign


def test_a_refusal_must_be_said(ward: Ward, order: Written, morel: Actor) -> None:
    with pytest.raises(Invalid):
        refused(ward, morel, order, reason="  ")
    assert now_of(ward, order).is_to_sign


def test_a_refused_order_is_questioned_never_stopped_and_a_nurse_is_told_at_once(
    ward: Ward, order: Written, morel: Actor
) -> None:
    doses = [row.id for row in ward.doses()]
    refused(ward, morel, order)
    last = now_of(ward, order)
    assert (last.stopped_at, last.is_to_sign) == (None, False)
    assert [row.id for row in ward.doses()] == doses
    (task,) = asked(ward, "question")
    assert (task.is_urgent, task.role, task.due_at) == (True, "nurse", NOW)
    assert task.what.startswith("Ordre oral non confirmé par le médecin : DOLIPRANE 500 mg")
    assert "Dose erronée" in task.what
    with ward.home.house.database.read() as session:
        (question,) = asked_about(session, ward.home.house.vault, order.line.chain)
    assert (question.kind, question.text) == ("sign_refused", "Dose erronée")


def test_stopping_or_changing_the_line_answers_the_question(
    ward: Ward, order: Written, morel: Actor
) -> None:
    refused(ward, morel, order)
    more = draft(scheme=taken("matin"))
    ward.do(change, ward.nadia, order.line.chain, more, seen=head(order), now=NOW + HOUR)
    assert asked(ward, "question") == []
    second = ward.do(prescribe, ward.nadia, ward.lenoir, replace(ORAL, drug=HERB))
    refused(ward, morel, second)
    seen = now_of(ward, second).id
    ward.do(stop, ward.nadia, second.line.chain, reason="Refusé", seen=seen, now=NOW + HOUR)
    assert asked(ward, "question") == []


def test_a_refusal_is_taken_back_by_signing(ward: Ward, order: Written, morel: Actor) -> None:
    refused(ward, morel, order)
    ward.do(sign, morel, order.line.chain, seen=head(order), now=NOW + HOUR)
    assert asked(ward, "question") == []


def test_a_control_does_not_answer_a_physician_and_a_nurse_does_not_overrule_one(
    ward: Ward, order: Written, morel: Actor
) -> None:
    refused(ward, morel, order)
    ward.do(control, ward.helene, order.line.chain, seen=head(order))
    assert len(asked(ward, "question")) == 1
    about = {"reason": "Rappelé, confirmé", "seen": head(order)}
    with pytest.raises(Refused):
        ward.do(keep, ward.nadia, order.line.chain, **about)
    assert ward.do(keep, morel, order.line.chain, **about) == 1
    assert asked(ward, "question") == []
    with pytest.raises(Conflict):
        ward.do(keep, morel, order.line.chain, **about)


def test_the_prescriber_is_reminded_a_day_before_and_a_nurse_asked_after_once_each(
    ward: Ward, order: Written
) -> None:
    assert ward.do(remind_signatures, now=DUE - DAY - HOUR) == 0
    assert ward.do(remind_signatures, now=DUE - DAY) == 1
    assert ward.do(remind_signatures, now=DUE - HOUR) == 0
    (task,) = asked(ward, "sign")
    assert (task.role, task.due_at, task.is_urgent) == ("physician", DUE, False)
    assert "DOLIPRANE 500 mg, comprimé (Dr Morel)" in task.what
    assert ward.do(remind_signatures, now=DUE) == 1
    assert ward.do(remind_signatures, now=DUE + HOUR) == 0
    assert {one.role for one in asked(ward, "sign")} == {"physician", "nurse"}


def test_signing_closes_what_reminded_of_it(ward: Ward, order: Written, morel: Actor) -> None:
    ward.do(remind_signatures, now=DUE)
    ward.do(sign, morel, order.line.chain, seen=head(order), now=DUE + HOUR)
    assert asked(ward, "sign") == []
    assert ward.do(remind_signatures, now=DUE + DAY) == 0


def test_an_ordonnance_of_the_file_that_the_line_is_changed_by_stands_for_the_signature(
    ward: Ward, order: Written
) -> None:
    ward.do(remind_signatures, now=DUE)
    house = ward.home.house
    document = handed_in(house, ward.nadia, ward.lenoir)
    written = replace(draft(), paper=Paper(document, pages(house, document)[0]))
    ward.do(change, ward.nadia, order.line.chain, written, seen=head(order), now=DUE + HOUR)
    assert waiting(ward) == 0
    assert asked(ward, "sign") == []


def paris(day: int, hour: int) -> datetime:
    """Of November 2026, where the 20th is a Friday."""
    return datetime(2026, 11, day, hour, tzinfo=PARIS).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "reminded"),
    [
        (paris(25, 15), paris(24, 15)),
        (paris(21, 15), paris(20, 9)),
        (paris(22, 15), paris(20, 9)),
        (paris(23, 15), paris(20, 9)),
        (paris(20, 8), paris(19, 8)),
        (paris(21, 7), paris(20, 7)),
    ],
    ids=["wednesday", "saturday", "sunday", "monday", "friday", "early saturday"],
)
def test_a_deadline_of_a_week_end_is_reminded_of_before_it(
    due: datetime, reminded: datetime
) -> None:
    assert reminded_at(due, PARIS) == reminded


def test_a_deadline_that_passed_on_a_sunday_is_chased_on_monday_morning() -> None:
    assert chased_at(paris(22, 11), PARIS) == paris(23, 9)
    assert chased_at(paris(21, 23), PARIS) == paris(23, 9)
    assert chased_at(paris(24, 3), PARIS) == paris(24, 3)
    assert reminded_at(paris(22, 11), PARIS) < paris(22, 11) - timedelta(days=1)
