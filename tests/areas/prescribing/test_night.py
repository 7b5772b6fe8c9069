"""Treatments judged again each night and when a fact changes: a task for what is new, closed once it is gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.areas.follow_ups.commands import close_follow_up
from app.areas.follow_ups.queries import FollowUpValue, open_ones
from app.areas.medical.commands import add_allergy
from app.areas.medical.facts import AllergyDraft
from app.areas.persons.commands import leave
from app.areas.prescribing.checking import judged, standing_of
from app.areas.prescribing.commands import Overriding, override, prescribe, stop
from app.areas.prescribing.facts import knowledge
from app.areas.prescribing.keeping_up import check_homes, watch_homes
from app.areas.prescribing.models import AlertSeen
from app.areas.prescribing.queries import facts_of, treatment
from app.areas.prescribing.values import Written
from medication.prescription import Prescribed
from medication.safety import check
from tests.areas.conftest import HOUR, NOW
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, head, measured, taken

NIGHT = NOW.replace(hour=3) + DAY  # four o'clock in Paris
COUMADINE = Prescribed(
    "COUMADINE 5 mg", "63245753", ("warfarine",), "warfarine", "comprimé", "5 mg"
)
AVK = draft(drug=COUMADINE, scheme=taken("soir"))


@pytest.fixture
def first(ward: Ward) -> Written:
    written: Written = ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    return written


def tasks(ward: Ward) -> list[FollowUpValue]:
    return [one for one in ward.ask(open_ones, ward.home.id) if one.kind.name == "alert"]


def allergic(ward: Ward, at: datetime = NOW) -> None:
    said = AllergyDraft("substance", "paracetamol", "Paracétamol", "severe", said_by="sa fille")
    with ward.home.house.database.write() as session:
        vault = ward.home.house.vault
        add_allergy(session, vault, ward.nadia, ward.lenoir, said, now=at)


def test_an_allergy_noted_since_makes_one_task_and_no_more_each_night(
    ward: Ward, first: Written
) -> None:
    assert check_homes(ward.home.house, now=NIGHT) == 0
    allergic(ward)
    assert check_homes(ward.home.house, now=NIGHT + DAY) == 1
    assert check_homes(ward.home.house, now=NIGHT + 2 * DAY) == 0
    (task,) = tasks(ward)
    assert "llergie" in (task.what or "") and task.listed.due_at == NIGHT + DAY + 6 * HOUR


def test_it_is_looked_at_once_a_night_and_made_up_for_later(ward: Ward, first: Written) -> None:
    allergic(ward)
    assert check_homes(ward.home.house, now=NOW.replace(hour=0) + DAY) == 0  # one in Paris
    assert check_homes(ward.home.house, now=NIGHT + 9 * HOUR) == 1
    ward.do(stop, ward.nadia, first.line.chain, reason="x", seen=head(first), now=NIGHT + 10 * HOUR)
    assert check_homes(ward.home.house, now=NIGHT + 11 * HOUR) == 0
    assert len(tasks(ward)) == 1


def test_what_is_gone_closes_its_task(ward: Ward, first: Written) -> None:
    allergic(ward)
    check_homes(ward.home.house, now=NIGHT)
    at = NIGHT + 9 * HOUR
    ward.do(stop, ward.nadia, first.line.chain, reason="allergie", seen=head(first), now=at)
    check_homes(ward.home.house, now=NIGHT + DAY)
    assert tasks(ward) == []


def test_what_somebody_went_past_is_not_asked(ward: Ward, first: Written) -> None:
    allergic(ward)
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NOW)
    given = [Overriding(one.identity, "fact_wrong") for one in shown.alerts if one.level != "show"]
    ward.do(override, ward.paule, ward.lenoir, given)
    assert check_homes(ward.home.house, now=NIGHT) == 0


def test_going_past_it_answers_the_task_of_the_night(ward: Ward, first: Written) -> None:
    allergic(ward)
    check_homes(ward.home.house, now=NIGHT)
    shown = ward.ask(treatment, ward.home.id, ward.lenoir, now=NIGHT)
    given = [Overriding(one.identity, "fact_wrong") for one in shown.alerts if one.level != "show"]
    ward.do(override, ward.paule, ward.lenoir, given, now=NIGHT + HOUR)
    assert tasks(ward) == []


def test_a_task_that_was_answered_is_not_opened_again_for_the_same_alert(
    ward: Ward, first: Written
) -> None:
    allergic(ward)
    check_homes(ward.home.house, now=NIGHT)
    (task,) = tasks(ward)
    with ward.home.house.database.write() as session:
        vault = ward.home.house.vault
        close_follow_up(session, vault, ward.nadia, task.id, now=NIGHT + HOUR)
    assert check_homes(ward.home.house, now=NIGHT + DAY) == 0


def test_a_fact_that_changes_is_judged_within_the_minute(ward: Ward, first: Written) -> None:
    house = ward.home.house
    assert watch_homes(house, now=NOW) == 0
    allergic(ward, NOW + HOUR)
    assert watch_homes(house, now=NOW + HOUR) == 1
    assert watch_homes(house, now=NOW + HOUR + timedelta(minutes=1)) == 0
    assert len(tasks(ward)) == 1


def test_a_high_inr_asks_once_to_call_the_prescriber(ward: Ward) -> None:
    house = ward.home.house
    ward.do(prescribe, ward.nadia, ward.lenoir, AVK)
    watch_homes(house, now=NOW)
    measured(ward, "inr", "6.1", NOW + HOUR)
    facts = ward.ask(facts_of, ward.home.id, ward.lenoir, now=NOW + HOUR)
    assert facts.inr is not None and str(facts.inr.value) == "6.1"
    watch_homes(house, now=NOW + HOUR)
    assert ["6,1" in (one.what or "") for one in tasks(ward)] == [True]
    measured(ward, "inr", "2.4", NOW + 30 * HOUR)
    watch_homes(house, now=NOW + 30 * HOUR)
    assert [one for one in tasks(ward) if "6,1" in (one.what or "")] == []


def test_nobody_is_judged_once_they_have_left(ward: Ward, first: Written) -> None:
    allergic(ward)
    with ward.home.house.database.write() as session:
        leave(session, ward.helene, ward.lenoir, left_at=NOW, now=NOW)
    assert check_homes(ward.home.house, now=NIGHT) == 0


def test_the_events_say_no_drug(ward: Ward, first: Written) -> None:
    allergic(ward)
    check_homes(ward.home.house, now=NIGHT)
    (event,) = ward.home.events("follow_up.open")
    assert event.actor_id is None and event.detail == {"kind": "alert"}


def test_an_unknown_weight_makes_no_task(ward: Ward) -> None:
    more = replace(THREE_A_DAY, scheme=taken("matin"))
    ward.do(prescribe, ward.nadia, ward.lenoir, more)
    assert check_homes(ward.home.house, now=NIGHT) == 0


def test_what_is_kept_of_an_alert_is_no_digest_that_can_be_guessed(
    ward: Ward, first: Written
) -> None:
    allergic(ward)
    check_homes(ward.home.house, now=NIGHT)
    house = ward.home.house
    with house.database.read() as session:
        lines = judged(standing_of(session, house, ward.lenoir, now=NIGHT))
        facts = facts_of(session, house, ward.home.id, ward.lenoir, now=NIGHT)
        found = check(lines, facts, knowledge(session, house, ward.home.id), "validation")
        kept = set(session.scalars(select(AlertSeen.identity)))
    assert kept and found
    assert not kept & {one.identity for one in found}
