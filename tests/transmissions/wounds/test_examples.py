"""The examples of `tests/vectors/wounds.json`, which the browser's rules run too."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.transmissions.wounds.telling import (
    assessment,
    concern_told,
    dated,
    judged_told,
    problem_told,
)
from transmissions.wounds import (
    Assessment,
    Consent,
    Described,
    concerns,
    judge,
    judge_described,
    judging,
    lengths,
    naming,
)
from transmissions.wounds import consent as consenting
from transmissions.wounds.trend import Point, area_words, trend

TOLD: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "wounds.json").read_text(encoding="utf-8")
)


def _named(case: dict[str, Any]) -> str:
    return str(case["name"])


def test_the_words_are_those_of_the_examples() -> None:
    own = {"CONSENT_BY": consenting.BY, "CONSENT_HINTS": consenting.HINTS}
    own["FLAG_LABELS"] = judging.FLAG_LABELS
    for name, words in TOLD["words"].items():
        assert list((own.get(name) or getattr(naming, name)).items()) == list(words.items()), name


@pytest.mark.parametrize("case", TOLD["named"], ids=lambda case: case["says"])
def test_a_wound_is_named_as_the_example_says(case: dict[str, Any]) -> None:
    assert naming.named(case["site"], case["side"], case["kind"]) == case["says"]


@pytest.mark.parametrize("case", TOLD["read"], ids=lambda case: repr(case["typed"]))
def test_a_length_is_read_as_the_example_says(case: dict[str, Any]) -> None:
    read = lengths.read(case["typed"])
    assert (read is not None) == case["isRead"]
    if read is not None:
        assert (read.mm, read.if_cm) == (case["mm"], case["ifCm"])


@pytest.mark.parametrize("case", TOLD["judged"], ids=_named)
def test_it_is_judged_as_the_example_says(case: dict[str, Any]) -> None:
    previous = case.get("previous")
    judged = judge(
        case["kind"],
        assessment(case["said"]),
        previous=assessment(previous) if previous else None,
        is_confirmed=case.get("confirmed", False),
    )
    assert judged_told(judged) == case["judged"]


@pytest.mark.parametrize("case", TOLD["described"], ids=_named)
def test_a_description_is_judged_as_the_example_says(case: dict[str, Any]) -> None:
    said, today = Described(**case["said"]), date.fromisoformat(case["today"])
    assert [problem_told(one) for one in judge_described(said, today=today)] == case["problems"]


@pytest.mark.parametrize("case", TOLD["consents"], ids=_named)
def test_an_answer_is_judged_as_the_example_says(case: dict[str, Any]) -> None:
    found = consenting.consent_problems(Consent(**case["said"]))
    assert [problem_told(one) for one in found] == case["problems"]


@pytest.mark.parametrize("case", TOLD["concerns"], ids=_named)
def test_a_nurse_is_told_what_the_example_says(case: dict[str, Any]) -> None:
    found = concerns(case["kind"], [dated(one) for one in case["before"]], dated(case["now"]))
    assert [concern_told(one) for one in found] == case["concerns"]


@pytest.mark.parametrize("case", TOLD["trends"], ids=_named)
def test_areas_are_compared_as_the_example_says(case: dict[str, Any]) -> None:
    points = [Point(datetime.fromisoformat(one["at"]), one["area"]) for one in case["points"]]
    found = trend(points)
    said = found and {"percent": found.percent, "days": found.days, "words": found.words}
    assert said == case["trend"]


@pytest.mark.parametrize("case", TOLD["areas"], ids=lambda case: case["says"])
def test_an_area_is_said_as_the_example_says(case: dict[str, Any]) -> None:
    assert area_words(case["mm2"]) == case["says"]


_LENGTH = st.none() | st.integers(-1000, 5000)


@settings(max_examples=100, deadline=None)
@given(length=_LENGTH, width=_LENGTH, depth=_LENGTH, before=st.integers(1, 600))
def test_an_answer_to_a_question_leaves_nothing_impossible(
    length: int | None, width: int | None, depth: int | None, before: int
) -> None:
    said = Assessment(length_mm=length, width_mm=width, depth_mm=depth)
    previous = Assessment(length_mm=before, width_mm=before, depth_mm=before)
    for question in judge(naming.PRESSURE, said, previous=previous).questions:
        for choice in question.choices:
            for field, mm in choice.values.items():
                low, high = lengths.POSSIBLE[field]
                assert low <= mm <= high
