"""Prescriptions in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.prescribing.forms.drug import route_words
from app.areas.prescribing.values import KINDS
from app.ground.portable import Beside, Pair, Row
from medication.alerts import KINDS as ALERTS
from medication.overrides import REASONS
from medication.prescription_json import line_from_json
from medication.scheme_words import scheme_words

_VERDICTS: Final = {"signed": "Ordre oral signé", "refused": "Ordre oral non signé"}


def line(row: Row, beside: Beside) -> Iterator[Pair]:
    said = line_from_json(row["sealed"]["line"])
    yield "", f"{said.drug.label} : {KINDS[row['kind']].lower()}"
    yield "", scheme_words(said.scheme, said.unit)
    yield "Voie", route_words(said.route)
    yield "Pourquoi", said.why
    yield "Consigne", said.wording
    yield "Prescripteur", said.prescriber
    yield "Du", beside.when(row["starts_at"])
    yield "Au", beside.when(row["ends_at"] or row["stopped_at"])
    yield "Motif", row["sealed"].get("reason")


def control(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", f"{drug_of(beside, row['line_id'])} : contrôlé"


def signature(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", f"{drug_of(beside, row['line_id'])} : {_VERDICTS[row['verdict']].lower()}"
    yield "Prescripteur", row["sealed"].get("prescriber")
    yield "Motif", row["sealed"].get("reason")


def question(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "Médicament", said.get("drug")
    yield "Question", said.get("text")
    yield "Réponse", said.get("answer")


def override(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "Alerte", said.get("says") or ALERTS.get(row["kind"])
    yield "Pourquoi elle n’a pas été suivie", REASONS.get(row["reason"])
    yield "", said.get("text")


def drug_of(beside: Beside, line_id: str | None) -> str:
    """What a line of the same file prescribes."""
    said = (beside.row("prescription_line", line_id).get("sealed") or {}).get("line") or {}
    return (said.get("drug") or {}).get("label") or "Médicament"
