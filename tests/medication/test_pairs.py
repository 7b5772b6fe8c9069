"""190 pairs of specialties common in nursing homes, with the level that applies and why.

`pairs.csv` was written by reading the thesaurus of October 2020: our own facts, in our own words.
`highest_of_entry` is the gravest level of the entry, which is often not the answer.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from medication.drug_named import drug_named
from medication.findings import Finding
from medication.interactions import interactions
from tests.medication.references import builtin_reference


@dataclass(frozen=True)
class Pair:
    cis_a: str
    a: str
    cis_b: str
    b: str
    level: str
    conditional: str
    highest_of_entry: str
    entry: str
    why: str


def _pairs() -> list[Pair]:
    with Path(__file__).with_name("pairs.csv").open(encoding="utf-8", newline="") as file:
        return [Pair(**row) for row in csv.DictReader(file)]


PAIRS = _pairs()


def worst(first: str, second: str) -> Finding | None:
    reference = builtin_reference()
    drugs = [drug_named(reference, name).drug for name in (first, second)]
    found = interactions(reference.thesaurus, drugs)
    assert found.unknown == () or found.pairs, f"{found.unknown}: silence would prove nothing"
    return found.pairs[0].findings[0] if found.pairs else None


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair.a} + {pair.b}")
def test_the_level_is_the_one_that_was_read(pair: Pair) -> None:
    reference = builtin_reference()
    for cis in (pair.cis_a, pair.cis_b):
        assert reference.products[cis].marketed
    for found in (worst(pair.cis_a, pair.cis_b), worst(pair.cis_b, pair.cis_a)):
        if not pair.level:
            assert found is None, pair.why
            continue
        assert found is not None, pair.why
        assert (found.level, found.conditional) == (pair.level, pair.conditional == "oui")
        assert found.via == pair.entry


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len({frozenset((pair.cis_a, pair.cis_b)) for pair in PAIRS}) == len(PAIRS) >= 120
    assert sum(not pair.level for pair in PAIRS) >= 40
    assert sum(bool(pair.level) and pair.level != pair.highest_of_entry for pair in PAIRS) >= 20


def test_the_highest_level_of_each_entry_is_what_the_thesaurus_says() -> None:
    highest = {entry.label: entry.levels[0].code for entry in builtin_reference().thesaurus.entries}
    for pair in PAIRS:
        assert highest.get(pair.entry, "") == pair.highest_of_entry
