"""Refusals. Sources: features.md, M18; `facts_tables/critical.csv`; HAS (2013)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from medication.facts import Refusal
from medication.refusals import tasks, to_tell
from medication.settings import Settings
from tests.medication.treatments import NOW, checked, facts, kinds, line, of_kind

ELIQUIS, LASILIX, TIMOPTOL = "61902218", "65606743", "61417407"
SETTINGS = Settings()


def refused(of, *days):
    return tuple(Refusal(of.chain, of.drug.substances, NOW - timedelta(days=day)) for day in days)


def test_one_refusal_of_a_critical_class_is_told():
    anticoagulant = line(ELIQUIS)
    (found,) = of_kind(
        checked([anticoagulant], facts(refusals=refused(anticoagulant, 1))), "refusals"
    )
    assert found.level == "show"
    assert found.says == "ELIQUIS 5 mg (anticoagulant) : refusé une fois en 7 jours."
    assert "RCP ELIQUIS" in found.source


@pytest.mark.parametrize(
    ("days", "told"), [((1, 2), False), ((1, 2, 3), True), ((1, 2, 7), False), ((0, 1, 6), True)]
)
def test_another_drug_is_told_after_three_in_seven_days(days, told):
    diuretic = line(LASILIX)
    found = checked([diuretic], facts(refusals=refused(diuretic, *days)))
    assert bool(of_kind(found, "refusals")) is told
    if told:
        assert "refusé 3 fois" in of_kind(found, "refusals")[0].says


def test_the_refusals_of_another_line_do_not_count():
    diuretic, drop = line(LASILIX), line(TIMOPTOL)
    refusals = refused(diuretic, 1, 2) + refused(drop, 1)
    assert not of_kind(checked([diuretic, drop], facts(refusals=refusals)), "refusals")


def test_an_eye_drop_of_a_critical_class_is_not_critical():
    drop = line(TIMOPTOL)
    assert not kinds(checked([drop], facts(refusals=refused(drop, 1))))


def test_a_refusal_dated_in_the_future_is_no_refusal_yet():
    diuretic = line(ELIQUIS)
    assert not to_tell([diuretic], refused(diuretic, -1), NOW, SETTINGS)


def test_the_numbers_are_settings():
    diuretic = line(LASILIX)
    assert to_tell([diuretic], refused(diuretic, 1), NOW, Settings(refusals_count=1))
    assert to_tell([diuretic], refused(diuretic, 1, 2, 9), NOW, Settings(refusals_days=14))


def test_another_refusal_is_another_alert_and_another_task():
    critical = line(ELIQUIS)
    once, again = (refused(critical, *days) for days in ((2,), (2, 1)))
    first, second = (
        of_kind(checked([critical], facts(refusals=one)), "refusals")[0] for one in (once, again)
    )
    assert first.identity != second.identity
    keys = {task.key for one in (once, again) for task in tasks([critical], one, NOW, SETTINGS)}
    assert len(keys) == 2


def test_two_versions_of_a_line_are_told_once():
    critical = line(ELIQUIS)
    (task,) = tasks([critical, critical], refused(critical, 1), NOW, SETTINGS)
    assert (task.kind, task.role, task.due_at) == ("refusals", "nurse", NOW - timedelta(days=1))
    assert task.says.endswith("Le signaler au prescripteur.")
