"""(aa) The whole check of a treatment, the reference in memory: twelve lines of one person, and a home of 80 persons
with eight lines each.

The twelve are those of row v, a list that nobody should have; the home's are drawn from the built-in reference among
the drugs that the thesaurus knows. Facts are all there, so that every check has something to do.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID, uuid5

from bench.rows.interactions import TWELVE
from bench.table import Figure, at_most, middle, percentile
from medication.builtin.reference import builtin_reference
from medication.facts import Allergy, Facts, Knowledge, Measure, Swallowing
from medication.names import fold
from medication.prescription import AsNeeded, Line, Prescribed, Regular, Scheme, Take
from medication.product import Product
from medication.safety import check
from medication.settings import Settings

ROUNDS = 200
PERSONS, LINES = 80, 8
SEED = 20_261_122
_NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
_SPACE = UUID(int=8)
_DAILY = Regular((Take("matin", Decimal(1)), Take("soir", Decimal(1))))
_AS_NEEDED = AsNeeded(Decimal(1), "douleur", 240, Decimal(3))


def run(_folder: Path) -> list[Figure]:
    knowledge = Knowledge(builtin_reference(), Settings())
    products = knowledge.reference.products
    known = [product for product in products.values() if product.is_covered]
    rng = random.Random(SEED)
    twelve = [_line(products[cis], 0, _DAILY) for cis in TWELVE]
    home = [
        [
            _line(one, n, rng.choice((_DAILY, _DAILY, _AS_NEEDED)))
            for one in rng.sample(known, LINES)
        ]
        for n in range(PERSONS)
    ]
    facts = _facts()
    alerts = check(twelve, facts, knowledge, "prescribing")
    alone = [_ms([twelve], facts, knowledge) for _ in range(ROUNDS)]
    whole = [_ms(home, facts, knowledge) for _ in range(ROUNDS // 10)]
    detail = f"{len(alerts)} alerts; p95 {percentile(alone, 0.95):.2f} ms"
    return [
        at_most(
            "aa", "safety.check of 12 lines of one person, median", middle(alone), 2, "ms", detail
        ),
        at_most("aa", "safety.check of a home of 80 × 8 lines, median", middle(whole), 150, "ms"),
    ]


def _line(product: Product, person: int, scheme: Scheme) -> Line:
    chain = uuid5(_SPACE, f"{person} {product.cis}")
    drug = Prescribed(product.name, product.cis, product.substances, "", product.form, "")
    return Line(
        id=chain,
        chain=chain,
        version=1,
        person=uuid5(_SPACE, str(person)),
        drug=drug,
        route=fold(product.routes[0]),
        unit="comprimé",
        scheme=scheme,
        starts_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def _facts() -> Facts:
    day = datetime(2026, 11, 20, tzinfo=UTC)
    return Facts(
        now=_NOW,
        born_on=date(1938, 5, 2),
        sex="F",
        allergies=(Allergy("class", "penicillines", "Pénicillines", "severe"),),
        swallowing=Swallowing("crush"),
        weight=Measure(Decimal(58), "kg", day),
        creatinine=Measure(Decimal(70), "µmol/L", day),
        potassium=Measure(Decimal("4.1"), "mmol/L", day),
    )


def _ms(treatments: list[list[Line]], facts: Facts, knowledge: Knowledge) -> float:
    started = time.perf_counter()
    for lines in treatments:
        check(lines, facts, knowledge, "prescribing")
    return (time.perf_counter() - started) * 1000
