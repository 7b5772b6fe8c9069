"""From lines to doses due: identity, clocks that change, absences, pauses, changes of version."""

from datetime import time
from decimal import Decimal
from uuid import UUID

from medication.prescription import (
    Calendar,
    EveryDay,
    EveryDays,
    MonthDays,
    Pause,
    Rung,
    Sliding,
    Take,
    Weekdays,
)
from medication.schedule import Absence, dose_id
from medication.settings import MOMENTS
from tests.medication.lines import as_needed, daily, day, due, line, paris, walls


def test_each_moment_of_a_day_is_a_dose():
    found = due(line(daily("soir", "matin")), "2026-11-22 00:00", "2026-11-23 00:00")
    assert walls(found) == ["22/11 08:00", "22/11 18:30"]
    assert [(one.act, one.at, one.amount, one.is_absent) for one in found] == [
        ("give", "matin", Decimal(1), False),
        ("give", "soir", Decimal(1), False),
    ]


def test_a_dose_is_known_by_its_chain_its_day_and_its_slot():
    """Written out once: tablets and rows of last year keep these identities."""
    chain = UUID("018f3b1e-0000-7000-8000-000000000001")
    assert dose_id(chain, day("2026-03-29"), "matin", "give") == UUID(
        "4e0cd166-5ab4-55c0-b59f-1b9bbf3f67b3"
    )


def test_the_same_dose_keeps_its_identity_when_the_home_moves_the_hour_of_its_moment():
    whole = ("2026-11-22 00:00", "2026-11-23 00:00")
    [usual] = due(line(daily("matin")), *whole)
    [later] = due(line(daily("matin")), *whole, moments={**MOMENTS, "matin": time(9)})
    assert usual.id == later.id
    assert (usual.due_at, later.due_at) == (paris("2026-11-22 08:00"), paris("2026-11-22 09:00"))


def test_the_night_that_loses_an_hour_loses_no_dose():
    found = due(line(daily("nuit", "02:30", "matin")), "2026-03-28 12:00", "2026-03-30 00:00")
    assert walls(found) == ["29/03 03:00", "29/03 03:30", "29/03 08:00"]


def test_the_night_that_has_an_hour_twice_gives_once():
    found = due(line(daily("nuit", "02:30", "matin")), "2026-10-24 12:00", "2026-10-26 00:00")
    assert walls(found) == ["25/10 02:00", "25/10 02:30", "25/10 08:00"]
    assert [one.due_at.hour for one in found] == [0, 0, 7]


def test_a_day_has_its_doses_on_the_leap_day_and_over_new_year():
    assert walls(due(line(daily("matin")), "2028-02-28 00:00", "2028-03-02 00:00")) == [
        *("28/02 08:00", "29/02 08:00", "01/03 08:00")
    ]
    assert walls(due(line(daily("23:30", "00:15")), "2026-12-31 12:00", "2027-01-01 12:00")) == [
        *("31/12 23:30", "01/01 00:15")
    ]


def test_a_monthly_dose_of_the_31st_falls_on_the_last_day():
    found = due(
        line(daily("matin", days=MonthDays(frozenset({31})))),
        "2026-01-01 00:00",
        "2026-05-01 00:00",
    )
    assert walls(found) == ["31/01 08:00", "28/02 08:00", "31/03 08:00", "30/04 08:00"]


def test_a_weekly_dose_is_given_within_twelve_hours_a_daily_one_within_one():
    [weekly] = due(
        line(daily("matin", days=Weekdays(frozenset({7})))), "2026-11-16 00:00", "2026-11-23 00:00"
    )
    [usual] = due(line(daily("matin")), "2026-11-22 00:00", "2026-11-23 00:00")
    assert (weekly.early_minutes, weekly.late_minutes) == (720, 720)
    assert (usual.early_minutes, usual.late_minutes) == (60, 60)


def test_a_window_has_its_first_instant_and_not_its_last():
    assert walls(due(line(daily("matin", "midi")), "2026-11-22 08:00", "2026-11-22 12:00")) == [
        "22/11 08:00"
    ]


