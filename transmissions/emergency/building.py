"""Headings that the tablet builds from its own rows, as the server builds them from its own: who it is, what is marked
on her door, what she is treated with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from transmissions.emergency.sheet import Answer, Entry, Given

RISKS: Final = {
    "isolation": "Isolement",
    "falls": "Risque de chute",
    "wandering": "Risque de fugue",
    "diabetes": "Diabète",
    "anticoagulant": "Anticoagulant",
    "oxygen": "Oxygène",
    "palliative": "Soins palliatifs",
}
"""Marks that have no heading of their own."""
LOST: Final = "broken_seal"
"""What stands among marks when those that were written no longer open."""
IN_WORDS: Final = "repère écrit en mots"
_UNSAID: Final = Given("unsaid")
_CODED: Final = {"allergy": "allergies", "swallowing": "swallowing"}


@dataclass(frozen=True, slots=True)
class Named:
    family_name: str
    given_name: str
    used_name: str | None
    birth_name: str | None
    born_on: date | None
    sex: str | None


@dataclass(frozen=True, slots=True)
class Treated:
    """A line that holds or will: `how` is its dose and when; `starts_on` is told of one that is to come."""

    label: str
    how: str
    starts_on: date | None = None
    is_paused: bool = False


def identity(named: Named, today: date, ins: Entry | None = None) -> Given:
    """Names as they are written on papers, when she was born, and how far her national identity (INS) was verified.
    Without a date of birth it cannot be relied upon."""
    other = [
        f"{word} {name}"
        for word, name in (("nom d’usage", named.used_name), ("nom de naissance", named.birth_name))
        if name and name != named.family_name
    ]
    who = Entry(f"{named.family_name.upper()} {named.given_name}".strip(), ", ".join(other))
    verified = () if ins is None else (ins,)
    if named.born_on is None:
        return Given("broken", (who, *verified))
    born = named.born_on
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    sex = {"F": "féminin", "M": "masculin"}.get(named.sex or "", "")
    told = ", ".join(word for word in (f"{age} ans", sex) if word)
    return Given("said", (who, Entry(f"Né·e le {born:%d/%m/%Y}", told), *verified))


def treatment(lines: Iterable[Treated]) -> Given:
    """The lines by their name; none is an answer."""
    entries = tuple(_treated(one) for one in lines)
    return Given("said", entries) if entries else Given("none")


def with_marks(given: Mapping[str, Given], marks: Iterable[tuple[str, str]]) -> dict[str, Given]:
    """The same headings with what is marked of her, (kind, text): a mark that says more than what is coded is read
    beside it, whatever was coded."""
    known, risks, is_lost = dict(given), [], False
    for kind, text in marks:
        if kind in _CODED:
            known[_CODED[kind]] = _beside(known.get(_CODED[kind], _UNSAID), text)
        elif kind == "directives" and known.get(kind, _UNSAID).answer == "unsaid":
            known[kind] = Given("said", (Entry(text or "Notées au dossier", IN_WORDS),))
        elif kind in RISKS:
            risks.append(Entry(RISKS[kind], text))
        is_lost = is_lost or kind == LOST
    known["risks"] = Given("broken" if is_lost else "said", tuple(risks))
    return known


def _beside(given: Given, text: str) -> Given:
    coded = ", ".join(one.text for one in given.entries)
    more = text.removeprefix(f"{coded} · ") if coded else text
    if not more or more == coded:
        return given
    answer: Answer = "broken" if given.answer == "broken" else "said"
    return Given(answer, (*given.entries, Entry(more, IN_WORDS)), given.on)


def _treated(one: Treated) -> Entry:
    coming = f"à partir du {one.starts_on:%d/%m/%Y}" if one.starts_on else ""
    paused = "suspendu" if one.is_paused else ""
    return Entry(one.label, " · ".join(word for word in (one.how, coming, paused) if word))
