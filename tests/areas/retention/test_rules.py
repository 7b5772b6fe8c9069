"""The table itself: from which event, for how long, and what lengthens, shortens or stops it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.documents.kinds import RETENTIONS
from app.areas.retention.rules import (
    ACTS,
    RULES,
    STARTS,
    Life,
    Suspension,
    add_months,
    due_on,
    duration_words,
)

FILE, STAY = RULES["file"], RULES["stay"]
LEFT = date(2026, 3, 31)
OLD = date(1931, 3, 3)


def due(rule=FILE, months=None, **life):
    known = {"left_on": LEFT, "born_on": OLD, **life}
    return due_on(rule, rule.months if months is None else months, Life(**known))


def test_every_line_has_its_source_its_act_and_its_event():
    for rule in RULES.values():
        assert rule.source and rule.category
        assert rule.act in ACTS and rule.start in STARTS
        assert rule.months >= rule.least >= 0


def test_every_retention_of_a_kind_of_document_is_a_line_of_the_table():
    kept = [name for rule in RULES.values() for name in rule.keeps]
    assert sorted([*kept, "medical"]) == sorted(RETENTIONS)


def test_a_file_goes_twenty_years_after_the_last_stay():
    assert due() == date(2046, 3, 31)


def test_nothing_is_due_of_somebody_who_is_still_here():
    assert all(due(rule, left_on=None) is None for rule in RULES.values())


def test_a_death_within_ten_years_gives_ten_years_of_its_own():
    assert due(died_on=LEFT) == date(2036, 3, 31)
    assert due(died_on=date(2030, 5, 2)) == date(2040, 5, 2)
    assert due(died_on=date(2036, 3, 30)) == date(2046, 3, 30)


def test_a_later_death_changes_nothing():
    assert due(died_on=date(2036, 3, 31)) == due()
    assert due(died_on=date(2040, 1, 1)) == due()


def test_a_death_says_nothing_of_what_is_no_medical_file():
    assert due(STAY, died_on=LEFT) == due(STAY) == date(2031, 3, 31)


def test_the_file_of_a_minor_waits_for_the_twenty_eighth_birthday():
    assert due(born_on=date(2020, 6, 1)) == date(2048, 6, 1)
    assert due(born_on=date(2018, 3, 31)) == date(2046, 3, 31)


def test_a_home_may_keep_longer():
    assert due(months=360) == date(2056, 3, 31)


def test_a_claim_stops_the_clock_for_as_long_as_it_lasts():
    claim = Suspension(date(2030, 1, 1), date(2031, 1, 1))
    assert due(suspensions=(claim,)) == date(2046, 3, 31) + timedelta(days=365)


def test_while_a_claim_runs_nobody_can_say_when():
    assert due(suspensions=(Suspension(date(2030, 1, 1), None),)) is None


def test_two_claims_at_once_stop_it_once():
    first = Suspension(date(2030, 1, 1), date(2030, 3, 1))
    second = Suspension(date(2030, 2, 1), date(2030, 4, 1))
    assert due(suspensions=(second, first)) == date(2046, 3, 31) + timedelta(days=90)


def test_a_claim_of_before_the_departure_stops_nothing_before_it():
    before = Suspension(date(2025, 1, 1), date(2026, 4, 10))
    assert due(suspensions=(before,)) == date(2046, 3, 31) + timedelta(days=10)


def test_a_claim_made_once_the_time_was_over_does_not_bring_it_back():
    late = Suspension(date(2047, 1, 1), date(2049, 1, 1))
    assert due(suspensions=(late,)) == date(2046, 3, 31)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 240, date(2046, 12, 31)),
        (date(2026, 5, 15), -36, date(2023, 5, 15)),
        (date(2026, 5, 15), 0, date(2026, 5, 15)),
    ],
)
def test_months_are_added_as_calendars_do(day, months, then):
    assert add_months(day, months) == then


def test_durations_are_said_in_words():
    said = [duration_words(months) for months in (0, 3, 12, 60, 240, 30)]
    assert said == ["sans délai", "3 mois", "1 an", "5 ans", "20 ans", "2 ans et 6 mois"]


DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@settings(max_examples=100, deadline=None)
@given(
    left=DAYS,
    born=st.dates(date(1920, 1, 1), date(2000, 1, 1)),
    died=st.none() | DAYS,
    claims=st.lists(st.tuples(DAYS, st.integers(0, 2000)), max_size=4),
)
def test_no_claim_ever_brings_an_end_nearer_and_nothing_goes_before_ten_years(
    left, born, died, claims
):
    died = None if died is None or died < left else died
    stops = tuple(Suspension(day, day + timedelta(days=length)) for day, length in claims)
    without = due_on(FILE, 240, Life(left, born, died))
    with_them = due_on(FILE, 240, Life(left, born, died, stops))
    assert without <= with_them <= without + timedelta(days=sum(length for _, length in claims))
    assert without >= add_months(left, 120)
    if died is None:
        assert without >= add_months(left, 240)
