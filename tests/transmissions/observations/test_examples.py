"""The examples of `tests/vectors/observations.json`, which the browser's rules run too."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.transmissions.observations.telling import judged_told, kind_told
from transmissions.observations import BY_NAME, KINDS, Missing, judge
from transmissions.observations.thresholds import DEFAULTS, beyond, from_json, merged, to_json
from transmissions.observations.wording import sentence

TOLD: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "observations.json").read_text(encoding="utf-8")
)


def missing(told: dict[str, Any] | None) -> Missing | None:
    return Missing(**told) if told else None


def test_the_kinds_are_those_of_the_examples():
    assert [kind_told(kind) for kind in KINDS] == TOLD["kinds"]


def test_the_thresholds_are_those_of_the_examples():
    told = to_json(DEFAULTS)
    urgent = {key: {**one, "urgent": DEFAULTS[key].is_urgent} for key, one in told.items()}
    assert urgent == TOLD["defaults"]


@pytest.mark.parametrize("case", TOLD["judged"], ids=lambda case: case["name"])
def test_it_is_judged_as_the_example_says(case: dict[str, Any]):
    previous = case.get("previous")
    judged = judge(
        BY_NAME[case["kind"]],
        case["typed"],
        contexts=case.get("contexts", []),
        missing=missing(case.get("missing")),
        previous=Decimal(previous) if previous else None,
        is_confirmed=case.get("confirmed", False),
        is_correction=case.get("correction", False),
    )
    assert judged_told(judged) == case["judged"]


@pytest.mark.parametrize("case", TOLD["said"], ids=lambda case: case["says"])
def test_it_is_said_as_the_example_says(case: dict[str, Any]):
    kind, why = BY_NAME[case["kind"]], missing(case["missing"])
    assert sentence(kind, case["values"], case["contexts"], why) == case["says"]


@pytest.mark.parametrize("case", TOLD["beyond"], ids=str)
def test_a_nurse_is_told_when_the_example_says(case: dict[str, Any]):
    thresholds = merged(from_json(case["set"]))
    found = beyond(BY_NAME[case["kind"]], case["values"], case["reason"], thresholds)
    told = (found.says, found.is_urgent) if found else (None, None)
    assert told == (case["says"], case["urgent"])
