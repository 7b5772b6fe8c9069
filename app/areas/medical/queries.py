"""Medical facts read: as values for safety, and as the pages show them with their history. Seals open here alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.medical.facts import ALLERGY, IN_FORCE, NO_ALLERGY, SWALLOWING
from app.areas.medical.models import MedicalFact
from app.areas.medical.settings import settings_of
from app.gate.sync.broken import Broken
from app.gate.sync.scope import parts
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.facts import Allergy, Swallowing

__all__ = ["allergies_of", "facts_by_person", "settings_of", "swallowing_of"]

UNREADABLE = Allergy("substance", "", "allergie illisible, à redemander")
"""What stands for an allergy whose row was altered: never silence."""


class Fact(NamedTuple):
    """A version, opened; `kept` is None when the row was altered."""

    row: MedicalFact
    kept: dict[str, Any] | None

    @property
    def broken(self) -> Broken:
        return Broken("medical_fact", self.row.id, self.row.person_id, self.row.sealed)


def allergies_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, tuple[Allergy, ...] | None]:
    """The allergies in codes of each person: None when nobody said, empty when somebody said that none is known."""
    ids = list(person_ids)
    found = facts_by_person(session, vault, ids)
    return {person_id: _allergies(found.get(person_id, ())) for person_id in ids}


def swallowing_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Swallowing | None]:
    """How each person swallows; None when nobody said, or when what was said no longer opens."""
    ids = list(person_ids)
    found = facts_by_person(session, vault, ids)
    return {person_id: _swallowing(found.get(person_id, ())) for person_id in ids}


def facts_by_person(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, list[Fact]]:
    """What is in force about these persons, opened, oldest first."""
    found: defaultdict[uuid.UUID, list[Fact]] = defaultdict(list)
    for ids in parts(person_ids):
        rows = session.scalars(
            select(MedicalFact)
            .where(
                MedicalFact.person_id.in_(ids),
                MedicalFact.superseded_at.is_(None),
                MedicalFact.state == IN_FORCE,
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


def _allergies(facts: Iterable[Fact]) -> tuple[Allergy, ...] | None:
    facts = list(facts)
    found = tuple(_allergy(one.kept) for one in facts if one.row.kind == ALLERGY)
    if found or any(one.row.kind == NO_ALLERGY and one.kept for one in facts):
        return found
    return None


def _allergy(kept: dict[str, Any] | None) -> Allergy:
    if kept is None:
        return UNREADABLE
    return Allergy(
        kept["kind"], kept["code"], kept["label"], kept["severity"], kept["reaction"] or ""
    )


def _swallowing(facts: Iterable[Fact]) -> Swallowing | None:
    for one in facts:
        if one.row.kind == SWALLOWING and one.kept is not None:
            return Swallowing(one.kept["level"], one.kept["text"] or "")
    return None
