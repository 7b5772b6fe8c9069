"""Erasing a person for good: the key is destroyed, the live rows go, a tombstone stays that a restore replays.

It has two steps because keys live in another database: `erase` within the transaction, `destroy_key` once it is
committed. Should the second be missed, `replay_erasures` makes up for it; after a restore it erases again.
Areas that keep rows about persons add their own eraser to `ERASERS`.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.areas.persons.models import Absence, Erasure, Movement, Person, Picture
from app.areas.persons.places import gone_from
from app.gate.audit.record import Doer, record
from app.gate.sync import quarantine
from app.gate.sync.models import Command
from app.ground.backup.writing import KEYS_KEPT
from app.ground.database import take_revision
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.vault.keystore import OwnerKey

KEY_BACKUPS = KEYS_KEPT
"""How long backups of keys are kept: after that the person is unreadable everywhere."""

Eraser = Callable[[Session, uuid.UUID], None]
ERASERS: list[Eraser] = []
Objection = Callable[[Session, uuid.UUID], str | None]
OBJECTIONS: list[Objection] = []
"""What may refuse an erasure, in words for whoever asks; what was erased already is erased again all the same."""


def erase(
    session: Session, house: House, actor: Doer | None, person_id: uuid.UUID, *, now: datetime
) -> Erasure:
    """Deletes the person's rows and leaves the tombstone. Call `destroy_key` after the commit.

    Raises NotFound, and Conflict when something asks that nothing of the person goes.
    """
    row = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
    if row is None or (actor is not None and row.establishment_id != actor.establishment_id):
        raise NotFound()
    for objection in OBJECTIONS:
        if (reason := objection(session, person_id)) is not None:
            raise Conflict(reason)
    return _erase(session, actor, row, now)


def _erase(session: Session, actor: Doer | None, row: Person, now: datetime) -> Erasure:
    tombstone = Erasure(
        person_id=row.id,
        establishment_id=row.establishment_id,
        actor_id=actor.staff_id if actor else None,
        erased_at=now,
        unreadable_everywhere_at=now + KEY_BACKUPS,
    )
    session.merge(tombstone)
    record(
        session,
        "person.erased",
        at=now,
        actor=actor,
        establishment_id=row.establishment_id,
        person_id=row.id,
    )
    _delete_rows(session, row, now)
    return tombstone


def destroy_key(house: House, person_id: uuid.UUID) -> None:
    """Destroys the key: whatever is left of the person, in any copy of the data, cannot be read."""
    house.vault.destroy_owner(person_id)


def replay_erasures(session: Session, house: House, *, now: datetime) -> int:
    """Erases again whoever was erased and is back, from either of the two databases; answers how many."""
    tombstones = set(session.scalars(select(Erasure.person_id)))
    erased = tombstones | _destroyed(house)
    back = session.scalars(select(Person).where(Person.id.in_(erased))).all() if erased else []
    for row in back:
        if row.id not in tombstones:
            _erase(session, None, row, now)
        else:
            _delete_rows(session, row, now)
            record(
                session,
                "person.erased_again",
                at=now,
                establishment_id=row.establishment_id,
                person_id=row.id,
            )
    keys = [person_id for person_id in tombstones if house.vault.has_key(person_id)]
    for person_id in keys:
        destroy_key(house, person_id)
    return len({row.id for row in back} | set(keys))


def _destroyed(house: House) -> set[uuid.UUID]:
    """Persons whose key the key store says was destroyed: they outlive a restore of the data."""
    with house.vault.keystore.read() as keys:
        return set(
            keys.scalars(
                select(OwnerKey.owner_id).where(
                    OwnerKey.kind == "person", OwnerKey.destroyed_at.is_not(None)
                )
            )
        )


def _delete_rows(session: Session, row: Person, now: datetime) -> None:
    """Tablets forget the person; commands keep their ids, which make a retry a duplicate, and lose their content."""
    if row.unit_id is not None:
        revision = take_revision(session, row.establishment_id)
        session.add(gone_from(row, revision, now=now))
    for eraser in ERASERS:
        eraser(session, row.id)
    session.execute(update(Command).where(Command.person_id == row.id).values(sealed=None))
    quarantine.forget_person(session, row.id, now=now)
    session.execute(delete(Absence).where(Absence.person_id == row.id))
    session.execute(delete(Movement).where(Movement.person_id == row.id))
    session.execute(delete(Picture).where(Picture.person_id == row.id))
    session.flush()
    session.delete(row)
    session.flush()
