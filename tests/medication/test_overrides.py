"""Going past an alert (features.md, M10)."""

from __future__ import annotations

import pytest

from medication.overrides import (
    REASONS,
    Override,
    is_overridden,
    may_be_overridden,
    problems,
)
from tests.medication.treatments import NOW, checked, line, of_kind, times

HALDOL, CITALOPRAM, METHOTREXATE, LASILIX = "61490049", "68491591", "65854190", "65606743"


def alert(kind, *lines):
    return of_kind(checked(lines), kind)[0]


CONTRAINDICATED = alert("contraindicated", line(HALDOL), line(CITALOPRAM))
DAILY = alert("methotrexate_daily", line(METHOTREXATE))
SHOWN = alert("precaution", line(HALDOL), line(LASILIX))


def past(one):
    return Override(one.identity, "monitored", "ECG demandé", NOW)


def test_an_interruption_with_a_reason_is_gone_past():
    assert is_overridden(CONTRAINDICATED, [past(CONTRAINDICATED)])
    assert is_overridden(CONTRAINDICATED, {CONTRAINDICATED.identity})


def test_without_one_it_is_not():
    assert not is_overridden(CONTRAINDICATED, [])
    assert not is_overridden(CONTRAINDICATED, [past(SHOWN)])


def test_the_reason_falls_with_the_dose():
    changed = alert("contraindicated", line(HALDOL, times("2")), line(CITALOPRAM))
    assert not is_overridden(changed, [past(CONTRAINDICATED)])


@pytest.mark.parametrize("one", [DAILY, SHOWN])
def test_neither_a_hard_stop_nor_what_is_only_shown_can_be_gone_past(one):
    assert not may_be_overridden(one)
    assert not is_overridden(one, [past(one)])


@pytest.mark.parametrize("reason", [one for one in REASONS if one != "other"])
def test_a_coded_reason_is_enough(reason):
    assert not problems(reason, "")


def test_another_reason_needs_words():
    assert problems("other", " ") == [("text", "Écrivez le motif en quelques mots.")]
    assert not problems("other", "vu avec le gériatre")


def test_a_reason_that_is_none_is_asked_again():
    assert problems("", "x") == [("reason", "Choisissez un motif.")]
