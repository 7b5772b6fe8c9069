"""What the demo home knows of its persons besides care: who they are officially, who is around them, who protects whom,
what they agreed to. Told as its forms hold it; numbers belong to nobody.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from stdnum.fr import nir

from app.demo.elsewhere import elsewhere
from app.demo.entourage import CONTACTS, POWERS, around
from app.demo.values import Person

COVERED: Final = ("glycines", "capucines", "jasmin")
"""The units whose persons have a whole file; of the others, those to call are known."""

_PLACES: Final = ("29990", "35990", "36990", "44990", "56990", "75990")
"""Communes that do not exist: a number with one of them was given to nobody."""
_MUTUALS: Final = ("MGEN", "Harmonie Mutuelle", "Malakoff Humanis", "AG2R La Mondiale", "MNH")
_STREETS: Final = ("rue des Tanneurs", "rue du Lavoir", "place de l’Église", "chemin du Moulin")
_PAYS: Final = ("Elle-même", "Elle-même, avec l’aide au logement", "Aide sociale, et ses enfants")


@dataclass(frozen=True, slots=True)
class Told:
    """One fact: its kind, which one of them, and what its form holds."""

    kind: str
    which: str
    typed: dict[str, Any]


def told_of(person: Person, admitted_on: date, said_on: date) -> Iterator[Told]:
    """Everything that was written of that person on `said_on`. The same for the same person."""
    rng = random.Random(f"admin:{person.key}")
    contacts = CONTACTS.get(person.key) or around(person, rng)
    for one in contacts:
        yield Told("contact", one.key, one.typed)
    if person.unit not in COVERED:
        return
    yield from _powers(person, [one.key for one in contacts], admitted_on, rng)
    yield from _papers(person, admitted_on, rng)
    yield from _agreed(person, admitted_on, rng)
    for which, typed in elsewhere(person, admitted_on):
        yield Told("caregiver", which, typed)
    yield Told("ins", "", _official(person, said_on, rng))


def number_of(person: Person, rng: random.Random) -> str:
    """A social security number that has the right key, and was given to nobody."""
    sex, born = ("2" if person.sex == "F" else "1"), person.born_on
    body = f"{sex}{born:%y%m}{rng.choice(_PLACES)}{rng.randint(1, 200):03d}"
    return body + str(nir.calc_check_digits(body))


def _powers(
    person: Person, contacts: list[str], admitted_on: date, rng: random.Random
) -> Iterator[Told]:
    for which, typed in POWERS.get(person.key, ()):
        yield Told("power", which, dict(typed))
    if person.key in POWERS:
        return
    chance, since = rng.random(), admitted_on - timedelta(days=rng.randint(0, 20))
    if chance < 0.5 and "proche-1" in contacts:
        form = "Formulaire de désignation, dans ses documents"
        said = {"quality": "trusted", "decided_by": "La personne", "paper": form}
        yield Told("power", "trusted", {**said, "contact": "proche-1", "since": since})
    elif chance < 0.75:
        yield Told("no_trusted", "", {"by": "person", "since": admitted_on})


def _papers(person: Person, admitted_on: date, rng: random.Random) -> Iterator[Told]:
    home = f"{rng.randint(1, 90)} {rng.choice(_STREETS)}, 36290 Val-de-Brenne"
    civil = {"language": "français", "nationality": "française", "address": home}
    civil["financing"] = rng.choice(_PAYS)
    yield Told("civil", "", civil)
    insured = {"nature": "base", "organisation": "CPAM de l’Indre"}
    number = number_of(person, random.Random(f"nir:{person.key}"))
    yield Told("coverage", "base", {**insured, "number": number})
    if rng.random() < 0.85:
        mutual = {"nature": "mutual", "organisation": rng.choice(_MUTUALS), "since": admitted_on}
        yield Told("coverage", "mutual", mutual)


def _agreed(person: Person, admitted_on: date, rng: random.Random) -> Iterator[Told]:
    """Who has a guardian answered with them; two in ten refuse their picture."""
    is_represented = any(typed["quality"] == "tutelle" for _, typed in POWERS.get(person.key, ()))
    by = "both" if is_represented else "person"
    about = {"by": by, "since": admitted_on}
    yield Told("consent", "stay", {"subject": "stay", "answer": "given", **about})
    image = "refused" if rng.random() < 0.2 else "given"
    yield Told("consent", "image", {"subject": "image", "answer": image, **about})
    how = {"how": "Remis et lu ensemble, dans sa chambre"}
    for subject in ("data", "charter"):
        yield Told("information", subject, {"subject": subject, **about, **how})


def _official(person: Person, said_on: date, rng: random.Random) -> dict[str, Any]:
    """Six in ten are qualified; of the others a control, or the answer of INSi, is still missing."""
    typed: dict[str, Any] = {
        "given_names": person.given_name,
        "birth_place": number_of(person, random.Random(f"nir:{person.key}"))[5:10],
    }
    chance = 0.0 if person.key in CONTACTS else rng.random()
    if chance < 0.8:
        typed |= {"proof_kind": "carte_identite", "proof_on": said_on}
    if chance < 0.6 or 0.8 <= chance < 0.9:
        typed["is_recovered"] = True
    return typed
