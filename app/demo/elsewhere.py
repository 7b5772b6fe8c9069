"""Professionals from elsewhere who follow persons of the demo, and what each person answered about sharing."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from app.demo.entourage import POWERS
from app.demo.values import Person

_SHARE: Final = 0.35
"""How many of those who decide alone have a physiotherapist who comes."""


def elsewhere(person: Person, admitted_on: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Which of them, and what its form holds; the same for the same person."""
    about = {"since": admitted_on, "by": "person", "answered_on": admitted_on}
    agreed = {**about, "answer": "given", "handed_on": admitted_on}
    physio = {
        "profession": "physio",
        "belongs": "outside",
        "name": "Cabinet Le Gall, kinésithérapie",
    }
    if person.key == "glycines-11":
        yield "kine", {**physio, **agreed, "what": "Bilans de marche, chutes, douleurs"}
        yield "mobile", _mobile(about)
        yield "dentiste", _dentist(admitted_on)
    elif person.key not in POWERS and random.Random(f"elsewhere:{person.key}").random() < _SHARE:
        yield "kine", {**physio, **agreed, "what": "Bilans de marche, chutes"}


def _mobile(about: dict[str, Any]) -> dict[str, Any]:
    return {
        **about,
        "name": "Équipe mobile de gériatrie",
        "profession": "hospital",
        "structure": "Centre hospitalier de Châteauroux",
        "belongs": "team",
        "answer": "informed",
    }


def _dentist(since: date) -> dict[str, Any]:
    """Nobody has asked her yet."""
    return {
        "name": "Dr Sylvain Faure",
        "profession": "dentist",
        "belongs": "outside",
        "since": since,
    }
