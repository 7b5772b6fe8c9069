"""Transmissions in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.ground.portable import Beside, Pair, Row

_PARTS: Final = (("data", "Données"), ("actions", "Actions"), ("result", "Résultat"))


def entry(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", row["sealed"].get("label")
    yield from _parts(row)
    yield "Motif de la correction", row["sealed"].get("reason")
    if row["superseded_by"]:
        yield "", "Corrigée depuis."
    if row["retracted_at"]:
        yield "", "Retirée par qui l’avait écrite."


def addition(row: Row, beside: Beside) -> Iterator[Pair]:
    above = beside.row("entry", row["entry_id"])
    yield "", f"À propos de : {(above.get('sealed') or {}).get('label') or 'une transmission'}"
    yield "", beside.when(above.get("occurred_at"))
    yield from _parts(row)


def _parts(row: Row) -> Iterator[Pair]:
    """Ready words that were tapped, and what was written, as one reads them on a page."""
    said = row["sealed"]
    chips = said.get("chips") or {}
    for name, label in _PARTS:
        words = ", ".join(chips.get(name) or ())
        yield label, ". ".join(one for one in (words, said.get(name)) if one)
