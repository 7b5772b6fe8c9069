"""Which cibles come first: the shared vectors, and what holds whatever was written."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transmissions.ranking import USUAL_COUNT, WEIGHTS, usual, weight
from transmissions.vocabulary import Cible, Theme, Vocabulary
from transmissions.vocabulary_csv import starting_vocabulary

VECTORS = json.loads(
    (Path(__file__).parent.parent / "vectors" / "usual_cibles.json").read_text(encoding="utf-8")
)
WORDS = starting_vocabulary()
NOW = datetime(2026, 11, 21, 14, 0, tzinfo=UTC)


def the_vocabulary(vector: dict[str, Any]) -> Vocabulary:
    cibles = tuple(
        Cible(each["id"], "t", each["id"], alarm=each["alarm"], retired=each["retired"])
        for each in vector["cibles"]
    )
    return Vocabulary(1, (Theme("t", "T"),), cibles, tuple(vector["common"]))


@pytest.mark.parametrize("vector", VECTORS["cases"], ids=lambda vector: vector["says"])
def test_the_shared_vectors(vector: dict[str, Any]) -> None:
    uses = [(cible, datetime.fromisoformat(at)) for cible, at in vector["uses"]]
    now = datetime.fromisoformat(vector["now"])
    assert list(usual(uses, the_vocabulary(vector), now)) == vector["usual"]


def test_the_vectors_say_the_weights_that_the_rule_uses() -> None:
    weights = [[int(bound.total_seconds()), points] for bound, points in WEIGHTS]
    assert VECTORS["weights"] == weights


def test_common_cibles_of_the_home_may_be_given() -> None:
    assert usual([], WORDS, NOW, common=["plaie", "rien"]) == ("plaie",)


ages = st.timedeltas(min_value=timedelta(days=-2), max_value=timedelta(days=60))
written = st.lists(st.tuples(st.sampled_from([*WORDS.by_id, "inconnue"]), ages), max_size=60)


@given(written)
def test_six_different_cibles_that_are_offered(uses: list[tuple[str, timedelta]]) -> None:
    found = usual([(cible, NOW - age) for cible, age in uses], WORDS, NOW)
    assert len(found) == len(set(found)) == USUAL_COUNT
    assert set(found) <= {cible.id for cible in WORDS.offered()}


@given(written)
def test_an_alarm_never_takes_the_seat_of_an_everyday_cible(
    uses: list[tuple[str, timedelta]],
) -> None:
    found = usual([(cible, NOW - age) for cible, age in uses], WORDS, NOW)
    everyday = {
        c for c, age in uses if weight(age) and c in WORDS.by_id and not WORDS.by_id[c].alarm
    }
    assert len(everyday & set(found)) == min(len(everyday), USUAL_COUNT)


@given(written, st.randoms(use_true_random=False))
def test_the_order_in_which_entries_arrive_changes_nothing(
    uses: list[tuple[str, timedelta]], shuffler: Any
) -> None:
    dated = [(cible, NOW - age) for cible, age in uses]
    mixed = list(dated)
    shuffler.shuffle(mixed)
    assert usual(dated, WORDS, NOW) == usual(mixed, WORDS, NOW)


def test_weights_fall_with_age() -> None:
    assert [weight(timedelta(days=days)) for days in (-1, 0, 1, 2, 5, 10, 20, 31)] == [
        16, 16, 16, 8, 4, 2, 1, 0,
    ]  # fmt: skip
