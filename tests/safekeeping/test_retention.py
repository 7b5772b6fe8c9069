"""Twenty years after: destroyed by the table, a file is readable nowhere, in no backup of before; the trail holds."""

from __future__ import annotations

import shutil
import uuid
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.areas.documents.sweeping import sweep
from app.areas.journal.models import Entry
from app.areas.persons.commands import leave
from app.areas.persons.models import Person
from app.areas.retention.models import RetentionRun
from app.areas.retention.purging import purge, shred
from app.areas.retention.reckoning import due_now
from app.gate.audit.sealing import seal_pending
from app.gate.audit.verify import verify, verify_rows
from app.gate.auth.actor import Actor
from app.ground import clock
from app.ground.backup.files import place_in
from app.ground.house import House
from app.ground.vault import KeyGone
from tests.safekeeping.days import HOUR, NOW, Days, at
from tests.safekeeping.test_documents import (
    copied,
    grow_old,
    named,
    readable,
    seen,
    taken,
)

__all__ = ["seen"]

LATER = NOW.replace(year=NOW.year + 20) + timedelta(days=1)


def of(house: House, person: uuid.UUID) -> list[object]:
    """What is sealed of somebody: their identity, and what was written of them."""
    with house.database.read() as session:
        rows = session.execute(select(Person.id, Person.sealed).where(Person.id == person)).all()
        entries = session.execute(select(Entry.id, Entry.sealed).where(Entry.person_id == person))
        return [
            *(house.vault.open(person, "person", row.id, row.sealed) for row in rows),
            *(house.vault.open(person, "entry", row.id, row.sealed) for row in entries),
        ]


def destroy(house: House, actor: Actor) -> RetentionRun:
    """What is due goes, as who answers for the data confirms it."""
    with house.database.read() as session:
        due = due_now(session, house, actor.establishment_id, clock.now())
    with house.database.write() as session:
        done = purge(session, house, actor, seen=due.mark, visa=None, now=clock.now())
    shred(house, done)
    return done.run


def test_what_the_table_destroys_is_readable_nowhere_and_stays_destroyed(
    days: Days, seen: list[bytes]
) -> None:
    days.write()
    _, id_ = taken(days)
    kept, _ = taken(days, "Petit")
    lenoir, petit = (days.exchange.home.persons[name] for name in ("Lenoir", "Petit"))
    actor = Actor(days.aicha.staff, days.aicha.home, "dpo", None)
    made = days.back_up()
    names = named(days.house, id_)
    before = shutil.copytree(made.keys, days.folder / "keys-of-before")
    with at(NOW + HOUR), days.house.database.write() as session:
        leave(session, actor, lenoir, left_at=NOW + HOUR, now=NOW + HOUR)
    with at(LATER):
        seal_pending(days.house)
        run = destroy(days.house, actor)
        assert run.unreadable_everywhere_at == LATER + timedelta(days=30)
        grow_old(days.house)
        sweep(days.house, now=clock.now())
        # Live: nothing of her is left, and everything of the other is.
        assert of(days.house, lenoir) == []
        assert not names & set(days.house.blobs.names())
        assert of(days.house, petit)
        # The copy of the data of before, with the key store of today.
        copies = place_in(made.data.parent)
        with copied(days.house, made.data, days.house.settings.keystore_url) as copy:
            with pytest.raises(KeyGone):
                of(copy, lenoir)
            assert not names & readable(copy, copies)
            assert kept.name in readable(copy, copies)
        # Put back, she goes again.
        assert days.restore(made.data).settled.erased_again == 1
        assert of(days.house, lenoir) == []
        seal_pending(days.house)
        assert verify(days.house) == [] and verify_rows(days.house) == []
    with copied(days.house, made.data, f"sqlite:///{before}/sqlite.db") as copy:
        assert of(copy, lenoir)  # it is the key that makes the difference
