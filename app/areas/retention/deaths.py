"""The day a person died: ten years from it, and not twenty from the last stay, when it comes soon after (R. 1112-7)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import admitted_at_of
from app.areas.retention.models import PersonDeath
from app.gate.audit.record import Doer, record
from app.ground.errors import Invalid
from app.ground.vault import KeyGone, SealBroken, Vault


def note_death(
    session: Session,
    vault: Vault,
    actor: Doer,
    person_id: uuid.UUID,
    died_on: date | None,
    *,
    today: date,
    now: datetime,
) -> None:
    """Keeps the day of a death; None takes back what was noted by mistake. Raises NotFound, Invalid."""
    admitted_at = admitted_at_of(session, actor.establishment_id, person_id)
    if died_on is not None and not admitted_at.date() <= died_on <= today:
        raise Invalid({"died_on": "Un décès se note entre l’entrée de la personne et aujourd’hui."})
    row = session.get(PersonDeath, person_id)
    if died_on is None:
        if row is not None:
            session.delete(row)
            record(session, "person.death_withdrawn", at=now, actor=actor, person_id=person_id)
        return
    row = row or PersonDeath(person_id=person_id, establishment_id=actor.establishment_id)
    row.author_id, row.noted_at = actor.staff_id, now
    row.sealed = vault.seal(person_id, "person_death", person_id, {"on": died_on.isoformat()})
    session.add(row)
    record(session, "person.death_noted", at=now, actor=actor, person_id=person_id)


def deaths_of(session: Session, vault: Vault, establishment_id: uuid.UUID) -> dict[uuid.UUID, date]:
    """The deaths noted there, by person. One that does not open any more shortens nothing: it is left out."""
    rows = session.scalars(
        select(PersonDeath).where(PersonDeath.establishment_id == establishment_id)
    ).all()
    vault.warm(row.person_id for row in rows)
    found = {}
    for row in rows:
        try:
            kept = vault.open(row.person_id, "person_death", row.person_id, row.sealed)
        except (KeyGone, SealBroken):
            continue
        found[row.person_id] = date.fromisoformat(kept["on"])
    return found
