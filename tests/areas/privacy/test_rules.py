"""Rights: who may ask, until when to answer, what is refused and on which ground."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.areas.privacy.rules import (
    OBJECTS,
    REFUSALS,
    RIGHTS,
    deadlines,
    may_ask,
    may_extend,
    months_after,
    must_refuse,
    needs_representative,
    problems,
    reminders,
)

DAYS = st.dates(date(2020, 1, 1), date(2060, 1, 1))


def test_recent_health_is_handed_over_within_eight_days_and_never_before_two() -> None:
    found = deadlines("access", date(2026, 11, 2))
    assert (found.not_before, found.health_by) == (date(2026, 11, 4), date(2026, 11, 10))
    assert found.first == date(2026, 11, 10)


@pytest.mark.parametrize("right", sorted(RIGHTS))
def test_everything_is_answered_within_a_month(right: str) -> None:
    assert deadlines(right, date(2026, 11, 22)).answer_by == date(2026, 12, 22)


def test_a_month_that_has_no_such_day_ends_on_its_last() -> None:
    assert months_after(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert months_after(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)


def test_an_extension_adds_two_months_and_nothing_to_what_is_said_of_health() -> None:
    first, longer = (
        deadlines("access", date(2026, 11, 22), is_extended=one) for one in (False, True)
    )
    assert longer.answer_by == date(2027, 2, 22)
    assert longer.health_by == first.health_by


def test_an_extension_is_told_within_the_month() -> None:
    assert may_extend(date(2026, 11, 22), date(2026, 12, 22))
    assert not may_extend(date(2026, 11, 22), date(2026, 12, 23))


@settings(max_examples=80, deadline=None)
@given(DAYS, st.sampled_from(sorted(RIGHTS)), st.booleans())
def test_a_reminder_comes_before_each_deadline_and_one_after_all(
    day: date, right: str, is_extended: bool
) -> None:
    limits = deadlines(right, day, is_extended=is_extended)
    days = reminders(limits)
    assert days == tuple(sorted(set(days)))
    assert any(one < limits.answer_by for one in days)
    assert days[-1] == limits.answer_by + timedelta(days=1)
    if limits.health_by is not None:
        assert any(day <= one < limits.health_by for one in days)


@pytest.mark.parametrize(
    ("asker", "who", "answer"),
    [
        ("person", "person", True),
        ("person", "both", True),
        ("person", "representative", True),
        ("representative", "person", False),
        ("representative", "both", True),
        ("representative", "representative", True),
        ("other", "both", False),
    ],
)
def test_who_may_ask(asker: str, who: str, answer: bool) -> None:
    assert may_ask(asker, who) is answer


def test_what_the_person_asks_under_tutelle_is_kept_and_put_to_who_represents_them() -> None:
    assert needs_representative("person", "representative")
    assert not needs_representative("person", "both")
    assert not needs_representative("representative", "representative")


def test_what_the_law_obliges_to_keep_is_not_stopped_by_an_opposition_and_says_why() -> None:
    assert must_refuse("opposition", "record")
    said = problems("opposition", "granted", ground=None, subject="record", is_identified=True)
    assert said == {"outcome": OBJECTS["record"].ground}
    assert OBJECTS["record"].sources


def test_what_depends_on_consent_may_always_be_opposed() -> None:
    for subject in ("relatives", "picture", "sharing"):
        assert not problems(
            "opposition", "granted", ground=None, subject=subject, is_identified=True
        )


@pytest.mark.parametrize("outcome", ["refused", "partly"])
def test_no_refusal_without_its_ground(outcome: str) -> None:
    assert "ground" in problems("access", outcome, ground=None, subject=None, is_identified=True)
    assert not problems("access", outcome, ground="others", subject=None, is_identified=True)


def test_nothing_is_handed_to_somebody_whose_identity_is_not_established() -> None:
    assert "is_identified" in problems(
        "access", "granted", ground=None, subject=None, is_identified=False
    )
    assert not problems("access", "refused", ground="identity", subject=None, is_identified=False)


@pytest.mark.parametrize("outcome", ["refused", "partly"])
def test_an_identity_that_was_verified_is_no_ground_for_a_refusal(outcome: str) -> None:
    found = problems("access", outcome, ground="identity", subject=None, is_identified=True)
    assert list(found) == ["ground"]


def test_every_ground_names_its_article() -> None:
    assert all("RGPD" in words for words in REFUSALS.values())
    assert all(one.sources for one in OBJECTS.values())
