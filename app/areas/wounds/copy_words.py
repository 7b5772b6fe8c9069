"""What was said of a wound, in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from app.areas.wounds import content
from app.ground.portable import Beside, Pair, Row
from transmissions.wounds import Assessment, area_words
from transmissions.wounds.consent import BY
from transmissions.wounds.naming import (
    EDGES,
    ENDINGS,
    EXUDATES,
    SIGNS,
    STAGES,
    TISSUES,
    UNMEASURED,
    named,
)

_GESTURES: Final = {
    content.DESCRIBE: "Plaie décrite",
    content.CONSENT: "Photos de la plaie",
    content.ASSESS: "Évaluation de plaie",
    content.NOTE: "Note sur la plaie",
    content.CLOSE: "Plaie close",
    content.REOPEN: "Plaie rouverte",
}


def act(row: Row, beside: Beside) -> Iterator[Pair]:
    said, kind = row["sealed"], row["kind"]
    yield "", _GESTURES[kind]
    if kind == content.DESCRIBE:
        yield "", named(said["site"], said["side"], said["kind"])
        yield "Depuis", beside.day(said.get("origin_on"))
    elif kind == content.CONSENT:
        yield "", "Acceptées" if said["given"] else "Refusées"
        yield "Réponse de", BY.get(said["by"])
    elif kind == content.ASSESS:
        yield from _assessed(content.assessment_of(said))
    elif kind == content.CLOSE:
        yield "", next((ENDINGS[one] for one in said.values() if one in ENDINGS), None)
    yield "Note", said.get("note") or said.get("text")
    yield "Motif", said.get("why")


def _assessed(said: Assessment) -> Iterator[Pair]:
    if said.area_mm2 is None:
        yield "Non mesurée", UNMEASURED.get(said.missing or "")
    else:
        lengths = [str(one) for one in (said.length_mm, said.width_mm, said.depth_mm) if one]
        yield "Taille", f"{' × '.join(lengths)} mm, soit {area_words(said.area_mm2)}"
    yield "Stade", STAGES.get(said.stage or "")
    yield "Tissus", ", ".join(f"{TISSUES[code]} {share} %" for code, share in said.tissue.items())
    yield "Exsudat", EXUDATES.get(said.exudate or "")
    yield "Bords", ", ".join(EDGES[one] for one in said.edges)
    yield "Douleur", None if said.pain is None else f"{said.pain}/10"
    yield "Signes d’infection", ", ".join(SIGNS[one] for one in said.infection)
    yield "Soin", said.care
