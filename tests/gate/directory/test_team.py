"""Professionals, their assignments and the duty plan."""

from datetime import timedelta

import pytest

from app.gate.directory.commands import (
    assign,
    cancel_shift,
    create_staff,
    create_unit,
    dismiss,
    edit_staff,
    end_assignment,
    plan_shift,
    take_back,
)
from app.gate.directory.models import Assignment, Shift, Staff
from app.ground.errors import Conflict, Invalid, NotFound
from app.ground.stamps import stamp
from tests.gate.directory.conftest import NOW

HOUR = timedelta(hours=1)
AICHA = {"given_name": "Aïcha", "family_name": "Benali", "title": None}


@pytest.fixture
def aicha(home):
    with home.house.database.write() as session:
        return create_staff(
            session, home.house, home.leader, **AICHA, role="care_assistant", now=NOW
        )


def names(home, member):
    return home.house.vault.open(member.id, "staff", member.id, member.sealed)


def test_names_are_kept_sealed(home, aicha):
    assert b"Benali" not in aicha.sealed
    assert names(home, aicha) == AICHA


def test_it_refuses_somebody_without_a_name(home):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        create_staff(
            session,
            home.house,
            home.leader,
            given_name=" ",
            family_name="\ud800",
            role="nurse",
            now=NOW,
        )
    assert set(refusal.value.fields) == {"given_name", "family_name"}


def test_a_new_name_and_a_new_role_are_two_events(home, aicha):
    with home.house.database.write() as session:
        changed = edit_staff(
            session,
            home.house,
            home.leader,
            aicha.id,
            given_name="Aïcha",
            family_name="Benali-Roy",
            role="nurse",
            seen=stamp({**AICHA, "role": "care_assistant"}),
            now=NOW,
        )
    assert names(home, changed)["family_name"] == "Benali-Roy"
    assert home.verbs()[-2:] == ["staff.renamed", "staff.role_changed"]


def test_it_notices_that_somebody_changed_the_member_meanwhile(home, aicha):
    with pytest.raises(Conflict), home.house.database.write() as session:
        edit_staff(
            session,
            home.house,
            home.leader,
            aicha.id,
            **AICHA,
            role="nurse",
            seen=stamp({**AICHA, "role": "physician"}),
            now=NOW,
        )


def test_whoever_leaves_loses_every_right_and_gets_them_back_when_it_was_a_slip(home, aicha):
    with home.house.database.write() as session:
        kept = assign(session, home.leader, staff=aicha, unit_id=None, starts_at=NOW, now=NOW)
    with home.house.database.write() as session:
        dismiss(session, home.leader, aicha.id, now=NOW + HOUR)
    with home.house.database.write() as session:
        assert session.get_one(Assignment, kept.id).ends_at == NOW + HOUR
        assert take_back(session, home.leader, aicha.id, now=NOW + HOUR).left_at is None
    with home.house.database.read() as session:
        assert session.get_one(Assignment, kept.id).ends_at is None


def test_an_assignment_ends_after_it_starts(home, aicha):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        assign(
            session,
            home.leader,
            staff=aicha,
            unit_id=None,
            starts_at=NOW,
            ends_at=NOW - HOUR,
            now=NOW,
        )
    assert "ends_at" in refusal.value.fields


def test_the_same_assignment_is_not_given_twice_at_once(home, aicha):
    with home.house.database.write() as session:
        first = assign(session, home.leader, staff=aicha, unit_id=None, starts_at=NOW, now=NOW)
    with pytest.raises(Invalid), home.house.database.write() as session:
        assign(session, home.leader, staff=aicha, unit_id=None, starts_at=NOW + HOUR, now=NOW)
    with home.house.database.write() as session:
        end_assignment(session, home.leader, first.id, ends_at=NOW + HOUR, now=NOW)
        assign(session, home.leader, staff=aicha, unit_id=None, starts_at=NOW + HOUR, now=NOW)


def test_it_assigns_nobody_to_another_home_s_unit(home, other_home, aicha):
    with home.house.database.write() as session:
        foreign = create_unit(session, other_home.leader, name="Érables", now=NOW)
    with pytest.raises(NotFound), home.house.database.write() as session:
        assign(session, home.leader, staff=aicha, unit_id=foreign.id, starts_at=NOW, now=NOW)


def test_nobody_is_on_duty_twice_at_the_same_time(home, aicha):
    shift = {"staff": aicha, "unit_id": None, "now": NOW}
    with home.house.database.write() as session:
        plan_shift(session, home.leader, **shift, starts_at=NOW, ends_at=NOW + 8 * HOUR)
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        plan_shift(session, home.leader, **shift, starts_at=NOW + HOUR, ends_at=NOW + 2 * HOUR)
    assert "staff_id" in refusal.value.fields
    with home.house.database.write() as session:
        plan_shift(session, home.leader, **shift, starts_at=NOW + 8 * HOUR, ends_at=NOW + 9 * HOUR)


@pytest.mark.parametrize("length", [timedelta(0), -HOUR, timedelta(hours=25)])
def test_a_presence_lasts_more_than_nothing_and_at_most_a_day(home, aicha, length):
    with pytest.raises(Invalid) as refusal, home.house.database.write() as session:
        plan_shift(
            session,
            home.leader,
            staff=aicha,
            unit_id=None,
            starts_at=NOW,
            ends_at=NOW + length,
            now=NOW,
        )
    assert "ends_at" in refusal.value.fields


def test_a_cancelled_presence_leaves_the_plan_and_a_trace(home, aicha):
    with home.house.database.write() as session:
        shift = plan_shift(
            session,
            home.leader,
            staff=aicha,
            unit_id=None,
            starts_at=NOW,
            ends_at=NOW + HOUR,
            now=NOW,
        )
    with home.house.database.write() as session:
        cancel_shift(session, home.leader, shift.id, now=NOW)
    with home.house.database.read() as session:
        assert session.query(Shift).count() == 0
    assert home.verbs()[-1] == "shift.cancelled"


def test_another_home_s_team_does_not_exist(home, other_home, aicha):
    for act in (dismiss, take_back):
        with pytest.raises(NotFound), home.house.database.write() as session:
            act(session, other_home.leader, aicha.id, now=NOW)
    with home.house.database.read() as session:
        assert session.get_one(Staff, aicha.id).left_at is None
