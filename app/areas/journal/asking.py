"""What is asked of a person's file, read from an address or from a body: each thing in words when it cannot be read."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from app.areas.journal import history
from app.areas.journal.search import Place
from app.gate.auth.bodies import Body
from app.ground.errors import Invalid
from transmissions.search import QUERY_LIMIT, Wanted, words_of

CIBLE = re.compile(r"[a-z0-9-]{1,100}")
USUAL_PAGE = 30
Value = TypeVar("Value")


class Sought(Body):
    """A search by words: each begins a word of what is found. The rest narrows it; days are the establishment's."""

    q: str = ""
    cible: str = ""
    author: str = ""
    since: str = ""
    until: str = ""
    before: str | None = None
    limit: int = USUAL_PAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, after which place, and how many at once."""

    wanted: Wanted
    before: Place | None
    limit: int


def from_address(given: Mapping[str, str]) -> Asked:
    """From the arguments of an address, in which words have no place. Raises Invalid."""
    if given.get("q"):
        raise Invalid(
            {"q": "Les mots se cherchent par POST : une adresse reste dans les journaux."}
        )
    return _asked(given)


def from_body(sought: Sought) -> Asked:
    """From a body. Raises Invalid."""
    return _asked({name: str(value) for name, value in sought if value not in (None, "")})


def _asked(given: Mapping[str, str]) -> Asked:
    """Raises Invalid, with all that could not be read."""
    wrong: dict[str, str] = {}

    def read(name: str, reader: Callable[[str], Value], reason: str) -> Value | None:
        text = given.get(name, "")
        if not text:
            return None
        try:
            return reader(text)
        except ValueError:
            wrong[name] = reason
            return None

    asked = Wanted(
        words=read("q", _words, f"Cherchez au plus {QUERY_LIMIT} caractères.") or (),
        cible=read("cible", _cible, "Cette cible n’en est pas une."),
        author=read("author", uuid.UUID, "Ce professionnel n’est pas désigné par son identifiant."),
        since=read("since", date.fromisoformat, "Donnez un jour : 2026-11-21, par exemple."),
        until=read("until", date.fromisoformat, "Donnez un jour : 2026-11-21, par exemple."),
    )
    before = read("before", history.from_text, "Cette suite n’existe pas : reprenez au début.")
    limit = read("limit", _limit, f"De 1 à {history.LONGEST_PAGE} par page.")
    if wrong:
        raise Invalid(wrong, "La demande ne se lit pas.")
    return Asked(asked, before, limit or USUAL_PAGE)


def _words(text: str) -> tuple[str, ...]:
    if len(text) > QUERY_LIMIT:
        raise ValueError(text)
    return words_of(text)


def _cible(text: str) -> str:
    if not CIBLE.fullmatch(text):
        raise ValueError(text)
    return text


def _limit(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise ValueError(text)
    found = int(text)
    if not 1 <= found <= history.LONGEST_PAGE:
        raise ValueError(text)
    return found
