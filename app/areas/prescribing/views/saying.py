"""A line as an office page says it: its dose in large, when in words, and what is to be known of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.areas.prescribing.forms.drug import route_words
from medication.amount_words import amount_words, number_words
from medication.giving_mode import BASES, Restriction, legal_basis, narrowest
from medication.prescription import (
    AsNeeded,
    Calendar,
    Giver,
    Line,
    Patch,
    Regular,
    Scheme,
    Sliding,
    Tapering,
)
from medication.scheme_words import (
    date_words,
    day_words,
    dose_words,
    moment_words,
    scheme_words,
    span_words,
    takes_words,
)

GIVERS: Final = {
    "nurse": "Infirmière",
    "helped": "Aide à la prise",
    "autonomous": "La personne seule",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What is read of a line. `name` and `form` are the two parts of how a specialty is called; `more` are the details
    of a scheme that one sentence does not hold. `giver` is the narrowest of what the line and the person ask."""

    drug: str
    name: str
    form: str
    dose: str
    when: str
    route: str
    giver: str
    may_give: str
    more: tuple[str, ...] = ()


def said(line: Line, on: date, restriction: Restriction | None = None) -> Said:
    """The line as it is on that local day, for a person of whom `restriction` was decided."""
    name, _, form = line.drug.label.partition(", ")
    return Said(
        drug=line.drug.label,
        name=name,
        form=form,
        dose=dose_words(line.scheme, line.unit),
        when=when_words(line.scheme, line.unit, on),
        route=route_words(line.route).removeprefix("voie "),
        giver=GIVERS[narrowest(line.giver, _most(restriction))],
        may_give=may_give(line, restriction),
        more=details(line.scheme, line.unit),
    )


def may_give(line: Line, restriction: Restriction | None = None) -> str:
    """Which of the team may, and by what law; and what was decided of this person where it narrows the line."""
    most = _most(restriction)
    who = _who(line, most)
    if restriction is None or narrowest(line.giver, most) == line.giver:
        return who
    told = restriction.words
    return f"{who} Pour cette personne, {told[0].lower()}{told[1:]}."


def _most(restriction: Restriction | None) -> Giver | None:
    return restriction.giver if restriction else None


def _who(line: Line, most: Giver | None) -> str:
    aide = legal_basis(line, most, "care_assistant", has_agreement=False)
    agreed = legal_basis(line, most, "care_assistant", has_agreement=True)
    if aide is not None:
        return f"Infirmières et aides. {BASES[aide]}."
    if agreed is not None:
        return "Infirmières ; les aides avec leur accord, faute de protocole."
    return f"Infirmières seulement. {BASES['nurse']}."


def when_words(scheme: Scheme, unit: str, on: date) -> str:
    """When, beside a dose that is told already: an amount is told again only where there are several."""
    match scheme:
        case Regular(takes, days) if len({take.amount for take in takes}) == 1:
            return ", ".join(
                filter(None, (listed(map(moment_words, (t.at for t in takes))), day_words(days)))
            )
        case Patch(at, _, hours, days, sites):
            told = [
                moment_words(at),
                f"à retirer {hours} h après",
                day_words(days),
                ", ".join(sites),
            ]
            return ", ".join(filter(None, told))
        case AsNeeded():
            most = amount_words(scheme.max_per_day, unit)
            between = span_words(scheme.min_interval_minutes)
            protocol = f" ; protocole « {scheme.protocol} »" if scheme.protocol else ""
            return f"si besoin : {scheme.indication}, {between} entre deux, au plus {most} en 24 h{protocol}"
    return scheme_words(scheme, unit, on)


def details(scheme: Scheme, unit: str) -> tuple[str, ...]:
    """Every step, every day, every level: what must be read in full where it is controlled."""
    match scheme:
        case Tapering(steps):
            return tuple(
                f"à partir du {date_words(step.from_on)} : "
                + (
                    ", ".join(filter(None, (takes_words(step.takes, unit), day_words(step.days))))
                    or "arrêt"
                )
                for step in steps
            )
        case Calendar(at, amounts):
            return tuple(
                f"{date_words(on)}, {moment_words(at)} : {amount_words(each, unit)}"
                for on, each in sorted(amounts.items())
            )
        case Sliding(_, _, scale):
            return tuple(
                (f"sous {number_words(rung.below)} g/L" if rung.below is not None else "au-delà")
                + f" : {amount_words(rung.amount, unit) if rung.amount else 'ne pas injecter'}"
                for rung in scale
            )
    return ()


def listed(words: Iterable[str]) -> str:
    """« le matin, à midi et le soir »"""
    *most, last = words
    return f"{', '.join(most)} et {last}" if most else last
