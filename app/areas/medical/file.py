"""The medical part of a file as its page shows it: what holds, what was said before, what waits to be coded."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.facts import (
    ALLERGY,
    ALLERGY_WORDS,
    IN_FORCE,
    NO_ALLERGY,
    RESTRICTION,
    SWALLOWING,
)
from app.areas.medical.known import Fact, opened
from app.areas.medical.models import MedicalFact
from app.areas.persons.queries import PersonValue
from app.ground.vault import Vault

_UNREAD: Mapping[str, Any] = {"label": "Illisible : altérée dans la base", "severity": "unknown"}


@dataclass(frozen=True, slots=True)
class Chain:
    """A fact as it stands, and its versions before, the latest first."""

    last: Fact
    before: tuple[Fact, ...]

    @property
    def id(self) -> uuid.UUID:
        return self.last.row.chain_id

    @property
    def is_in_force(self) -> bool:
        return self.last.row.state == IN_FORCE

    @property
    def is_broken(self) -> bool:
        return self.last.kept is None

    @property
    def said(self) -> Mapping[str, Any]:
        return self.last.kept or _UNREAD


@dataclass(frozen=True, slots=True)
class MedicalFile:
    """`words` is the allergy written among the marks, when nobody has said what became of it; `words_kept` the same
    when it was said not to be about drugs."""

    allergies: tuple[Chain, ...]
    none_known: Chain | None
    withdrawn: tuple[Chain, ...]
    swallowing: Chain | None
    restriction: Chain | None
    words: str | None
    words_kept: str | None
    swallowing_words: str | None


def file_of(session: Session, vault: Vault, person: PersonValue) -> MedicalFile:
    """Everything that was said about the person, opened."""
    rows = session.scalars(
        select(MedicalFact)
        .where(MedicalFact.person_id == person.id)
        .order_by(MedicalFact.version.desc())
    )
    versions: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for fact in opened(vault, rows):
        versions[fact.row.chain_id].append(fact)
    chains = [Chain(some[0], tuple(some[1:])) for some in versions.values()]
    chains.sort(key=lambda one: one.last.row.written_at, reverse=True)
    return _file(person, chains)


def _file(person: PersonValue, chains: list[Chain]) -> MedicalFile:
    allergies = [one for one in chains if one.last.row.kind == ALLERGY]
    none_known = [one for one in chains if one.last.row.kind == NO_ALLERGY]
    swallowing = next((one for one in chains if one.last.row.kind == SWALLOWING), None)
    facts = [one.last for one in chains if one.is_in_force]
    words, how = allergy_words(person, facts)
    return MedicalFile(
        allergies=tuple(one for one in allergies if one.is_in_force),
        none_known=next((one for one in none_known if one.is_in_force), None),
        withdrawn=tuple(one for one in (*allergies, *none_known) if not one.is_in_force),
        swallowing=swallowing,
        restriction=next((one for one in chains if one.last.row.kind == RESTRICTION), None),
        words=words if how is None else None,
        words_kept=words if how == "not_a_drug" else None,
        swallowing_words=_swallowing_words(person, swallowing),
    )


def allergy_words(person: PersonValue, facts: Iterable[Fact]) -> tuple[str | None, str | None]:
    """The allergy written in words among the person's marks, and what became of it: coded, not_a_drug, or nothing."""
    written = next((mark.text for mark in person.marks if mark.kind == "allergy"), None)
    for one in facts:
        if one.row.kind == ALLERGY_WORDS and one.kept and one.kept["text"] == written:
            return written, one.kept["how"]
    return written, None


def _swallowing_words(person: PersonValue, swallowing: Chain | None) -> str | None:
    """The mark in words about swallowing, unless what is in force stands for it."""
    written = next((mark.text for mark in person.marks if mark.kind == "swallowing"), None)
    answered = swallowing.said.get("answers") if swallowing else None
    return None if written == answered else written
