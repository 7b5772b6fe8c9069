"""The settings of medication as a page tells them: their words, their units, and how far a home may go.

The bounds are ours: wide enough for what a home may decide, too narrow for a slip of the finger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from decimal import Decimal
from typing import Any, Literal

from app.ground.pages.words import hour

Kind = Literal["hour", "whole", "decimal"]


@dataclass(frozen=True, slots=True)
class Spec:
    """One figure or hour. `name` is that of `Settings`, or `moment-…` for the hour of a moment."""

    name: str
    label: str
    kind: Kind
    unit: str = ""
    least: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """What one section of the page is about."""

    title: str
    told: str
    specs: tuple[Spec, ...]


def _whole(name: str, label: str, unit: str, least: int, most: int, hint: str = "") -> Spec:
    return Spec(name, label, "whole", unit, Decimal(least), Decimal(most), hint)


def _decimal(name: str, label: str, unit: str, least: str, most: str, hint: str = "") -> Spec:
    return Spec(name, label, "decimal", unit, Decimal(least), Decimal(most), hint)


MOMENTS = {
    "matin": "Matin",
    "midi": "Midi",
    "gouter": "Goûter",
    "soir": "Soir",
    "coucher": "Coucher",
    "nuit": "Nuit",
}
GROUPS = (
    Group(
        "Moments de la journée",
        "L’heure à laquelle chaque moment d’une ordonnance est dû ici. Les doses à venir suivent dans l’heure.",
        tuple(Spec(f"moment-{key}", label, "hour") for key, label in MOMENTS.items()),
    ),
    Group(
        "Ponctualité",
        "Autour de son heure, une dose est à l’heure. Au-delà, elle est en avance ou en retard.",
        (
            _whole("tight_minutes", "Médicaments à heure précise", "min", 5, 120,
                   "Antiparkinsonien, insuline du repas, opioïde LP, antiépileptique."),
            _whole("usual_minutes", "Les autres", "min", 15, 240),
            _whole("loose_minutes", "Hebdomadaires et mensuels", "min", 60, 1440),
        ),
    ),
    Group(
        "Contrôles et suivi",
        "Ce qui attend quelqu’un, et combien de temps.",
        (
            _whole("control_hours", "Délai du second contrôle d’une ligne", "h", 1, 72),
            _whole("sign_hours", "Délai de signature d’un ordre oral", "h", 12, 168),
            _whole("change_shown_hours", "Un changement reste montré à qui donne", "h", 24, 168),
            _whole("effect_minutes", "Effet d’un « si besoin » à vérifier après", "min", 10, 240),
            _whole("refusals_count", "Refus à signaler au prescripteur", "refus", 1, 10),
            _whole("refusals_days", "Refus comptés sur", "jours", 1, 30),
        ),
    ),
    Group(
        "Seuils",
        "Les valeurs qui arrêtent ou qui vieillissent. La pharmacienne ou le médecin les décide.",
        (
            _decimal("inr_hold", "INR à partir duquel l’antivitamine K attend", "", "3.5", "8"),
            _decimal("hypoglycaemia", "Glycémie sous laquelle on n’injecte pas", "g/L", "0.5", "1"),
            _whole("glycaemia_minutes", "Glycémie récente avant l’insuline", "min", 10, 60),
            _whole("recheck_minutes", "Glycémie trop basse recontrôlée après", "min", 10, 30),
            _whole("methotrexate_days", "Jours entiers entre deux méthotrexates", "jours", 6, 7),
            _whole("creatinine_months", "Une créatinine compte pendant", "mois", 1, 12),
            _whole("weight_months", "Un poids compte pendant", "mois", 1, 12),
            _whole("elderly_from", "Médicaments à éviter, à partir de", "ans", 65, 85),
        ),
    ),
)  # fmt: skip
SPECS = {spec.name: spec for group in GROUPS for spec in group.specs}
LISTS = {
    "tolerance": "Substances à leur propre ponctualité",
    "crush": "Médicaments à écraser ou non",
    "protocols": "Protocoles de « si besoin »",
}


def label_of(name: str) -> str:
    """A setting by its name in `Settings`."""
    if name == "moments":
        return "Moments de la journée"
    return SPECS[name].label if name in SPECS else LISTS.get(name, name)


def told(spec: Spec, value: Any) -> str:
    """A value as `Settings.to_json` writes it, in words: « 8 h », « 0,70 g/L »."""
    if spec.kind == "hour":
        return hour(time.fromisoformat(value))
    return " ".join(part for part in (str(value).replace(".", ","), spec.unit) if part)


def whole_told(name: str, value: Any) -> str:
    """Any setting in words, for the history."""
    if name == "moments":
        return ", ".join(
            f"{MOMENTS[key].lower()} {told(SPECS[f'moment-{key}'], at)}"
            for key, at in value.items()
            if key in MOMENTS
        )
    if name == "protocols":
        return ", ".join(value) or "aucun"
    if name in LISTS:
        pairs = (
            f"{key} : {one}{' min' if name == 'tolerance' else ''}" for key, one in value.items()
        )
        return ", ".join(pairs) or "aucun"
    return told(SPECS[name], value)
