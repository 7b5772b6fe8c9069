"""Antivitamins K. Sources: HAS and GEHT (April 2008); RCP COUMADINE and PREVISCAN, 4.2: an INR a month."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from medication import avk
from medication.facts import Measure
from medication.prescription import Calendar, EveryDays, Regular, Take
from medication.settings import Settings
from tests.medication.treatments import NOW, checked, facts, kinds, line, of_kind, times

COUMADINE, PREVISCAN, ELIQUIS = "63245753", "68133651", "61902218"
TODAY = date(2026, 11, 22)
TARGET = (Decimal(2), Decimal(3))
SETTINGS = Settings()


def inr(value, days=3):
    return Measure(Decimal(value), "", NOW - timedelta(days=days))


def calendar(control_in=10, today="0.5", **more):
    amounts = {TODAY: Decimal(today)} if today is not None else {TODAY + timedelta(1): Decimal(1)}
    control = None if control_in is None else TODAY + timedelta(days=control_in)
    return line(COUMADINE, Calendar("soir", amounts, TARGET, control), **more)


@pytest.mark.parametrize("stage", ["prescribing", "validation", "giving"])
@pytest.mark.parametrize(("value", "held"), [("4.9", False), ("5", True), ("7.2", True)])
def test_from_the_hold_value_on_the_dose_waits_for_a_decision(value, held, stage):
    found = of_kind(checked([calendar()], facts(inr=inr(value)), stage), "inr_high")
    assert [one.level for one in found] == (["interrupt"] if held else [])


def test_the_hold_value_is_a_setting_and_is_said():
    (found,) = of_kind(
        checked([calendar()], facts(inr=inr("4.2")), inr_hold=Decimal("4.0")), "inr_high"
    )
    assert "INR à 4,2, à partir de 4,0" in found.says


def test_an_override_falls_with_the_next_inr():
    first, second = (
        of_kind(checked([calendar()], facts(inr=inr("5.4", days))), "inr_high") for days in (1, 0)
    )
    assert first[0].identity != second[0].identity


def test_new_days_of_the_calendar_are_no_new_alert():
    known = facts(inr=inr("5.4"))
    (before,), (after,) = (
        of_kind(checked([calendar(today=one)], known), "inr_high") for one in ("0.5", "0.25")
    )
    assert before.identity == after.identity


@pytest.mark.parametrize(
    ("measure", "control_in", "missing"),
    [
        (inr("2.4"), 10, False),
        (None, 10, True),
        (inr("2.4", 32), None, True),
        (inr("2.4", 31), None, False),
        (inr("2.4", 12), -1, True),
        (inr("2.4", 12), 0, False),
        (inr("2.4", 1), -1, False),
    ],
)
def test_a_control_that_is_late_or_was_never_made_is_shown(measure, control_in, missing):
    found = of_kind(checked([calendar(control_in)], facts(inr=measure)), "inr_missing")
    assert [one.level for one in found] == (["show"] if missing else [])


def test_what_is_known_of_the_last_inr_is_said():
    (late,) = of_kind(checked([calendar(None)], facts(inr=inr("2.4", 40))), "inr_missing")
    assert "13/10/2026" in late.because
    (never,) = of_kind(checked([calendar(None)], facts()), "inr_missing")
    assert never.because == "Aucun INR connu."


def test_a_day_without_a_dose_on_the_calendar_is_shown_when_one_would_give():
    known = facts(inr=inr("2.4"))
    (found,) = of_kind(checked([calendar(today=None)], known, "giving"), "avk_no_dose")
    assert found.level == "show"
    assert not kinds(checked([calendar(today="0")], known, "giving"))
    assert not of_kind(checked([calendar(today=None)], known), "avk_no_dose")


def test_other_anticoagulants_have_no_inr():
    assert not kinds(checked([line(ELIQUIS)], facts(inr=inr("6"))))


def test_the_status_of_a_line_is_all_that_a_nurse_asks():
    last = inr("2.6")
    known = avk.status(calendar(), last, NOW, SETTINGS)
    assert known.target == TARGET
    assert (known.inr, known.today) == (last, Decimal("0.5"))
    assert known.control_on == TODAY + timedelta(days=10)
    assert (known.is_overdue, known.is_held) == (False, False)


def test_a_line_without_a_calendar_has_the_dose_of_its_scheme():
    assert avk.status(line(PREVISCAN, times("0.75", "0.25")), None, NOW, SETTINGS).today == 1
    weekly = line(PREVISCAN, Calendar("soir", {}))
    assert avk.status(weekly, None, NOW, SETTINGS).today is None


def test_a_line_that_gives_nothing_today_says_so():
    every_other = Regular((Take("soir", Decimal(1)),), EveryDays(2, TODAY + timedelta(days=1)))
    assert avk.status(line(PREVISCAN, every_other), None, NOW, SETTINGS).today is None


def tasks(written, measure):
    return avk.tasks(written, measure, NOW, SETTINGS)


def test_the_control_is_a_task_for_the_morning_of_its_day():
    (task,) = tasks(calendar(10), inr("2.5"))
    assert (task.kind, task.role) == ("inr_control", "nurse")
    assert task.due_at.isoformat() == "2026-12-02T07:00:00+00:00"


def test_a_control_that_was_made_asks_for_nothing():
    assert not tasks(calendar(-1), inr("2.5", 0))


def test_without_an_inr_the_control_is_due_today():
    (task,) = tasks(calendar(None), None)
    assert task.due_at.date() == TODAY


def test_a_control_that_is_late_is_one_task_however_many_nights_it_is_asked():
    for written, measure in ((calendar(None), None), (calendar(None), inr("2", 50))):
        nights = [NOW + timedelta(days=n) for n in range(3)]
        keys = {avk.tasks(written, measure, night, SETTINGS)[0].key for night in nights}
        assert len(keys) == 1


def test_a_control_made_since_asks_for_the_next_one_in_a_month():
    late = inr("2.5", 40)
    assert not tasks(line(PREVISCAN), inr("2.5", 5))
    assert tasks(line(PREVISCAN), late)[0].key != tasks(line(PREVISCAN), inr("2.5", 35))[0].key


def test_an_inr_that_is_too_high_asks_for_a_call():
    assert [one.kind for one in tasks(calendar(10), inr("6"))] == ["inr_hold", "inr_control"]
