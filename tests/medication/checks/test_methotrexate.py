"""Methotrexate through the one door. Sources: RCP NOVATREX, 4.2 ("une seule fois par semaine"); ANSM,
2011, 2019 and 2023; EMA, July 2019."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from medication.as_needed import Given
from medication.methotrexate import looked_at
from medication.prescription import (
    AsNeeded,
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Pause,
    Regular,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from tests.medication.treatments import (
    NOW,
    STARTED,
    as_needed,
    by_name,
    checked,
    facts,
    line,
    of_kind,
)

METHOTREXATE, NOVATREX, DOLIPRANE = "65854190", "67853564", "60234100"
TAKE = (Take("matin", Decimal(4)),)
MONDAY = date(2026, 11, 23)
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)


def daily(*lines, stage="prescribing", **more):
    return of_kind(checked(lines, stage=stage, **more), "methotrexate_daily")


def on(days, takes=TAKE):
    return line(METHOTREXATE, Regular(takes, days))


@pytest.mark.parametrize("stage", ["prescribing", "validation", "giving"])
def test_methotrexate_daily_cannot_be_saved(stage):
    (found,) = daily(on(EveryDay()), stage=stage)
    assert found.level == "hard_stop"
    assert "une seule prise par semaine" in found.says
    assert found.for_aide == "Ne pas donner, appeler l’infirmière."


@pytest.mark.parametrize(
    "days",
    [
        Weekdays(frozenset({1})),
        EveryDays(7, MONDAY),
        EveryDays(14, MONDAY),
        MonthDays(frozenset({1, 8, 15, 22})),
        Cycle(1, 6, MONDAY),
    ],
)
def test_once_a_week_or_less_is_free(days):
    assert not daily(on(days))


@pytest.mark.parametrize(
    "days",
    [
        Weekdays(frozenset({1, 4})),
        EveryDays(2, MONDAY),
        EveryDays(6, MONDAY),
        MonthDays(frozenset({1, 5})),
        MonthDays(frozenset({1, 28})),
        Cycle(2, 12, MONDAY),
    ],
)
def test_a_second_day_in_seven_is_too_often(days):
    assert daily(on(days))


def test_the_weekly_dose_is_not_split():
    """EMA, July 2019: the split of the dose over several takings was withdrawn."""
    two = (Take("matin", Decimal(2)), Take("soir", Decimal(2)))
    assert daily(on(Weekdays(frozenset({1})), two))


def test_two_strengths_taken_at_the_same_time_are_one_taking():
    rule = Weekdays(frozenset({1}))
    assert not daily(on(rule), line(NOVATREX, Regular(TAKE, rule)))


def test_two_lines_may_make_a_second_day_of_the_week():
    monday, thursday = Weekdays(frozenset({1})), Weekdays(frozenset({4}))
    (found,) = daily(on(monday), line(NOVATREX, Regular(TAKE, thursday)))
    assert len(found.chains) == 2


def test_a_change_of_day_brings_two_takings_too_near():
    """Monday until the 30th, then Thursday: the first Thursday is three days after a Monday."""
    change = datetime(2026, 12, 1, tzinfo=UTC)
    before = line(METHOTREXATE, Regular(TAKE, Weekdays(frozenset({1}))), superseded_at=change)
    after = line(
        METHOTREXATE,
        Regular(TAKE, Weekdays(frozenset({4}))),
        name="v2",
        chain=before.chain,
        version=2,
        starts_at=change,
    )
    assert daily(before, after)
    later = datetime(2026, 12, 4, tzinfo=UTC)
    assert not daily(before, replace(after, starts_at=later))


@pytest.mark.parametrize("typed", ["Méthotrexate 2,5", "METHOTREXATE", "novatrex cp", "Imeth 10"])
def test_a_name_typed_by_hand_is_stopped_like_a_chosen_one(typed):
    (found,) = daily(by_name(named=typed, scheme=Regular(TAKE, EveryDay())))
    assert found.level == "hard_stop"
    assert not daily(by_name(named=typed, scheme=Regular(TAKE, Weekdays(frozenset({1})))))


def test_another_name_typed_by_hand_is_no_methotrexate():
    assert not daily(by_name(named="Imethan", scheme=Regular(TAKE, EveryDay())))


def test_as_needed_has_no_rhythm_at_all():
    assert daily(line(METHOTREXATE, as_needed()))


def test_every_other_scheme_is_read_by_its_days():
    weekly = {date(2026, 11, 23) + timedelta(days=7 * n): Decimal(4) for n in range(4)}
    assert not daily(line(METHOTREXATE, Calendar("matin", weekly)))
    assert daily(line(METHOTREXATE, Calendar("matin", weekly | {date(2026, 11, 25): Decimal(1)})))
    steps = (Step(MONDAY, TAKE, Weekdays(frozenset({1}))), Step(MONDAY + timedelta(14), TAKE))
    assert not daily(line(METHOTREXATE, Tapering(steps[:1])))
    assert daily(line(METHOTREXATE, Tapering(steps)))
    assert daily(line(METHOTREXATE, Sliding(TAKE, EveryDay(), ())))


def test_a_line_of_one_day_is_one_taking():
    one_day = line(METHOTREXATE, Regular(TAKE), starts_at=NOW, ends_at=NOW + timedelta(hours=10))
    assert not daily(one_day)


def test_what_lies_in_a_suspension_does_not_count():
    two = Regular(TAKE, Weekdays(frozenset({1, 4})))
    assert not daily(line(METHOTREXATE, two, pauses=(Pause(STARTED, None, "infection"),)))


def given(at, outcome="given", substances=("methotrexate",)):
    line_id = UUID(int=7)
    return Given(UUID(int=1), line_id, line_id, substances, Decimal(4), None, at, outcome)


def too_soon(*doses, now=NOW, **settings):
    weekly = line(METHOTREXATE, Regular(TAKE, Weekdays(frozenset({1}))), starts_at=LONG_AGO)
    known = facts(now=now, given=doses)
    return of_kind(checked([weekly], known, "giving", **settings), "methotrexate_too_soon")


def test_under_six_days_since_the_last_actual_dose_stops_the_gesture():
    (found,) = too_soon(given(NOW - timedelta(days=5, hours=23)))
    assert found.level == "hard_stop"
    assert "17/11/2026" not in found.says and "16/11/2026" in found.says
    assert not too_soon(given(NOW - timedelta(days=6)))


@pytest.mark.parametrize("outcome", ["refused", "withheld", "absent"])
def test_a_dose_that_was_not_taken_does_not_count(outcome):
    assert not too_soon(given(NOW - timedelta(days=1), outcome))


def test_the_latest_of_several_counts_whatever_their_order():
    old, new = given(NOW - timedelta(days=13)), given(NOW - timedelta(days=2))
    assert too_soon(old, new) and too_soon(new, old)


def test_of_two_lines_of_one_taking_the_second_still_is_to_be_given_once_the_first_was():
    """Ten milligrams and twice 2.5, on Mondays: what was given by one line holds that one up, and not the other."""
    now = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    mondays = Regular(TAKE, WEEKLY)
    ten, small = (line(cis, mondays, starts_at=LONG_AGO) for cis in (METHOTREXATE, NOVATREX))
    first = replace(given(now - timedelta(minutes=5)), chain=ten.chain)

    def held(*others, doses=(first,), at=now):
        found = of_kind(
            checked([ten, *others], facts(now=at, given=doses), "giving"), "methotrexate_too_soon"
        )
        return {chain for one in found for chain in one.chains}

    assert held(small) == {ten.chain}
    second = replace(given(now), id=UUID(int=2), chain=small.chain)
    tomorrow = now + timedelta(days=1)
    assert held(small, doses=(first, second), at=tomorrow) == {ten.chain, small.chain}
    thursdays = replace(small, scheme=Regular(TAKE, Weekdays(frozenset({4}))))
    assert held(thursdays, at=now + timedelta(days=3)) == {ten.chain, small.chain}


def test_another_drug_does_not_count():
    assert not too_soon(given(NOW - timedelta(days=1), substances=("paracetamol",)))


@pytest.mark.parametrize(
    "spring", [datetime(2026, 3, 30, 6, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)]
)
def test_a_night_when_clocks_change_neither_adds_an_hour_nor_takes_one(spring):
    """Given at 08:00 on the clock of the wall: the sixth day at 08:00 is six days later."""
    hours = 143 if spring.month == 3 else 145
    begun = spring - timedelta(hours=hours)
    assert not too_soon(given(begun), now=spring)
    assert too_soon(given(begun + timedelta(minutes=1)), now=spring)


def test_the_number_of_days_is_a_setting():
    assert too_soon(given(NOW - timedelta(days=6)), methotrexate_days=7)


def test_nothing_is_said_where_there_is_no_methotrexate():
    known = facts(given=(given(NOW - timedelta(days=1)),))
    assert not of_kind(checked([line(DOLIPRANE)], known, "giving"), "methotrexate_too_soon")
    assert not daily(line(DOLIPRANE, AsNeeded(Decimal(1), "x", 60, Decimal(3))))


SOME_DAY = date(2027, 2, 1)
WEEKLY = Weekdays(frozenset({1}))


def test_what_becomes_daily_in_months_is_stopped_now():
    """A weekly step of ten weeks then a daily one, and dates far apart then near, are daily takings all the same."""
    assert daily(line(METHOTREXATE, Tapering((Step(MONDAY, TAKE, WEEKLY), Step(SOME_DAY, TAKE)))))
    assert not daily(
        line(METHOTREXATE, Tapering((Step(MONDAY, TAKE, WEEKLY), Step(SOME_DAY, TAKE, WEEKLY))))
    )
    far = {MONDAY: Decimal(4), SOME_DAY: Decimal(4), SOME_DAY + timedelta(2): Decimal(4)}
    assert daily(line(METHOTREXATE, Calendar("matin", far)))
    assert daily(on(Cycle(2, 5, SOME_DAY)))


def test_a_second_line_that_begins_in_months_is_read_beside_the_first():
    later = datetime(2027, 2, 1, tzinfo=UTC)
    second = line(NOVATREX, Regular(TAKE, Weekdays(frozenset({4}))), starts_at=later)
    assert daily(on(WEEKLY), second)
    assert not daily(on(WEEKLY), replace(second, scheme=Regular(TAKE, WEEKLY)))


def test_a_line_is_read_for_a_year_after_its_last_change_of_rhythm_and_not_for_ever():
    year = timedelta(days=366)
    assert looked_at([(as_needed(), MONDAY)]) == MONDAY + year
    assert looked_at([(Regular(TAKE, EveryDays(7, SOME_DAY)), MONDAY)]) == SOME_DAY + year
    assert looked_at([(Tapering((Step(date(9000, 1, 1), TAKE),)), MONDAY)]).year < 2040
