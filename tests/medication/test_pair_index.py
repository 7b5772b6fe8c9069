"""The entries that two substances meet are found again, however many pairs were asked before."""

from __future__ import annotations

import pytest

from medication import pair_index as module
from medication.pair_index import PairIndex, pair_index
from medication.rulebook import rulebook
from tests.medication.october_2020 import october_2020


def labels(index: PairIndex, first: str, second: str) -> list[str]:
    return [ready.entry.label for ready, _ in index.meeting(first, second)]


def test_it_forgets_pairs_rather_than_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_REMEMBERED", 2)
    index = PairIndex(october_2020(), rulebook())
    before = labels(index, "warfarine", "miconazole")
    for other in ("paracetamol", "amiodarone", "fluconazole", "miconazole"):
        index.meeting("warfarine", other)
        assert len(index._met) <= 2
    assert labels(index, "warfarine", "miconazole") == before == ["ANTIVITAMINES K + MICONAZOLE"]


def test_it_is_made_once_for_a_thesaurus() -> None:
    assert pair_index(october_2020()) is pair_index(october_2020())


def test_what_cannot_meet_is_seen_at_once() -> None:
    index = pair_index(october_2020())
    of, with_ = index.reach(["warfarine"])
    other_of, other_with = index.reach(["miconazole", "inconnu"])
    assert (of & other_with) | (with_ & other_of)
    assert index.reach(["inconnu"]) == (0, 0)


def test_each_side_of_a_rule_is_found_in_both_directions() -> None:
    index = pair_index(october_2020())
    pair = ("amiodarone", "diltiazem")
    ways = [
        [way for ready, way in index.meeting(*asked) if ready.entry.pair == pair]
        for asked in (pair, pair[::-1])
    ]
    assert ways == [[True], [False]]
