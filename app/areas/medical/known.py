"""What is in force about persons, opened: seals of medical facts open here alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.facts import IN_FORCE
from app.areas.medical.models import MedicalFact
from app.gate.sync.broken import Broken
from app.gate.sync.scope import parts
from app.ground.vault import KeyGone, SealBroken, Vault


class Fact(NamedTuple):
    """A version, opened; `kept` is None when the row was altered."""

    row: MedicalFact
    kept: dict[str, Any] | None

    @property
    def broken(self) -> Broken:
        return Broken("medical_fact", self.row.id, self.row.person_id, self.row.sealed)


def facts_by_person(
    session: Session,
    vault: Vault,
    person_ids: Iterable[uuid.UUID],
    kind: str | None = None,
) -> dict[uuid.UUID, list[Fact]]:
    """What is in force about these persons, of that kind or of all, opened, oldest first."""
    wanted = [] if kind is None else [MedicalFact.kind == kind]
    found: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for ids in parts(person_ids):
        rows = session.scalars(
            select(MedicalFact)
            .where(
                MedicalFact.person_id.in_(ids),
                MedicalFact.superseded_at.is_(None),
                MedicalFact.state == IN_FORCE,
                *wanted,
            )
            .order_by(MedicalFact.written_at, MedicalFact.id)
        ).all()
        vault.warm({row.person_id for row in rows})
        for fact in opened(vault, rows):
            found[fact.row.person_id].append(fact)
    return dict(found)


def opened(vault: Vault, rows: Iterable[MedicalFact]) -> Iterator[Fact]:
    """The rows with what they hold; those of an erased person are left out."""
    for row in rows:
        try:
            yield Fact(row, vault.open(row.person_id, "medical_fact", row.id, row.sealed))
        except SealBroken:
            yield Fact(row, None)
        except KeyGone:
            continue
