"""Reading treatments from their text files.

    == glycines-0 · Vauthier                                     a person: key, family name
    > poids 54 ; créatinine 84, il y a 45 j                      measures; twenty days old when nothing is said
    > allergie class penicillines severe : urticaire en 1998     kind, code, severity, reaction
    > allergie aucune : la personne                              none known, who says so
    > avale crush : Texture mixée                                level, words
    > absence outing, dans 1 j à 09:30, 6 h, doses remises : Consultation
    ELIQUIS 2,5 mg | matin 1 soir 1 | fibrillation auriculaire   drug (how its name begins), scheme, why, what else

What else: `début -3 j` · `durée 7 j` · `non contrôlé, il y a 20 h` · `changé il y a 30 h, avant : matin 1` · `suspendu
il y a 26 h, reprise dans 4 j : diarrhée` · `arrêté il y a 60 h : nausées` · `autonome`, `aide`, `infirmière` ·
`consigne : donné en main propre`. An as-needed scheme says its own why. Lines that begin with # are for the reader.
"""

from __future__ import annotations

import re
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from app.demo.treatments.told import (
    AbsenceTold,
    AllergyTold,
    Event,
    LineTold,
    Measured,
    PersonTold,
    SwallowingTold,
)

UNITS = ("glycines", "capucines", "jasmin")
_KINDS = {
    "poids": "weight",
    "créatinine": "creatinine",
    "potassium": "potassium",
    "INR": "inr",
    "glycémie": "glycaemia",
}
_GIVERS = {"autonome": "autonomous", "aide": "helped", "infirmière": "nurse"}
_MEASURE = re.compile(r"(?P<kind>\S+) (?P<value>[\d.]+)(?:, il y a (?P<ago>[\d.]+) (?P<per>[jh]))?")
_ALLERGY = re.compile(r"allergie (?P<kind>\S+) (?P<code>.+) (?P<severity>\S+) : (?P<said>.+)")
_NO_ALLERGY = re.compile(r"allergie aucune : (?P<said>.+)")
_SWALLOWING = re.compile(r"avale (?P<level>\S+) : (?P<text>.+)")
_ABSENCE = re.compile(
    r"absence (?P<kind>\w+), dans (?P<days>\d+) j à (?P<begins>\d\d:\d\d), (?P<hours>\d+) h"
    r"(?P<handed>, doses remises)? : (?P<note>.+)"
)
_AGO = r"il y a (?P<ago>\d+) (?P<per>[jh])"
_BEGINS = re.compile(r"début (?P<days>[+-]\d+) j")
_LASTS = re.compile(r"durée (?P<days>\d+) j")
_UNREAD = re.compile(rf"non contrôlé, {_AGO}")
_CHANGED = re.compile(rf"changé {_AGO}, avant : (?P<words>.+)")
_SUSPENDED = re.compile(rf"suspendu {_AGO}(?:, reprise dans (?P<back>\d+) j)? : (?P<words>.+)")
_STOPPED = re.compile(rf"arrêté {_AGO} : (?P<words>.+)")
_WORDING = re.compile(r"consigne : (?P<words>.+)")


@cache
def read_unit(unit: str) -> tuple[PersonTold, ...]:
    """The persons of one unit's file. Raises ValueError with the line that cannot be understood."""
    text = files(__package__).joinpath(f"{unit}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line and not line.startswith("#")]
    starts = [number for number, line in enumerate(lines) if line.startswith("== ")]
    ends = [*starts[1:], len(lines)]
    return tuple(_person(lines[start:end]) for start, end in zip(starts, ends, strict=True))


def _person(lines: list[str]) -> PersonTold:
    key, _, name = lines[0].removeprefix("== ").partition(" · ")
    facts = [line.removeprefix("> ") for line in lines[1:] if line.startswith("> ")]
    about = [fact for fact in facts if fact.startswith(("allergie ", "avale ", "absence "))]
    swallowing = [found for fact in about if (found := _SWALLOWING.fullmatch(fact))]
    return PersonTold(
        key=key,
        name=name,
        measures=tuple(
            _measure(one) for fact in facts if fact not in about for one in fact.split(" ; ")
        ),
        allergies=tuple(_allergy(fact) for fact in about if fact.startswith("allergie ")),
        swallowing=SwallowingTold(*swallowing[0].groups()) if swallowing else None,
        absences=tuple(_absence(fact) for fact in about if fact.startswith("absence ")),
        lines=tuple(_line(line) for line in lines[1:] if not line.startswith("> ")),
    )


def _measure(text: str) -> Measured:
    found = _MEASURE.fullmatch(text)
    if found is None or found["kind"] not in _KINDS:
        raise ValueError(text)
    ago = _span(found["ago"], found["per"]) if found["ago"] else timedelta(days=20)
    return Measured(_KINDS[found["kind"]], found["value"], ago)


def _allergy(text: str) -> AllergyTold:
    if none := _NO_ALLERGY.fullmatch(text):
        return AllergyTold("", "", "", none["said"])
    found = _ALLERGY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return AllergyTold(**found.groupdict())


def _absence(text: str) -> AbsenceTold:
    found = _ABSENCE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    lasts = timedelta(hours=int(found["hours"]))
    handed = found["handed"] is not None
    return AbsenceTold(
        found["kind"], int(found["days"]), found["begins"], lasts, handed, found["note"]
    )


def _line(text: str) -> LineTold:
    drug, scheme, *rest = text.split(" | ")
    why, options = ("", rest) if scheme.startswith("si besoin") else (rest[0], rest[1:])
    said: dict[str, Any] = {}
    for option in options:
        said |= _option(option)
    return LineTold(drug=drug, scheme=scheme, why=why, **said)


def _option(text: str) -> dict[str, Any]:
    if found := _BEGINS.fullmatch(text):
        return {"begins": timedelta(days=int(found["days"]))}
    if found := _LASTS.fullmatch(text):
        return {"lasts": timedelta(days=int(found["days"]))}
    if found := _UNREAD.fullmatch(text):
        return {"unread": _span(found["ago"], found["per"])}
    if found := _WORDING.fullmatch(text):
        return {"wording": found["words"]}
    if text in _GIVERS:
        return {"giver": _GIVERS[text]}
    return {"event": _event(text)}


def _event(text: str) -> Event:
    if found := _CHANGED.fullmatch(text):
        return Event("changed", _span(found["ago"], found["per"]), found["words"])
    if found := _STOPPED.fullmatch(text):
        return Event("stopped", _span(found["ago"], found["per"]), found["words"])
    if found := _SUSPENDED.fullmatch(text):
        back = timedelta(days=int(found["back"])) if found["back"] else None
        return Event("suspended", _span(found["ago"], found["per"]), found["words"], back)
    raise ValueError(text)


def _span(amount: str, per: str) -> timedelta:
    return timedelta(days=float(amount)) if per == "j" else timedelta(hours=float(amount))
