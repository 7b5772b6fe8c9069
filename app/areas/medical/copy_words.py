"""What is known of somebody's health, in the words of whoever receives a copy of their file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from app.areas.medical.facts import (
    ALLERGY,
    ALLERGY_WORDS,
    NO_ALLERGY,
    RESTRICTION,
    RESTRICTION_LEVELS,
    SEVERITIES,
    SWALLOWING,
    SWALLOWINGS,
    WITHDRAWN,
)
from app.areas.medical.records.kinds import KINDS, NO_ANTECEDENT, Member
from app.ground.portable import Beside, Pair, Row

_TITLES: Final = {
    ALLERGY: "Allergie",
    NO_ALLERGY: "Aucune allergie connue",
    ALLERGY_WORDS: "Allergie telle qu’elle a été dite",
    SWALLOWING: "Déglutition",
    RESTRICTION: "Qui peut donner les médicaments",
    NO_ANTECEDENT: "Aucun antécédent connu",
}
_LABELS: Final = (
    ("label", "À quoi"),
    ("reaction", "Réaction"),
    ("text", "Texte"),
    ("said_by", "Qui l’a dit"),
)


def fact(row: Row, beside: Beside) -> Iterator[Pair]:
    said, kind = row["sealed"], row["kind"]
    if kind in KINDS:
        yield "", KINDS[kind].title
        for member in KINDS[kind].members:
            yield member.label, _told(member, said.get(member.name), beside)
    else:
        yield "", _TITLES[kind]
        yield from _coded(kind, said, beside)
    yield "Motif du changement", said.get("reason")
    if row["state"] == WITHDRAWN:
        yield "", "Retiré du dossier."
    elif row["superseded_at"]:
        yield "", "Modifié depuis."


def _coded(kind: str, said: Mapping[str, Any], beside: Beside) -> Iterator[Pair]:
    """What safety reads in codes, said again in words."""
    for name, label in _LABELS:
        yield label, said.get(name)
    if kind == ALLERGY:
        yield "Gravité", SEVERITIES.get(said["severity"])
    if kind == SWALLOWING:
        yield "Comment", SWALLOWINGS.get(said["level"])
    if kind == RESTRICTION:
        yield "Restriction", RESTRICTION_LEVELS.get(said["level"])
    yield "Le", beside.day(said.get("on"))


def _told(member: Member, value: str | None, beside: Beside) -> str | None:
    if member.choices and value:
        return member.choices.get(value, value)
    if member.shape in ("day", "past_day"):
        return beside.day(value)
    return value.replace(":", " h ") if value and member.shape == "hour" else value
