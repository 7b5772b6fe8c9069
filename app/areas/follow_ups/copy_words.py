"""What remained to be done and what was done, in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.follow_ups.kinds import KINDS
from app.ground.portable import Beside, Pair, Row

_STEPS: Final = {
    "acknowledge": "Pris en charge",
    "close": "Réponse",
    "postpone": "Reporté",
    "reopen": "Rouvert",
}
_OUTCOMES: Final = {"done": "Fait", "not_needed": "Pas nécessaire"}


def follow_up(row: Row, beside: Beside) -> Iterator[Pair]:
    kind = KINDS.get(row["kind"])
    yield "", kind.label if kind else None
    yield "", row["sealed"].get("what")
    yield "À propos de", row["sealed"].get("label")
    yield "Pour le", beside.when(row["asked_for"])
    yield "Suite", _OUTCOMES.get(row["outcome"] or "")
    if row["withdrawn_at"]:
        yield "", "Retiré."


def step(row: Row, beside: Beside) -> Iterator[Pair]:
    above = beside.row("follow_up", row["follow_up_id"]).get("sealed") or {}
    said = row["sealed"]
    yield "", _STEPS[row["kind"]]
    yield "À propos de", above.get("what") or above.get("label")
    yield "", _OUTCOMES.get(row["outcome"] or "")
    yield (
        "",
        ". ".join(one for one in (", ".join(said.get("chips") or ()), said.get("result")) if one),
    )
    yield "Motif", said.get("reason")
    yield "Au", beside.when(row["due_at"])
