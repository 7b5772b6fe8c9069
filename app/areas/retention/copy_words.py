"""Why and how long a file is kept, in the words of whoever receives a copy of it."""

from __future__ import annotations

from collections.abc import Iterator

from app.areas.retention.holds import KINDS
from app.ground.portable import Beside, Pair, Row


def death(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "Décès le", beside.day(row["sealed"]["on"])


def hold(row: Row, beside: Beside) -> Iterator[Pair]:
    yield "", KINDS[row["kind"]]
    yield "Motif", row["sealed"].get("reason")
    yield "Levée le", beside.day(row["lifted_on"])
    yield "Parce que", row["sealed"].get("lifted_because")
