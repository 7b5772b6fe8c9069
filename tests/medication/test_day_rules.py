"""On which days a line is due: weeks, every N days, cures, days of the month."""

import pytest

from medication.day_rules import days_apart, is_on, is_rare
from medication.prescription import Cycle, EveryDay, EveryDays, MonthDays, Weekdays
from tests.medication.lines import day

MONDAY, SUNDAY = 1, 7


def on(rule, *days):
    return [is_on(rule, day(one)) for one in days]


def test_every_day_is_every_day_the_29th_of_february_too():
    assert on(EveryDay(), "2028-02-28", "2028-02-29", "2028-03-01") == [True] * 3


def test_days_of_the_week_are_counted_from_monday():
    rule = Weekdays(frozenset({MONDAY, SUNDAY}))
    assert on(rule, "2026-11-22", "2026-11-23", "2026-11-24") == [True, True, False]


def test_every_three_days_goes_on_over_new_year_and_has_nothing_before_its_first_day():
    rule = EveryDays(3, day("2026-12-30"))
    assert on(rule, "2026-12-27", "2026-12-30", "2026-12-31", "2027-01-02", "2027-01-05") == [
        *(False, True, False, True, True)
    ]


def test_every_two_days_goes_on_over_the_leap_day():
    rule = EveryDays(2, day("2028-02-27"))
    assert on(rule, "2028-02-28", "2028-02-29", "2028-03-01", "2028-03-02") == [
        *(False, True, False, True)
    ]


def test_a_cure_of_21_days_has_7_days_without():
    rule = Cycle(21, 7, day("2026-11-02"))
    assert on(rule, "2026-11-01", "2026-11-02", "2026-11-22", "2026-11-23", "2026-11-29") == [
        *(False, True, True, False, False)
    ]
    assert on(rule, "2026-11-30", "2026-12-20", "2026-12-21") == [True, True, False]


def test_a_day_that_the_month_has_not_is_its_last_day_once():
    rule = MonthDays(frozenset({30, 31}))
    assert on(rule, "2026-02-27", "2026-02-28", "2028-02-28", "2028-02-29", "2026-04-30") == [
        *(False, True, False, True, True)
    ]
    assert on(MonthDays(frozenset({15})), "2026-02-15", "2026-02-28") == [True, False]


@pytest.mark.parametrize(
    ("rule", "rare"),
    [
        (EveryDay(), False),
        (Weekdays(frozenset({3})), True),
        (Weekdays(frozenset({1, 4})), False),
        (EveryDays(6, day("2026-11-01")), False),
        (EveryDays(7, day("2026-11-01")), True),
        (Cycle(1, 27, day("2026-11-01")), False),
        (MonthDays(frozenset({1})), True),
        (MonthDays(frozenset({1, 15})), True),
        (MonthDays(frozenset({1, 31})), False),
        (MonthDays(frozenset({10, 12})), False),
    ],
)
def test_a_rhythm_is_rare_when_a_week_lies_between_two_days(rule, rare):
    assert is_rare(rule) is rare


@pytest.mark.parametrize(
    ("rule", "apart"),
    [
        (EveryDay(), 1),
        (EveryDays(3, day("2026-11-01")), 3),
        (Cycle(1, 6, day("2026-11-01")), 7),
        (Cycle(21, 7, day("2026-11-01")), 1),
        (MonthDays(frozenset({1, 15})), 14),
        (MonthDays(frozenset({1, 31})), 1),
        (Weekdays(frozenset({3})), 7),
        (Weekdays(frozenset({1, 4})), 4),
        (Weekdays(frozenset({1, 3, 5})), 3),
        (Weekdays(frozenset({1, 7})), 1),
        (Weekdays(frozenset({1, 3, 4})), 1),
    ],
)
def test_days_are_so_far_apart(rule, apart):
    assert days_apart(rule) == apart
