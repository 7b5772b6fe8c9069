"""What relatives were shown, in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator

from app.areas.family.boxes import BOXES
from app.areas.family.rules import STATES, TOPICS
from app.areas.family.values import ENDINGS, GIVERS
from app.ground.portable import Beside, Pair, Row


def relative(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "", "Accès de la personne elle-même" if said.get("own") else _name(row)
    yield "Lien", said.get("link")
    yield "Adresse électronique", said.get("email")
    yield "", STATES.get(row["state"])
    yield "Note", said.get("note")


def grant(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "", f"{_name(beside.row('relative', row['relative_id']))} : {TOPICS[row['topic']]}"
    yield "Accordé par", said.get("giver") or GIVERS.get(row["given_by"])
    yield "Avis de la personne", said.get("heard")
    yield "Jusqu’au", beside.when(row["ended_at"] or row["until_at"])
    yield "Fin", ENDINGS.get(row["ending"] or "")
    yield "Note", said.get("note")


def item(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield TOPICS[row["topic"]], said.get("title")
    yield "", said.get("text")
    yield "Montré depuis le", beside.when(row["validated_at"])
    yield "Retiré le", beside.when(row["withdrawn_at"])


def message(row: Row, beside: Beside) -> Iterator[Pair]:
    writer = (
        "L’établissement" if row["staff_id"] else _name(beside.row("relative", row["relative_id"]))
    )
    yield "De", writer
    yield "À", None if row["staff_id"] else BOXES[row["box"]].label
    yield "", row["sealed"].get("text")


def is_a_relative(row: Row) -> bool:
    """Everybody but the person, who enters by the same door."""
    return not (row["sealed"] or {}).get("own")


def is_from_a_relative(row: Row) -> bool:
    return row["staff_id"] is None


def _name(row: Row) -> str:
    said = row.get("sealed") or {}
    return f"{said.get('given_name') or ''} {said.get('family_name') or ''}".strip() or "Un proche"
