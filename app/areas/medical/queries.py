"""Medical facts as the values that safety reads, and what waits to be coded."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy.orm import Session

from app.areas.medical.facts import ALLERGY, NO_ALLERGY, RESTRICTION, SWALLOWING, UNRESTRICTED
from app.areas.medical.known import Fact, facts_by_person
from app.areas.medical.records.reading import (
    Appointment,
    Record,
    appointments_named,
    appointments_of,
    records_of,
)
from app.areas.medical.settings import settings_of
from app.areas.medical.to_code import count_words
from app.ground.vault import Vault
from medication.facts import Allergy, Swallowing
from medication.giving_mode import Restriction, strictest

__all__ = [
    "Appointment",
    "Record",
    "allergies_of",
    "appointments_named",
    "appointments_of",
    "count_words",
    "records_of",
    "restrictions_of",
    "settings_of",
    "swallowing_of",
]

UNREADABLE = Allergy("substance", "", "allergie illisible, à redemander")
"""What stands for an allergy whose row was altered: never silence."""


UNREAD_RESTRICTION = Restriction("nurse", "restriction illisible, à redemander")
"""What stands for a decision whose row was altered: the narrowest, until somebody says it again."""


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


def restrictions_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Restriction]:
    """Who may give to each person at the widest; whoever nothing was decided of is absent.

    It narrows what lines say (`medication.giving_mode`), and what cannot be read narrows most.
    """
    found = facts_by_person(session, vault, person_ids, RESTRICTION)
    strict = ((person_id, strictest(_restrictions(facts))) for person_id, facts in found.items())
    return {person_id: one for person_id, one in strict if one is not None}


def _restrictions(facts: Iterable[Fact]) -> Iterator[Restriction]:
    for one in facts:
        if one.kept is None:
            yield UNREAD_RESTRICTION
        elif one.kept["level"] != UNRESTRICTED:
            yield Restriction(one.kept["level"], one.kept["why"])


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
