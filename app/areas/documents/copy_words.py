"""Documents in the words of whoever receives a copy of their file; their pages are pictures beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.documents.kinds import label_of
from app.gate.auth.policy import ROLES
from app.ground.portable import Beside, Pair, Row

_STATES: Final = {"refused": "Refusé par le contrôle", "waiting": "Pas encore arrivé"}


def document(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "", said.get("title") or label_of(row["kind"])
    yield "Sorte", label_of(row["kind"]) if said.get("title") else None
    yield "Daté du", beside.day(row["dated_on"])
    yield "Valable jusqu’au", beside.day(row["valid_until"])
    yield "Note", said.get("note")
    yield "", _STATES.get(row["state"])
    yield "Retiré", said.get("why") if row["withdrawn_at"] else None
    yield "Pages", f"pages/{row['id']}/" if row["state"] == "checked" else None


def mask(row: Row, beside: Beside) -> Iterator[Pair]:
    document = beside.row("document", row["document_id"])
    yield "", (document.get("sealed") or {}).get("title") or label_of(document.get("kind"))
    yield "Caché à", ", ".join(ROLES.get(role, role) for role in row["roles"])
    yield "Motif", row["sealed"].get("reason")
    yield "Levé le", beside.when(row["lifted_at"])
