"""What was asked about a file and what was answered, in the words of whoever receives a copy of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.privacy.rules import ASKERS, OBJECTS, OUTCOMES, REFUSALS, RIGHTS
from app.ground.portable import Beside, Pair, Row

STEPS: Final = {
    "identified": "Identité vérifiée",
    "extended": "Délai prolongé de deux mois",
    "asked_representative": "À soumettre à qui représente la personne",
    "answered": "Réponse donnée",
    "handed": "Copie du dossier remise",
}
"""What is done about a request, by the code of its step."""


def request(row: Row, beside: Beside) -> Iterator[Pair]:
    said = row["sealed"]
    yield "", RIGHTS[row["right"]]
    yield "À quoi", OBJECTS[row["subject"]].label if row["subject"] else None
    yield "Demandé par", said.get("asker_name")
    yield "En qualité de", ASKERS.get(row["asker"])
    yield "Demande", said.get("words")
    yield "Réponse", OUTCOMES.get(row["outcome"] or "")
    yield "Motif", REFUSALS.get(row["ground"] or "")


def step(row: Row, beside: Beside) -> Iterator[Pair]:
    request = beside.row("rights_request", row["request_id"])
    yield "", STEPS[row["kind"]]
    yield "À propos de", RIGHTS.get(request.get("right") or "")
    yield "", row["sealed"].get("text")
