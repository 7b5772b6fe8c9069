"""With whom what the care needs may be shared, by who they are, what the person answered, and the day."""

from __future__ import annotations

from datetime import date

import pytest

from app.areas.persons.sharing_rules import ANSWERS, BELONGS, OF, may_share

DAY = date(2026, 11, 21)
SINCE, UNTIL = date(2026, 1, 5), date(2026, 12, 31)


def standing(belongs: str | None, answer: str | None, on: date = DAY) -> str:
    return may_share(belongs, answer, since=SINCE, until=UNTIL, on=on).standing


@pytest.mark.parametrize(
    ("belongs", "answer", "expected"),
    [
        ("team", None, "ask"),
        ("team", "informed", "yes"),
        ("team", "opposed", "no"),
        ("outside", None, "no"),
        ("outside", "given", "yes"),
        ("outside", "refused", "no"),
        ("outside", "ended", "no"),
        ("outside", "unable", "urgent"),
        (None, "given", "no"),
    ],
)
def test_the_answer_decides(belongs: str | None, answer: str | None, expected: str) -> None:
    assert standing(belongs, answer) == expected


def test_every_answer_that_makes_sense_is_judged_above() -> None:
    assert set(OF) == set(BELONGS)
    assert frozenset().union(*OF.values()) == set(ANSWERS)


@pytest.mark.parametrize("answer", [None, *ANSWERS])
@pytest.mark.parametrize("belongs", [None, *BELONGS])
@pytest.mark.parametrize("on", [date(2026, 1, 4), date(2027, 1, 1)])
def test_before_and_after_the_care_nothing_is_shared(
    belongs: str | None, answer: str | None, on: date
) -> None:
    assert standing(belongs, answer, on) == "over"


@pytest.mark.parametrize("on", [SINCE, UNTIL])
def test_the_first_and_the_last_day_count(on: date) -> None:
    assert standing("outside", "given", on) == "yes"


def test_outside_the_team_nothing_but_an_agreement_opens() -> None:
    open_to = {answer for answer in (None, *ANSWERS) if standing("outside", answer) == "yes"}
    assert open_to == {"given"}


def test_what_is_refused_says_by_which_text() -> None:
    for answer in ("refused", "ended", None):
        assert "L. 1110-4" in may_share("outside", answer, since=None, until=None, on=DAY).source
