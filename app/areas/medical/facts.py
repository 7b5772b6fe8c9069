"""What may be said of allergies, of swallowing, of who may give; in which words, and how it is sealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.ground.checks import Checks
from medication.facts import AllergyKind, Severity, SwallowingLevel
from medication.giving_mode import RESTRICTIONS

ALLERGY, NO_ALLERGY, ALLERGY_WORDS, SWALLOWING, RESTRICTION = (
    "allergy",
    "no_allergy",
    "allergy_words",
    "swallowing",
    "restriction",
)
IN_FORCE, WITHDRAWN = "in_force", "withdrawn"
ALLERGY_KINDS: dict[AllergyKind, str] = {
    "substance": "Substance",
    "class": "Famille",
    "excipient": "Excipient",
}
SEVERITIES: dict[Severity, str] = {
    "severe": "Grave",
    "moderate": "Modérée",
    "unknown": "Non précisée",
}
SEVERITY_HINTS: dict[Severity, str] = {
    "severe": "Grave : choc, œdème de la gorge, gêne pour respirer, réaction cutanée grave",
    "moderate": "Modérée : plaques, démangeaisons, troubles digestifs",
    "unknown": "Personne ne sait le dire",
}
SWALLOWINGS: dict[SwallowingLevel, str] = {
    "none": "Sans risque",
    "texture": "Texture adaptée",
    "crush": "Seulement écrasé",
    "nothing_by_mouth": "Rien par la bouche",
}
SWALLOWING_HINTS: dict[SwallowingLevel, str] = {
    "none": "Avale les comprimés et boit sans difficulté",
    "texture": "Alimentation ou boissons adaptées ; comprimés entiers possibles",
    "crush": "Comprimés écrasés ou formes liquides : les alertes « ne pas écraser » en dépendent",
    "nothing_by_mouth": "Jeûne, fausses routes graves, sonde : toute prise par la bouche alerte",
}
UNRESTRICTED = "none"
RESTRICTION_LEVELS: dict[str, str] = {
    UNRESTRICTED: "Aucune restriction",
    **{str(each): words for each, words in RESTRICTIONS.items()},
}
RESTRICTION_HINTS: dict[str, str] = {
    UNRESTRICTED: "Chaque ligne dit qui donne, selon la loi et la prescription",
    "helped": "La personne ne prend rien sans aide, même ce que la prescription lui laisse prendre seule",
    "nurse": "Aucun médicament n’est donné par une aide, même en aide à la prise",
}
WORDS_ANSWERED = {"coded": "Repris en codé", "not_a_drug": "Ne concerne pas les médicaments"}
_LABEL, _LINE, _TEXT = 120, 120, 200


@dataclass(frozen=True, slots=True)
class AllergyDraft:
    """An allergy as somebody says it; `since` in their words, `said_by` who says so."""

    kind: str
    code: str
    label: str
    severity: str
    reaction: str | None = None
    since: str | None = None
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class SwallowingDraft:
    """How the person swallows since `on`; `answers` is the mark in words that this stands for."""

    level: str
    text: str | None
    on: date | None
    answers: str | None = None


@dataclass(frozen=True, slots=True)
class RestrictionDraft:
    """Who may give to the person at the widest: `decided_by` whom, `why`, `on` which day."""

    level: str
    why: str | None
    decided_by: str | None
    on: date | None


def checked_allergy(draft: AllergyDraft) -> dict[str, Any]:
    """The allergy as it is sealed. Raises Invalid."""
    checks = Checks()
    checks.choice("code", draft.kind, ALLERGY_KINDS, message="Choisissez dans la liste.")
    checks.line("code", draft.code, missing="Choisissez à quoi.", limit=_LABEL)
    checks.choice("severity", draft.severity, SEVERITIES, message="Dites la gravité.")
    kept = {
        "kind": draft.kind,
        "code": draft.code,
        "label": draft.label[:_LABEL],
        "severity": draft.severity,
        "reaction": checks.optional_line("reaction", draft.reaction, limit=_TEXT),
        "since": checks.optional_line("since", draft.since, limit=40),
        "said_by": said_by(checks, draft.said_by),
    }
    checks.end()
    return kept


def checked_swallowing(draft: SwallowingDraft, *, today: date) -> dict[str, Any]:
    """Swallowing as it is sealed. Raises Invalid."""
    checks = Checks()
    checks.choice("level", draft.level, SWALLOWINGS, message="Choisissez une réponse.")
    text = checks.optional_line("text", draft.text, limit=_TEXT)
    _past_day(checks, draft.on, today)
    checks.end()
    assert draft.on is not None
    return {
        "level": draft.level,
        "text": text,
        "on": draft.on.isoformat(),
        "answers": draft.answers,
    }


def checked_restriction(draft: RestrictionDraft, *, today: date) -> dict[str, Any]:
    """Who may give, as it is sealed; lifting it is decided by somebody too. Raises Invalid."""
    checks = Checks()
    checks.choice("level", draft.level, RESTRICTION_LEVELS, message="Choisissez une réponse.")
    why = reason(checks, draft.why, "why")
    decided_by = checks.line(
        "decided_by",
        draft.decided_by,
        missing="Dites qui l’a décidé : le médecin, l’équipe en réunion…",
        limit=_LINE,
    )
    _past_day(checks, draft.on, today)
    checks.end()
    assert draft.on is not None
    return {
        "level": draft.level,
        "why": why,
        "decided_by": decided_by,
        "on": draft.on.isoformat(),
    }


def _past_day(checks: Checks, on: date | None, today: date) -> None:
    if on is None:
        checks.refuse("on", "Donnez une date.")
    elif on > today:
        checks.refuse("on", "Cette date est à venir.")


def said_by(checks: Checks, text: str | None) -> str:
    """Who says so, which is asked for: an allergy is worth what its source is worth."""
    return checks.line(
        "said_by",
        text,
        missing="Dites qui l’a dit : la personne, un proche, un courrier…",
        limit=_LINE,
    )


def reason(checks: Checks, text: str | None, field: str = "reason") -> str:
    """Why something is changed, withdrawn or decided."""
    return checks.line(field, text, missing="Dites pourquoi, en quelques mots.", limit=_TEXT)
