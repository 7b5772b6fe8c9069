"""What was given or not, in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from app.ground.portable import Beside, Pair, Row
from medication.amount_words import amount_words
from medication.outcomes import NO_SCAN, OUTCOMES


def administration(row: Row, beside: Beside) -> Iterator[Pair]:
    said, line = row["sealed"], _line(row, beside)
    drug = (line.get("drug") or {}).get("label") or "Médicament"
    yield "", " ".join(one for one in (drug, _amount(row, line, beside)) if one)
    undone = row["withdraws"] or row["retracted_at"]
    yield "", "annulé" if undone else OUTCOMES[row["act"]][row["outcome"]].label
    yield "motif", said.get("reason")
    yield "", said.get("note")
    yield "non scanné", NO_SCAN.get(row["no_scan"] or "")
    if row["amends"]:
        yield "rectifié", said.get("why_note") or "oui"


def resolution(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", "Désaccord tranché par un infirmier"
    yield "", row["sealed"].get("note")


def _line(row: Row, beside: Beside) -> Mapping[str, Any]:
    sealed = beside.row("prescription_line", row["line_id"]).get("sealed") or {}
    return sealed.get("line") or {}


def _amount(row: Row, line: Mapping[str, Any], beside: Beside) -> str | None:
    """What was written; else what was due."""
    amount = row["sealed"].get("amount") or beside.row("dose", row["dose_id"]).get("amount")
    return amount_words(Decimal(amount), line["unit"]) if amount and line.get("unit") else None
