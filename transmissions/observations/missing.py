"""Why a measure was not made, or only in part: an answer like another, never a gap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from transmissions.observations.kinds import Kind
from transmissions.validation import is_storable

TEXT_LIMIT: Final = 300
"""Characters of a reason, or of a remark, in words."""

REASONS: Final = {
    "refused": "Refus",
    "asleep": "Dort",
    "agitated": "Agitation",
    "absent": "Absence",
    "not_measurable": "Non mesurable",
    "material": "Matériel indisponible",
    "other": "Autre raison",
}
"""Those of every kind."""

READER: Final = {
    "reader_low": "Lecteur : « LO », trop bas",
    "reader_high": "Lecteur : « HI », trop haut",
}
"""What a glucose meter shows beyond what it can count: no number, and the most urgent answers there are."""

SET_ASIDE: Final = "mistake"
"""A correction that takes the number away: another person's, a faulty instrument. Nobody measures « by mistake »."""

LABELS: Final = {**REASONS, **READER, SET_ASIDE: "Mesure écartée"}


@dataclass(frozen=True, slots=True)
class Missing:
    """A reason, and its words: « other » needs some."""

    reason: str
    text: str | None = None


def problem_of(
    kind: Kind, missing: Missing, *, is_correction: bool = False
) -> tuple[str, str] | None:
    """What is wrong with the reason, as (code, French sentence); None when it may be kept."""
    offered = {*REASONS, *kind.reasons, *((SET_ASIDE,) if is_correction else ())}
    if missing.reason not in offered:
        return "unknown", "Cette raison n’est pas connue."
    text = (missing.text or "").strip()
    if missing.reason == "other" and not text:
        return "choose", "Dites la raison en quelques mots."
    return text_problem(text)


def text_problem(text: str) -> tuple[str, str] | None:
    """What is wrong with a reason or a remark in words; None when it may be kept."""
    if not is_storable(text):
        return "unknown", "Le texte contient un caractère illisible."
    if len(text) > TEXT_LIMIT:
        return "unknown", f"{len(text)} caractères, la limite est de {TEXT_LIMIT}."
    return None
