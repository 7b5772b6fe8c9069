"""20,000 pairs of marketed specialties drawn from the published files: what is said of them.

`python -m tests.medication.random_pairs` prints the report, with some explanations to be read.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from medication.bdpm import read_set
from medication.drug_of_product import drug_of
from medication.findings import Findings
from medication.interactions import interactions
from medication.product import Product
from medication.reference import Reference, assemble
from tests.medication.october_2020 import october_2020
from tests.medication.published import whole_set

SEED = 20_201_020
COUNT = 20_000
SHOWN = 50


@dataclass(frozen=True)
class Drawn:
    a: Product
    b: Product
    found: Findings


def everything() -> Reference:
    """Every specialty published, tied to the thesaurus of October 2020."""
    read = read_set(whole_set(), today=date(2026, 11, 22))
    return assemble(
        read.products.values(),
        read.groups,
        october_2020(),
        bdpm_date=read.published,
        digest="0" * 64,
    )


def drawn(reference: Reference, count: int = COUNT, seed: int = SEED) -> Iterator[Drawn]:
    """The same pairs for the same seed and files."""
    rng = random.Random(seed)
    marketed = [reference.products[cis] for cis in sorted(reference.products)]
    marketed = [product for product in marketed if product.marketed]
    for _ in range(count):
        a, b = rng.sample(marketed, 2)
        yield Drawn(a, b, interactions(reference.thesaurus, (drug_of(a, a.cis), drug_of(b, b.cis))))


def outcome(one: Drawn) -> str:
    """The level, with a question mark where it is conditional; or how nothing came out."""
    if one.found.pairs:
        worst = one.found.pairs[0].findings[0]
        return f"{worst.level}{' ?' if worst.conditional else ''}"
    return "rien, non vérifié en partie" if one.found.silences else "rien"


def explained(one: Drawn) -> str:
    worst = one.found.pairs[0].findings[0]
    levels = " / ".join(f"{level.code} {level.condition}".strip() for level in worst.levels)
    return (
        f"{one.a.name} ({', '.join(one.a.routes)}) + {one.b.name} ({', '.join(one.b.routes)})\n"
        f"    {outcome(one)} : {' et '.join(worst.substances)}\n    {worst.via}\n    {levels}"
    )


def main() -> None:
    pairs = list(drawn(everything()))
    print = sys.stdout.write
    for what, count in Counter(outcome(one) for one in pairs).most_common():
        print(f"{count:6} {what}\n")
    met = [one for one in pairs if one.found.pairs]
    for one in random.Random(SEED).sample(met, SHOWN):
        print(f"{explained(one)}\n")


if __name__ == "__main__":
    main()
