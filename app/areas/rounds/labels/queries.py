"""Labels read: which one of a person holds, and what it says. The only place that opens their seals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.rounds.labels.models import PersonLabel
from app.areas.rounds.labels.tokens import parse
from app.gate.sync.scope import parts
from app.ground.vault import KeyGone, SealBroken, Vault


@dataclass(frozen=True, slots=True)
class LabelValue:
    """One label of somebody, without its text. `why` it holds no more: lost; None for the one that holds."""

    id: uuid.UUID
    person_id: uuid.UUID
    issued_at: datetime
    issued_by: uuid.UUID
    revoked_at: datetime | None
    why: str | None


def live_labels(
    session: Session, establishment_id: uuid.UUID, person_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, PersonLabel]:
    """The label of each person that holds; whoever has none is absent."""
    found = {}
    for some in parts(person_ids):
        rows = session.scalars(
            select(PersonLabel).where(
                PersonLabel.person_id.in_(some),
                PersonLabel.establishment_id == establishment_id,
                PersonLabel.revoked_at.is_(None),
            )
        )
        found.update({row.person_id: row for row in rows})
    return found


def labels_of(session: Session, establishment_id: uuid.UUID) -> list[LabelValue]:
    """Every label of the home, the latest first."""
    rows = session.scalars(
        select(PersonLabel)
        .where(PersonLabel.establishment_id == establishment_id)
        .order_by(PersonLabel.issued_at.desc(), PersonLabel.id.desc())
    )
    return [
        LabelValue(row.id, row.person_id, row.issued_at, row.issued_by, row.revoked_at, row.why)
        for row in rows
    ]


def text_of(vault: Vault, row: PersonLabel) -> str | None:
    """What the code of a label holds; None when it was altered and opens no more."""
    try:
        text = vault.open(row.person_id, "person_label", row.id, row.sealed)["text"]
    except (KeyGone, SealBroken):
        return None
    token = parse(text)
    return text if token is not None and token.digest == row.digest else None
