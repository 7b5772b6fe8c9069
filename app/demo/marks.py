"""Allergies, risks and conditions, in the proportions of a French nursing home as nurses know
it."""

from __future__ import annotations

import random

from app.demo.values import Mark

_TEXTS: dict[str, tuple[str, ...]] = {
    "allergy": ("Pénicilline", "Latex", "Iode", "Arachide", "Sulfamides", "Aspirine", "Pansements adhésifs"),
    "swallowing": ("Texture mixée, eau gélifiée", "Eau gélifiée", "Texture hachée, petites gorgées"),
    "isolation": ("Précautions gouttelettes", "Précautions contact"),
    "falls": ("2 chutes en 6 mois", "Chute en septembre", "Se lève sans aide", "3 chutes en un an"),
    "wandering": ("Déambule, cherche la sortie", "Porte un bracelet", "Sort avec les visiteurs"),
    "diabetes": ("Sous insuline", "Traitement par la bouche"),
    "anticoagulant": ("Apixaban", "Fluindione, INR", "Rivaroxaban"),
    "oxygen": ("1,5 L/min la nuit", "1 L/min en continu"),
    "palliative": ("Soins de confort",),
    "directives": ("Directives anticipées au dossier", "Personne de confiance désignée"),
}  # fmt: skip

_ODDS: dict[str, float] = {
    "allergy": 0.22,
    "swallowing": 0.2,
    "isolation": 0.02,
    "falls": 0.32,
    "wandering": 0.03,
    "diabetes": 0.18,
    "anticoagulant": 0.24,
    "oxygen": 0.05,
    "directives": 0.35,
}
_ODDS_BY_UNIT: dict[str, dict[str, float]] = {
    "jasmin": {"wandering": 0.45, "falls": 0.4},
    "domicile": {"swallowing": 0.03, "isolation": 0.0, "wandering": 0.0, "directives": 0.15},
}
_BY_SITUATION: dict[str, tuple[str, ...]] = {
    "lenoir": ("allergy", "swallowing", "falls"),
    "palliative": ("palliative", "directives"),
    "fausse-route": ("swallowing",),
    "chute-à-compléter": ("falls", "anticoagulant"),
    "wanderer": ("wandering",),
}


def marks_for(unit: str, situation: str | None, rng: random.Random) -> tuple[Mark, ...]:
    """The marks of one person, in the order in which a header shows them."""
    odds = _ODDS | _ODDS_BY_UNIT.get(unit, {})
    certain = _BY_SITUATION.get(situation or "", ())
    kinds = [kind for kind in _TEXTS if kind in certain or rng.random() < odds.get(kind, 0.0)]
    if situation == "lenoir":
        kinds = list(certain)
    return tuple(
        Mark(kind, _TEXTS[kind][0] if situation else rng.choice(_TEXTS[kind])) for kind in kinds
    )
