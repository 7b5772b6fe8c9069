"""Facts opened, and what changed in each, field by field. Seals of facts open here alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.file.kinds import EXPECTATION, KINDS, Kind
from app.areas.persons.file.models import PersonFact
from app.ground.vault import KeyGone, SealBroken, Vault

IN_FORCE, WITHDRAWN = "in_force", "withdrawn"


@dataclass(frozen=True, slots=True)
class Fact:
    """A version, opened; `said` is None when the row was altered."""

    id: uuid.UUID
    person_id: uuid.UUID
    kind: Kind
    state: str
    version: int
    author_id: uuid.UUID | None
    written_at: datetime
    said: Mapping[str, Any] | None

    @property
    def is_in_force(self) -> bool:
        return self.state == IN_FORCE

    @property
    def is_own_words(self) -> bool:
        """Whether the person wrote it, in their own space: nobody writes it otherwise for them."""
        return self.kind.code == EXPECTATION and self.author_id is None

    def get(self, name: str) -> Any:
        return (self.said or {}).get(name)


@dataclass(frozen=True, slots=True)
class Step:
    """Who changed what, when: (label, before, after) for each field."""

    author_id: uuid.UUID | None
    at: datetime
    state: str
    reason: str | None
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """A fact as it stands, and its versions, the oldest first."""

    versions: tuple[Fact, ...]

    @property
    def last(self) -> Fact:
        return self.versions[-1]

    @property
    def id(self) -> uuid.UUID:
        return self.last.id

    def steps(self, names: Mapping[uuid.UUID, str]) -> list[Step]:
        """What each version changed of the one before, the latest first; the first version is not a change."""
        pairs = zip(self.versions, self.versions[1:], strict=False)
        return [_step(before, after, names) for before, after in pairs][::-1]


def facts_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID], kinds: Sequence[str]
) -> dict[uuid.UUID, list[Fact]]:
    """What is in force of those kinds about these persons, oldest first."""
    ids = list(person_ids)
    rows = session.scalars(
        select(PersonFact)
        .where(
            PersonFact.person_id.in_(ids),
            PersonFact.kind.in_(kinds),
            PersonFact.superseded_at.is_(None),
            PersonFact.state == IN_FORCE,
        )
        .order_by(PersonFact.written_at, PersonFact.id)
    ).all()
    vault.warm({row.person_id for row in rows})
    found: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for fact in opened(vault, rows):
        found[fact.person_id].append(fact)
    return dict(found)


def chains_of(
    session: Session, vault: Vault, person_id: uuid.UUID, kinds: Sequence[str]
) -> list[Chain]:
    """Everything that was said of those kinds, in force first, each with its versions."""
    rows = session.scalars(
        select(PersonFact)
        .where(PersonFact.person_id == person_id, PersonFact.kind.in_(kinds))
        .order_by(PersonFact.version)
    )
    versions: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for fact in opened(vault, rows):
        versions[fact.id].append(fact)
    chains = [Chain(tuple(some)) for some in versions.values()]
    return sorted(chains, key=lambda one: (not one.last.is_in_force, one.versions[0].written_at))


def opened(vault: Vault, rows: Iterable[PersonFact]) -> Iterator[Fact]:
    """The rows with what they hold; those of an erased person are left out."""
    for row in rows:
        try:
            said = vault.open(row.person_id, "person_fact", row.id, row.sealed)
        except SealBroken:
            said = None
        except KeyGone:
            continue
        yield Fact(
            row.chain_id,
            row.person_id,
            KINDS[row.kind],
            row.state,
            row.version,
            row.author_id,
            row.written_at,
            said,
        )


def _step(before: Fact, after: Fact, names: Mapping[uuid.UUID, str]) -> Step:
    changes = tuple(
        (one.label, one.told(before.get(one.name), names), one.told(after.get(one.name), names))
        for one in after.kind.fields
        if before.get(one.name) != after.get(one.name)
    )
    return Step(after.author_id, after.written_at, after.state, after.get("reason"), changes)
