"""What leaves of marks: all of them, beside the entries that they name."""

from __future__ import annotations

from collections.abc import Iterator

from app.areas.marks.models import RightsMark
from app.areas.marks.queries import KINDS
from app.areas.marks.rules import GROUNDS, VOICES
from app.ground.portable import Beside, Kept, Pair, Row, register


def told(row: Row, beside: Beside) -> Iterator[Pair]:
    """A mark, in the words of whoever receives a copy of the file."""
    said = row["sealed"]
    yield "", KINDS.get(row["kind"])
    yield "Dit par", said.get("by_name")
    yield "En qualité de", VOICES.get(row["voice"])
    yield "Dans ses mots", said.get("text")
    yield "Motif", GROUNDS.get(row["ground"] or "")
    yield "Levée", beside.when(row["lifted_at"])
    yield "Pourquoi", said.get("lifted_why")


register(Kept(RightsMark, "Contestations, déclarations et limitations", tell=told))
