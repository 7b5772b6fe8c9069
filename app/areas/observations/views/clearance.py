"""The clearance that goes with the last creatinine: the one number that doses are adapted to."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from app.areas.observations.queries import Measured
from app.areas.persons.queries import PersonValue
from app.ground.pages.words import short_day
from medication.facts_tables.renal import age_on, cockcroft
from transmissions.observations.numbers import shown


def clearance_words(person: PersonValue, last: Mapping[str, Measured], zone: ZoneInfo) -> str:
    """« Clairance de Cockcroft et Gault : 42 mL/min… », or what is missing to say it; empty without a creatinine."""
    creatinine, weight = last.get("creatinine"), last.get("weight")
    if creatinine is None:
        return ""
    if weight is None or person.born_on is None or person.sex is None:
        missing = "le poids" if weight is None else "l’âge ou le sexe"
        return f"Clairance de Cockcroft et Gault : il manque {missing}."
    on = creatinine.at.astimezone(zone).date()
    found = cockcroft(
        creatinine=creatinine.value,
        weight=weight.value,
        age=age_on(person.born_on, on),
        sex=person.sex,
    )
    if found is None:
        return ""
    weighed = short_day(weight.at.astimezone(zone).date())
    with_weight = (
        f"avec la créatinine du {short_day(on)} et {shown(weight.value)}\u00a0kg du {weighed}"
    )
    return f"Clairance de Cockcroft et Gault : {found}\u00a0mL/min, {with_weight}."
