"""The most that a scheme gives in a day and in a week."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from medication.most import most_in_a_day, most_in_a_week
from medication.prescription import (
    Calendar,
    Cycle,
    EveryDay,
    EveryDays,
    MonthDays,
    Patch,
    Regular,
    Rung,
    Sliding,
    Step,
    Take,
    Tapering,
    Weekdays,
)
from medication.takes import takes_on
from tests.medication.treatments import as_needed, times

DAY = date(2026, 11, 23)
TWO = (Take("matin", Decimal(1)), Take("soir", Decimal("0.5")))


def days(n):
    return DAY + timedelta(days=n)


STEPS = Tapering(
    (
        Step(days(-10), (Take("matin", Decimal(4)),)),
        Step(days(-3), (Take("matin", Decimal(3)),), EveryDays(2, DAY)),
        Step(days(4), (Take("matin", Decimal(1)),)),
    )
)


@pytest.mark.parametrize(
    ("scheme", "most"),
    [
        (times("1", "1", "0.5"), "2.5"),
        (
            Sliding(
                (*TWO, Take("midi")),
                EveryDay(),
                (Rung(Decimal(2), Decimal(4)), Rung(None, Decimal(6))),
            ),
            "19.5",
        ),
        (Sliding(TWO, EveryDay(), ()), "1.5"),
        (STEPS, "3"),
        (Tapering((Step(days(2), TWO),)), "1.5"),
        (Calendar("soir", {days(-1): Decimal(9), DAY: Decimal(1), days(1): Decimal(2)}), "2"),
        (as_needed("1", "4"), "4"),
        (Patch("matin", Decimal(2), 72), "2"),
    ],
)
def test_a_day_counts_by_its_highest_sum_from_today_on(scheme, most):
    assert most_in_a_day(scheme, DAY) == Decimal(most)


@pytest.mark.parametrize("scheme", [Calendar("soir", {days(-1): Decimal(9)}), Tapering(())])
def test_a_scheme_without_an_amount_says_none(scheme):
    assert most_in_a_day(scheme, DAY) is None
    assert most_in_a_week(scheme, DAY) is None


@pytest.mark.parametrize(
    "rule",
    [
        EveryDay(),
        EveryDays(2, DAY),
        EveryDays(7, DAY),
        EveryDays(10, DAY),
        Weekdays(frozenset({1, 3, 7})),
        Cycle(3, 1, DAY),
        Cycle(21, 7, DAY),
        Cycle(1, 6, DAY),
        Cycle(5, 0, DAY),
        MonthDays(frozenset({1, 2, 15})),
        MonthDays(frozenset(range(1, 32))),
    ],
)
def test_a_week_is_never_more_than_what_is_said(rule):
    scheme = Regular(TWO, rule)
    week = most_in_a_week(scheme, DAY)
    real = [
        sum(take.amount for n in range(7) for take in takes_on(scheme, days(start + n)))
        for start in range(90)
    ]
    assert max(real) <= week <= Decimal("1.5") * 7


def test_weekly_doses_are_exact():
    for rule, taken in ((EveryDays(7, DAY), 1), (Weekdays(frozenset({1, 4})), 2), (EveryDay(), 7)):
        assert most_in_a_week(Regular(TWO, rule), DAY) == Decimal("1.5") * taken
    assert most_in_a_week(STEPS, DAY) == 21
    assert most_in_a_week(as_needed("1", "4"), DAY) == 28