def test_a_line_has_the_dose_of_its_first_instant_and_not_of_its_last():
    one = line(
        daily("matin", "midi"),
        starts_at=paris("2026-11-22 08:00"),
        ends_at=paris("2026-11-23 12:00"),
    )
    assert walls(due(one, "2026-11-20 00:00", "2026-11-30 00:00")) == [
        *("22/11 08:00", "22/11 12:00", "23/11 08:00")
    ]


def test_a_person_who_is_away_keeps_her_doses_marked_absent():
    away = Absence(paris("2026-11-22 10:00"), paris("2026-11-23 08:00"), "hospitalisation")
    found = due(line(daily("matin", "soir")), "2026-11-22 00:00", "2026-11-24 00:00", away)
    assert walls(found) == ["22/11 08:00", "22/11 18:30", "23/11 08:00", "23/11 18:30"]
    assert [one.is_absent for one in found] == [False, True, False, False]


def test_a_person_away_until_further_notice_is_absent_from_then_on():
    away = Absence(paris("2026-11-22 10:00"), None, "hospitalisation")
    found = due(line(daily("matin")), "2026-11-22 00:00", "2026-11-25 00:00", away)
    assert [one.is_absent for one in found] == [False, True, True]


def test_a_suspended_line_is_not_due_until_it_resumes():
    until = Pause(paris("2026-11-22 12:00"), paris("2026-11-23 18:30"), "diarrhée")
    one = line(daily("matin", "midi", "soir"), pauses=(until,))
    assert walls(due(one, "2026-11-22 00:00", "2026-11-24 00:00")) == ["22/11 08:00", "23/11 18:30"]


def test_a_line_suspended_until_further_notice_is_not_due():
    one = line(daily("matin"), pauses=(Pause(paris("2026-11-22 12:00"), None, "chute de tension"),))
    assert walls(due(one, "2026-11-22 00:00", "2026-12-24 00:00")) == ["22/11 08:00"]


def test_a_new_version_takes_over_at_its_instant_with_the_same_identities():
    at = paris("2026-11-23 08:00")
    before = line(daily("matin"), superseded_at=at)
    after = line(daily("matin"), version=2, starts_at=at)
    found = due([after, before], "2026-11-22 00:00", "2026-11-25 00:00")
    unbroken = due(line(daily("matin")), "2026-11-22 00:00", "2026-11-25 00:00")
    assert [one.id for one in found] == [one.id for one in unbroken]
    assert [one.line for one in found] == [before.id, after.id, after.id]


def test_insulin_is_due_at_its_hours_with_an_amount_that_waits_for_the_measure():
    scheme = Sliding(
        (Take("matin"), Take("soir", Decimal(6))), EveryDay(), (Rung(None, Decimal(4)),)
    )
    found = due(line(scheme), "2026-11-22 00:00", "2026-11-23 00:00")
    assert [(one.amount, one.early_minutes) for one in found] == [(None, 30), (Decimal(6), 30)]


def test_an_anticoagulant_has_the_amount_of_its_day():
    amounts = {day("2026-11-22"): Decimal("0.5"), day("2026-11-23"): Decimal("0.75")}
    found = due(line(Calendar("soir", amounts)), "2026-11-21 00:00", "2026-11-26 00:00")
    assert [(one.on, one.amount) for one in found] == list(amounts.items())


def test_what_is_given_as_needed_has_no_dose_due():
    assert due(line(as_needed()), "2026-11-22 00:00", "2026-12-22 00:00") == []


def test_doses_of_several_lines_come_in_order_of_time():
    lines = [line(daily("soir", "matin"), "a"), line(daily("midi", "matin"), "b")]
    found = due(lines, "2026-11-22 00:00", "2026-11-23 00:00")
    assert [one.at for one in found] == ["matin", "matin", "midi", "soir"]
    assert found == due(lines[::-1], "2026-11-22 00:00", "2026-11-23 00:00")


def test_every_three_days_keeps_its_rhythm_over_a_change_of_version():
    rhythm = EveryDays(3, day("2026-11-01"))
    at = paris("2026-11-05 12:00")
    versions = [
        line(daily("matin", days=rhythm), superseded_at=at),
        line(daily("matin", days=rhythm), version=2, starts_at=at),
    ]
    assert walls(due(versions, "2026-11-01 00:00", "2026-11-12 00:00")) == [
        *("01/11 08:00", "04/11 08:00", "07/11 08:00", "10/11 08:00")
    ]
