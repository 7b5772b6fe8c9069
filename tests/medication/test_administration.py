"""What stands of a dose, in whatever order its facts arrived; and how the dose stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medication.administration import (
    Administration,
    Standing,
    clock_state,
    effective,
    standing,
    state_of,
)
from medication.outcomes import OUTCOMES, counts
from tests.medication.scan_rows import (
    absences_of,
    administration_of,
    dose_of,
    identity,
    named,
    short,
)
from tests.medication.vector_lines import instant

VECTORS = json.loads(
    (Path(__file__).parents[1] / "vectors" / "outcomes.json").read_text(encoding="utf-8")
)
NOON = instant("2026-11-22T11:00:00Z")


@pytest.mark.parametrize(
    "case", VECTORS["standing"], ids=[one["name"] for one in VECTORS["standing"]]
)
def test_what_stands_is_the_same_whatever_arrived_first(case: dict[str, Any]) -> None:
    facts = [administration_of(row) for row in case["administrations"]]
    judged = case.get("judged")
    for order in permutations(facts):
        found = standing(
            order,
            named(case.get("keeps")),
            judged=None if judged is None else [identity(one) for one in judged],
        )
        assert _told(found) == case["is"]


def _told(found: Standing) -> dict[str, Any]:
    return {
        "stands": short(found.administration.id) if found.administration else None,
        "outcome": found.outcome,
        "is_conflict": found.is_conflict,
        "others": [short(one.id) for one in found.others],
    }


@pytest.mark.parametrize("case", VECTORS["states"], ids=[one["name"] for one in VECTORS["states"]])
def test_a_dose_stands(case: dict[str, Any]) -> None:
    known = case["known_until"]
    found = state_of(
        dose_of(case["dose"]),
        _stands(case["stands"]),
        absences_of(case["absences"]),
        instant(case["now"]),
        known_until=None if known is None else instant(known),
    )
    assert found == case["is"]


def _stands(told: str | None) -> Standing:
    if told is None:
        return Standing()
    outcome, is_doubtful = ("given", True) if told == "doubtful" else (told, False)
    return standing([replace(FACT, outcome=outcome, doubtful=is_doubtful)])


FACT = administration_of(
    {
        "id": "a1",
        "outcome": "given",
        "at": "2026-11-22T11:00:00Z",
        "recorded_at": "2026-11-22T11:00:00Z",
        "by": "e1",
    }
)


@st.composite
def facts(draw: st.DrawFn) -> list[Administration]:
    """Up to six facts of one dose, some of which amend others, or what never came."""
    found: list[Administration] = []
    for number in range(draw(st.integers(0, 6))):
        minutes = draw(st.integers(0, 120))
        amends = draw(st.none() | st.integers(0, 7))
        found.append(
            replace(
                FACT,
                id=identity(f"{0xA0 + number:x}"),
                outcome=draw(st.sampled_from(sorted(OUTCOMES["give"]))),
                at=NOON + timedelta(minutes=draw(st.integers(0, 120))),
                recorded_at=NOON + timedelta(minutes=minutes),
                author=identity(draw(st.sampled_from(["e1", "e2"]))),
                amends=None if amends is None else identity(f"{0xA0 + amends:x}"),
                retracted=draw(st.booleans()) and draw(st.booleans()),
                doubtful=draw(st.booleans()) and draw(st.booleans()),
                withdraws=amends is not None and draw(st.booleans()),
                offered=draw(st.sampled_from([1, 1, 2, 3])),
            )
        )
    return found


@settings(max_examples=150, deadline=None)
@given(facts(), st.randoms(use_true_random=False), st.none() | st.integers(0, 7))
def test_no_order_of_arrival_changes_what_stands(
    found: list[Administration], luck: Any, kept: int | None
) -> None:
    keeps = None if kept is None else identity(f"{0xA0 + kept:x}")
    shuffled = list(found)
    luck.shuffle(shuffled)
    assert standing(shuffled, keeps) == standing(found, keeps)
    assert effective(shuffled) == effective(found)


@settings(max_examples=150, deadline=None)
@given(facts())
def test_what_was_taken_prevails_until_somebody_resolves(found: list[Administration]) -> None:
    stands = standing(found)
    taken = [one for one in effective(found) if counts(one.outcome)]
    assert bool(taken) == bool(stands.outcome and counts(stands.outcome))
    if len(taken) > 1:
        assert stands.is_conflict


@settings(max_examples=150, deadline=None)
@given(facts(), st.integers(0, 5))
def test_taking_back_commutes_with_everything_that_arrives(
    found: list[Administration], number: int
) -> None:
    """Taken back before or after the others came, it counts for nothing; what it is not stays."""
    taken_back = [
        replace(one, retracted=True) if one.id == identity(f"{0xA0 + number:x}") else one
        for one in found
    ]
    stands = standing(taken_back)
    kept = {one.id for one in (*stands.others, *filter(None, [stands.administration]))}
    assert identity(f"{0xA0 + number:x}") not in kept
    assert standing(list(reversed(taken_back))) == stands


@settings(max_examples=150, deadline=None)
@given(facts(), st.integers(-600, 600), st.none() | st.integers(-600, 600))
def test_an_absence_is_never_untraced_and_nobody_recording_is_never_an_outcome(
    found: list[Administration], minutes: int, known: int | None
) -> None:
    dose = dose_of({"due_at": "2026-11-22T11:00:00Z", "early": 60, "late": 60, "absent": False})
    now = NOON + timedelta(minutes=minutes)
    until = None if known is None else NOON + timedelta(minutes=known)
    away = absences_of([["2026-11-22T10:30:00Z", None]])
    stands = standing(found)
    told = state_of(dose, stands, away, now, known_until=until)
    assert told == "absent" if stands.outcome is None else told in ("done", "perhaps_given")
    assert clock_state(dose, now, until) in ("due", "early", "open", "late", "untraced")


def test_the_same_facts_are_told_once() -> None:
    """A fact that arrives twice is one fact."""
    assert standing([FACT, FACT]) == standing([FACT])
    assert _all_ids([FACT, FACT]) == [FACT.id]


def _all_ids(found: Sequence[Administration]) -> list[Any]:
    return [one.id for one in effective(found)]
