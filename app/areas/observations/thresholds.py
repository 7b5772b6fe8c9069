"""From where on a nurse is told about a person: the defaults, under what the home set, under what was set for them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.observations.models import HomeThresholds, PersonThresholds
from app.ground.vault import KeyGone, SealBroken, Vault
from transmissions.observations.thresholds import Threshold, from_json, merged

Told = dict[str, dict[str, str | None]]


def of_home(session: Session, establishment_id: uuid.UUID) -> dict[str, Threshold]:
    """What the home set, and nothing else."""
    row = session.get(HomeThresholds, establishment_id)
    return from_json(row.content) if row else {}


def of_person(session: Session, vault: Vault, person_id: uuid.UUID) -> dict[str, Threshold]:
    """What was set for the person, and nothing else."""
    row = session.execute(
        select(PersonThresholds.sealed).where(PersonThresholds.person_id == person_id)
    ).one_or_none()
    return from_json(opened(vault, person_id, row.sealed)["thresholds"]) if row else {}


def holding(
    session: Session, vault: Vault, establishment_id: uuid.UUID, person_id: uuid.UUID
) -> dict[str, Threshold]:
    """Those that hold for the person."""
    return merged(of_home(session, establishment_id), of_person(session, vault, person_id))


def opened(vault: Vault, person_id: uuid.UUID, sealed: bytes) -> Mapping[str, Any]:
    """The words of a row; those of one that was altered are nobody's, and the home's hold."""
    try:
        content: Mapping[str, Any] = vault.open(person_id, "person_thresholds", person_id, sealed)
    except (KeyGone, SealBroken):
        return {"thresholds": {}, "reason": None}
    return content
