"""Doses written seven days ahead: what is missing is added, what is no longer due withdrawn, the past never touched."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.areas.medical.queries import settings_of
from app.areas.medical.settings import set_settings
from app.areas.persons.commands import AbsenceDraft, note_absence
from app.areas.persons.queries import absences_of
from app.areas.prescribing import handlers
from app.areas.prescribing.commands import change, prescribe, rematerialise, resume, stop, suspend
from app.areas.prescribing.keeping_up import materialise_homes
from app.areas.prescribing.models import DueDose
from app.areas.prescribing.queries import versions_of_person
from app.areas.prescribing.values import Written
from app.ground.database import RevisionCounter
from app.ground.errors import Conflict
from medication.prescription import EveryDays, Patch, Regular, Take
from medication.schedule import doses
from tests.areas.conftest import HOUR, NOW
from tests.areas.prescribing.conftest import DAY, THREE_A_DAY, Ward, draft, head, taken

assert handlers  # absences are listened to, as in every process

PARIS = ZoneInfo("Europe/Paris")
Told = tuple[UUID, UUID, datetime, Decimal | None, bool]


def hourly(ward: Ward, at: datetime) -> int:
    return materialise_homes(ward.home.house, now=at)


def revision(ward: Ward) -> int:
    with ward.home.house.database.read() as session:
        return session.scalars(
            select(RevisionCounter.value).where(RevisionCounter.establishment_id == ward.home.id)
        ).one()


def test_done_again_it_changes_nothing_and_tells_tablets_nothing(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    before = revision(ward)
    assert hourly(ward, NOW) == 0
    assert revision(ward) == before


def test_each_hour_adds_only_what_draws_near(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    added = [hourly(ward, NOW + hours * HOUR) for hours in range(1, 25)]
    assert sum(added) == 3 and max(added) == 1
    assert len(ward.doses()) == 24


def test_what_the_worker_missed_is_written_when_it_is_back(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    hourly(ward, NOW + 12 * DAY)
    assert len(ward.doses()) == 19 * 3
    assert len({one.due_at.date() for one in ward.doses()}) == 20


def test_after_months_without_a_worker_two_weeks_are_made_up_for(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("matin")))
    hourly(ward, NOW + 100 * DAY)
    since = [one.due_at for one in ward.doses(NOW + 8 * DAY)]
    assert min(since) >= NOW + 86 * DAY and len(since) == 21


def test_a_line_written_while_the_worker_is_away_owes_nothing_of_before(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("matin")))
    at = NOW + 12 * DAY
    old = draft(starts_at=NOW - 100 * DAY, scheme=taken("coucher"))
    ward.do(prescribe, ward.nadia, ward.lenoir, old, now=at)
    assert min(one.due_at for one in ward.doses() if "coucher" in one.slot) > at
    assert len([one for one in ward.doses(until=at) if "matin" in one.slot]) == 12


@pytest.mark.parametrize(
    ("noon", "missing_or_twice"),
    [
        (datetime(2026, 3, 28, 11, tzinfo=UTC), "03:30"),  # 02:30 does not exist that night
        (datetime(2026, 10, 24, 10, tzinfo=UTC), "02:30"),  # and comes twice on this one
    ],
)
def test_both_nights_when_clocks_change_have_each_dose_once(
    ward: Ward, noon: datetime, missing_or_twice: str
) -> None:
    scheme = Regular((Take("21:00", Decimal(1)), Take("02:30", Decimal(1))))
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=scheme), now=noon)
    due = ward.doses(noon, noon + 2 * DAY)
    assert len(due) == len({one.slot for one in due}) == 4
    local = [f"{one.due_at.astimezone(PARIS):%H:%M}" for one in due]
    assert local == ["21:00", missing_or_twice, "21:00", "02:30"]
    hourly(ward, noon + DAY)
    assert [one.id for one in ward.doses(noon, noon + 2 * DAY)] == [one.id for one in due]


def test_a_moment_that_the_home_moves_keeps_its_doses(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("matin")))
    before = [one.id for one in ward.doses()]
    with ward.home.house.database.write() as session:
        kept = settings_of(session, ward.home.id)
        moved = replace(kept, moments={**kept.moments, "matin": time(9)})
        set_settings(session, ward.helene, moved, now=NOW)
    assert hourly(ward, NOW) == 7
    assert [one.id for one in ward.doses()] == before
    assert {one.due_at.hour for one in ward.doses()} == {8}  # nine o'clock in Paris


def test_a_dose_whose_hour_has_come_is_not_moved_to_later(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=taken("midi")))
    (noon,) = ward.doses(until=NOW + 3 * HOUR)
    with ward.home.house.database.write() as session:
        kept = settings_of(session, ward.home.id)
        later = replace(kept, moments={**kept.moments, "midi": time(14)})
        set_settings(session, ward.helene, later, now=NOW)
    hourly(ward, noon.due_at + timedelta(minutes=1))
    assert ward.doses()[0].due_at == noon.due_at
    assert ward.doses()[1].due_at - noon.due_at == timedelta(hours=26)


def test_an_absence_marks_the_doses_it_covers_at_once_and_loses_none(ward: Ward) -> None:
    ward.do(prescribe, ward.nadia, ward.lenoir, THREE_A_DAY)
    away = AbsenceDraft("hospital", NOW + HOUR, NOW + DAY)
    with ward.home.house.database.write() as session:
        note_absence(session, ward.home.house, ward.helene, ward.lenoir, away, now=NOW)
    marked = [one.slot for one in ward.doses() if one.is_absent]
    assert marked == ["2026-11-21/midi", "2026-11-21/soir", "2026-11-22/matin"]
    assert len(ward.doses()) == 21
    assert hourly(ward, NOW) == 0


def test_a_patch_is_put_on_looked_at_and_taken_off(ward: Ward) -> None:
    scheme = Patch("matin", Decimal(1), 72, EveryDays(3, (NOW + DAY).date()))
    ward.do(prescribe, ward.nadia, ward.lenoir, draft(scheme=scheme, unit="patch"))
    acts = [one.act for one in ward.doses()]
    assert acts.count("give") == 3 and "remove" in acts and "check" in acts


# -- whatever is done, in whatever order ------------------------------------------------------------

_numbers = count()
GESTURES = st.lists(
    st.tuples(
        st.sampled_from(["change", "plan", "suspend", "suspend_until", "resume", "stop", "wait"]),
        st.integers(0, 3),
        st.integers(0, 60),
    ),
    min_size=1,
    max_size=7,
)
SCHEMES = (
    taken("matin", "midi", "soir"),
    taken("coucher"),
    Regular((Take("08:00", Decimal("0.5")), Take("02:30", Decimal(1)))),
    Regular((Take("matin", Decimal(1)),), EveryDays(3, NOW.date())),
)


def gesture(ward: Ward, last: Written, name: str, which: int, hours: int, at: datetime) -> Written:
    chain, seen = last.line.chain, head(last)
    options: dict[str, Any] = {"seen": seen, "now": at}
    then = at + timedelta(hours=hours)
    match name:
        case "change" | "plan":
            start = then if name == "plan" else None
            asked = draft(scheme=SCHEMES[which], starts_at=start)
            return ward.do(change, ward.helene, chain, asked, **options)
        case "suspend" | "suspend_until":
            until = then + HOUR if name == "suspend_until" else None
            return ward.do(suspend, ward.nadia, chain, reason="x", until_at=until, **options)
        case "resume":
            return ward.do(resume, ward.nadia, chain, **options)
        case "stop":
            return ward.do(stop, ward.nadia, chain, reason="x", **options)
    with ward.home.house.database.write() as session:
        rematerialise(session, ward.home.house, ward.home.id, [last.line.person], now=at)
    return last


def rows(ward: Ward, person: UUID) -> dict[UUID, Told]:
    with ward.home.house.database.read() as session:
        kept = session.scalars(
            select(DueDose).where(DueDose.person_id == person, DueDose.withdrawn_at.is_(None))
        ).all()
    return {
        one.id: (
            one.id,
            one.line_id,
            one.due_at,
            None if one.amount is None else Decimal(one.amount),
            one.is_absent,
        )
        for one in kept
    }


def unfolded(ward: Ward, person: UUID, at: datetime) -> dict[UUID, Told]:
    """What the rules say, asked afresh of every version there is."""
    versions = ward.ask(versions_of_person, person)
    with ward.home.house.database.read() as session:
        away = absences_of(session, [person], at, at + 7 * DAY).get(person, ())
        known = settings_of(session, ward.home.id)
    window = (at + timedelta(microseconds=1), at + 7 * DAY)
    found = doses([one.line for one in versions], away, window, known)
    return {one.id: (one.id, one.line, one.due_at, one.amount, one.is_absent) for one in found}


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(first=st.integers(0, 3), gestures=GESTURES)
def test_whatever_is_done_what_is_kept_is_what_the_rules_say_and_the_past_stays(
    ward: Ward, first: int, gestures: list[tuple[str, int, int]]
) -> None:
    number = next(_numbers)
    person, at = ward.home.admit(room=None, family_name=f"Petit {number}"), NOW
    last = ward.do(prescribe, ward.nadia, person, draft(scheme=SCHEMES[first]))
    for name, which, hours in gestures:
        at += timedelta(hours=hours, minutes=7)
        before = {one: told for one, told in rows(ward, person).items() if told[2] <= at}
        try:
            last = gesture(ward, last, name, which, hours, at)
        except Conflict:  # stopped or suspended already: nothing was written
            with ward.home.house.database.write() as session:
                rematerialise(session, ward.home.house, ward.home.id, [person], now=at)
        kept = rows(ward, person)
        assert {one: told for one, told in kept.items() if told[2] <= at} == before
        to_come = {o: told for o, told in kept.items() if at < told[2] < at + 7 * DAY}
        assert to_come == unfolded(ward, person, at)
