"""How a version of a fact is written, and how the one that stands is found."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.changes import Change, tell_change
from app.areas.persons.file.models import PersonFact
from app.areas.persons.file.reading import IN_FORCE
from app.areas.persons.places import tell_tablets
from app.gate.audit import clear
from app.gate.audit.record import Doer, record
from app.ground.errors import Conflict, NotFound
from app.ground.ids import new_id
from app.ground.stamps import check_unchanged
from app.ground.vault import SealBroken, Vault


def standing(
    session: Session, actor: Doer, person_id: uuid.UUID, chain_id: uuid.UUID, seen: str | None
) -> PersonFact:
    """A fact as it stands. The person's row is held first. Raises NotFound, Conflict."""
    tell_tablets(session, actor.establishment_id, person_id)
    row = session.scalars(
        select(PersonFact).where(
            PersonFact.person_id == person_id,
            PersonFact.chain_id == chain_id,
            PersonFact.superseded_at.is_(None),
        )
    ).one_or_none()
    if row is None:
        raise NotFound()
    if row.state != IN_FORCE:
        raise Conflict("C’est déjà retiré.")
    check_unchanged({"version": row.version}, seen)
    return row


def write(
    session: Session,
    vault: Vault,
    actor: Doer,
    told: tuple[uuid.UUID, str, str],
    kept: Mapping[str, Any],
    *,
    before: PersonFact | None = None,
    now: datetime,
) -> PersonFact:
    """A version of the fact `told` (person, kind, state), the first one or the one after `before`."""
    person_id, kind, state = told
    own_id = new_id()
    said = {
        "chain_id": before.chain_id if before else own_id,
        "version": before.version + 1 if before else 1,
        "person_id": person_id,
        "kind": kind,
        "state": state,
        "author_id": actor.staff_id,
        "written_at": now,
    }
    content = {**kept, clear.KEY: clear.digest("person_fact", said)}
    sealed = vault.seal(person_id, "person_fact", own_id, content)
    if before is not None:
        before.superseded_at = now
    row = PersonFact(id=own_id, establishment_id=actor.establishment_id, sealed=sealed, **said)
    session.add(row)
    return row


def opened(vault: Vault, row: PersonFact) -> dict[str, Any]:
    """What a version holds, nothing when it was altered: whoever knows may then write it anew."""
    try:
        kept = vault.open(row.person_id, "person_fact", row.id, row.sealed)
    except SealBroken:
        return {}
    kept.pop(clear.KEY, None)
    return kept


def tell(
    session: Session, actor: Doer, row: PersonFact, verb: str, fields: list[str], now: datetime
) -> None:
    """The trail says which fields changed, never what they say."""
    record(
        session,
        verb,
        at=now,
        actor=actor,
        person_id=row.person_id,
        subject_id=row.chain_id,
        detail={"kind": row.kind, "fields": fields},
    )
    tell_change(session, Change(row.establishment_id, row.person_id, "file", now))
