"""A recall before it is written: which packs, which batches, and what is wrong with what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.areas.drugs.finding import scanned
from app.ground.checks import Checks
from medication.datamatrix import WORDS
from medication.product import Pack, Product
from medication.recalls import fold_batch
from medication.reference import Reference

Batches = list[str | None]
MOST_BATCHES: Final = 50
LONGEST_BATCH: Final = 20
"""What GS1 allows (identifier 10)."""


@dataclass(frozen=True, slots=True)
class RecalledPack:
    """One pack as recalls name it. `gtin` has 14 digits; `cip13` is there for French packs."""

    gtin: str
    cip13: str | None
    label: str


@dataclass(frozen=True, slots=True)
class RecallDraft:
    """What was typed; `batches` is one batch a line, and nothing when every batch is recalled."""

    packs: tuple[RecalledPack, ...]
    batches: str = ""
    is_every_batch: bool = False
    reason: str = ""
    source: str = ""
    since: date | None = None


def packs_of(product: Product) -> list[RecalledPack]:
    """The packs of a specialty that have a code."""
    return [_pack(product, pack) for pack in product.packs if pack.cip13]


def pack_typed(reference: Reference, text: str, today: date) -> tuple[RecalledPack | None, str]:
    """The pack whose code was typed or scanned, or what is wrong with it."""
    found = scanned(reference, text, today=today)
    code = found.code
    if "check_digit" in code.problems:
        return (
            None,
            "Le chiffre de contrôle ne correspond pas : vérifiez les chiffres sur la boîte.",
        )
    if "carton" in code.problems:
        return None, WORDS["carton"]
    if code.gtin is None:
        return None, "Ce n’est pas le code d’une boîte : 13 chiffres, ou le DataMatrix scanné."
    if found.product and found.pack:
        return _pack(found.product, found.pack), ""
    return RecalledPack(code.gtin, code.cip13, f"Code {code.cip13 or code.gtin}"), ""


def batch_typed(reference: Reference, text: str, today: date) -> str:
    """The batch that a scanned code says, to be filled in."""
    return scanned(reference, text, today=today).code.batch or ""


def batches_of(checks: Checks, draft: RecallDraft) -> Batches:
    """The batches of a draft, each once; `[None]` for every one. What is wrong is noted."""
    lines = [line for line in draft.batches.splitlines() if line.strip()]
    if draft.is_every_batch:
        if lines:
            checks.refuse(
                "batches", "Effacez ces lots, ou décochez « tous les lots » : l’un ou l’autre."
            )
        return [None]
    if not lines:
        checks.refuse("batches", "Écrivez le numéro de lot, ou cochez « tous les lots ».")
    if len(lines) > MOST_BATCHES:
        checks.refuse("batches", f"{len(lines)} lots : {MOST_BATCHES} au plus à la fois.")
    found: dict[str, str | None] = {}
    for line in lines[:MOST_BATCHES]:
        clean = checks.optional_line("batches", line, limit=2 * LONGEST_BATCH) or ""
        if len(fold_batch(clean)) > LONGEST_BATCH:
            checks.refuse(
                "batches", f"« {clean} » : un numéro de lot a {LONGEST_BATCH} caractères au plus."
            )
        found.setdefault(fold_batch(clean), clean)
    return list(found.values())


def _pack(product: Product, pack: Pack) -> RecalledPack:
    return RecalledPack(f"0{pack.cip13}", pack.cip13, f"{product.name} — {pack.label}")
