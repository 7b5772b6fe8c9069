"""Measures in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator

from app.areas.observations.rows import measure_of
from app.ground.portable import Beside, Pair, Row
from transmissions.observations.table import BY_NAME
from transmissions.observations.thresholds import from_json, words


def observation(row: Row, beside: Beside) -> Iterator[Pair]:
    measure = measure_of(row["kind"], row["sealed"])
    yield "", measure.words if measure else None
    yield "", row["sealed"].get("note")
    yield "source", row["sealed"].get("source")
    yield "motif de la correction", row["sealed"].get("reason")
    if row["superseded_by"]:
        yield "", "corrigée depuis"
    if row["retracted_at"]:
        yield "", "retirée"


def thresholds(row: Row, beside: Beside) -> Iterator[Pair]:
    for key, one in from_json(row["sealed"]["thresholds"]).items():
        kind, name = BY_NAME[key.partition(".")[0]], key.partition(".")[2]
        part = next(part for part in kind.parts if part.name == name)
        yield kind.label, words(part, one)
    yield "Motif", row["sealed"].get("reason")
