"""What is known of a person beside their treatment, each with its day; what nobody said is said to be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.ground.pages.words import short_day
from medication.amount_words import number_words
from medication.facts import Facts, Measure
from medication.facts_tables.renal import age_on, cockcroft, in_micromoles
from medication.giving_mode import Restriction

SWALLOWING = {
    "none": "sans risque",
    "texture": "texture adaptée",
    "crush": "médicaments écrasés",
    "nothing_by_mouth": "rien par la bouche",
}
UNKNOWN = "inconnu"


@dataclass(frozen=True, slots=True)
class Known:
    """One fact in words. `day` is when it was found; `tone` is that of what must be seen."""

    label: str
    text: str
    day: str = ""
    tone: str = ""

    @property
    def is_unknown(self) -> bool:
        return self.text.startswith(UNKNOWN)


def known(facts: Facts, zone: ZoneInfo, restriction: Restriction | None = None) -> list[Known]:
    """Allergies first, then what doses depend on; who may give, where it was decided."""
    measures = (("Poids", facts.weight), ("Créatinine", facts.creatinine))
    return [
        _allergies(facts),
        _swallowing(facts),
        *([Known("Qui peut donner", restriction.words, tone="attention")] if restriction else []),
        *(_measure(label, each, zone) for label, each in measures),
        _clearance(facts, zone),
        _measure("INR", facts.inr, zone),
    ]


def _allergies(facts: Facts) -> Known:
    if facts.allergies is None:
        return Known("Allergies", "inconnu : personne n’a répondu")
    if not facts.allergies:
        return Known("Allergies", "aucune connue")
    severe = any(each.severity == "severe" for each in facts.allergies)
    told = ", ".join(
        each.label + (f" ({each.reaction})" if each.reaction else "") for each in facts.allergies
    )
    return Known("Allergies", told, tone="urgent strong" if severe else "urgent")


def _swallowing(facts: Facts) -> Known:
    if facts.swallowing is None:
        return Known("Déglutition", UNKNOWN)
    told, level = SWALLOWING[facts.swallowing.level], facts.swallowing.level
    more = f" : {facts.swallowing.text}" if facts.swallowing.text else ""
    return Known("Déglutition", told + more, tone="" if level == "none" else "attention")


def _measure(label: str, found: Measure | None, zone: ZoneInfo) -> Known:
    if found is None:
        return Known(label, UNKNOWN)
    return Known(label, f"{number_words(found.value)} {found.unit}".strip(), _day(found, zone))


def _clearance(facts: Facts, zone: ZoneInfo) -> Known:
    """Cockcroft and Gault, from the last creatinine and the last weight: the older of the two dates it."""
    label = "Clairance (Cockcroft)"
    missing = [
        word
        for word, each in (
            ("créatinine", facts.creatinine),
            ("poids", facts.weight),
            ("date de naissance", facts.born_on),
            ("sexe", facts.sex),
        )
        if each is None
    ]
    if missing:
        return Known(label, f"{UNKNOWN} : il manque {', '.join(missing)}")
    creatinine, weight = facts.creatinine, facts.weight
    assert creatinine and weight and facts.born_on and facts.sex
    micromoles = in_micromoles(creatinine.value, creatinine.unit)
    on = creatinine.at.astimezone(zone).date()
    found = micromoles and cockcroft(
        creatinine=micromoles, weight=weight.value, age=age_on(facts.born_on, on), sex=facts.sex
    )
    if not found:
        return Known(label, f"{UNKNOWN} : la formule ne s’applique pas")
    older = min(creatinine, weight, key=lambda each: each.at)
    return Known(label, f"{number_words(found)} ml/min", _day(older, zone))


def _day(found: Measure, zone: ZoneInfo) -> str:
    return short_day(found.at.astimezone(zone).date())
