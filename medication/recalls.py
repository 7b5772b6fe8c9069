"""Batch recalls: which boxes may not be given any more, as the pharmacist typed them.

A recall names packs by their code, and one batch or all of them. Batches are compared as people read them: letters in
capitals, every space left out, nothing else changed (a dash or a zero belongs to the number). A box whose batch cannot
be read is not cleared by that: it may be a recalled one, and somebody has to read it.
`tests/vectors/recalls.json` is the contract; the browser runs the same examples (`pwa/src/lib/recalls.js`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from medication.datamatrix import PackCode


@dataclass(frozen=True, slots=True)
class Recall:
    """One pack that is recalled since a day: a batch of it, or every batch (None).

    `gtin` has 14 digits; `cip13` is there for French packs. From `ended_on` on it holds no more.
    """

    id: UUID
    cip13: str | None
    gtin: str
    batch: str | None
    reason: str
    since: date
    ended_on: date | None = None

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.ended_on is None or on < self.ended_on)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What a pack fell under. `is_sure` is false when its batch was not read: it has to be read on the box."""

    recall: Recall
    is_sure: bool


def fold_batch(text: str) -> str:
    """A batch as it is compared: capitals, without any space."""
    return "".join(text.split()).upper()


def recall_of(code: PackCode, recalls: Iterable[Recall], on: date) -> Recalled | None:
    """The recall that a pack falls under that day, a sure one before one that may be."""
    about = [one for one in recalls if one.holds(on) and _is_pack(code, one)]
    batch = fold_batch(code.batch or "")
    for one in about:
        if one.batch is None or (batch and fold_batch(one.batch) == batch):
            return Recalled(one, is_sure=True)
    return Recalled(about[0], is_sure=False) if about and not batch else None


def _is_pack(code: PackCode, recall: Recall) -> bool:
    if code.gtin is not None and code.gtin == recall.gtin:
        return True
    return code.cip13 is not None and code.cip13 == recall.cip13
