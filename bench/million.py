"""A million old transmissions in a SQLite file, with their commands and their trace, as years of work would leave them.

Every row copies a row that the product itself wrote, so that it has the columns and the size of real ones; only
identity, person, times and revision differ. Indexes are dropped while loading and made again.
"""

from __future__ import annotations

import os
import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import Connection, Index, Table, func, select

from app.areas.journal.models import Entry
from app.gate.audit.models import AuditEvent
from app.gate.sync.models import Command
from app.ground.database import Database, RevisionCounter
from app.migrations import tables

assert tables  # columns that refer to a table nobody imported would have no type
Row = dict[str, Any]
YEARS, CHUNK = 3, 5_000


class Old(NamedTuple):
    """One old transmission: its number in order of time, id, person and instant."""

    number: int
    id: uuid.UUID
    person_id: uuid.UUID
    at: datetime


def load(database: Database, count: int, *, now: datetime) -> None:
    """Adds `count` transmissions, older than what tablets show. The server must be stopped."""
    with database.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA synchronous=OFF")
        driver.execute("PRAGMA foreign_keys=OFF")
        _load(connection, count, now)
        connection.commit()
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute("ANALYZE")
    database.engine.dispose()


def _load(connection: Connection, count: int, now: datetime) -> None:
    templates = {model: _template(connection, model) for model in (Entry, Command, AuditEvent)}
    persons = list(connection.scalars(select(Entry.person_id).distinct()))
    revision = connection.scalar(select(func.max(RevisionCounter.value))) or 0
    for model, row_of in ((Entry, _entry), (Command, _command), (AuditEvent, _event)):
        table = model.__table__
        assert isinstance(table, Table)
        indexes = list(table.indexes)
        for index in indexes:
            index.drop(connection, checkfirst=True)
        rows = (row_of(templates[model], old, revision, count) for old in _all(count, persons, now))
        while chunk := list(islice(rows, CHUNK)):
            connection.execute(table.insert(), chunk)
        _make(connection, indexes)


def _make(connection: Connection, indexes: list[Index]) -> None:
    for index in indexes:
        index.create(connection)


def _all(count: int, persons: list[uuid.UUID], now: datetime) -> Iterator[Old]:
    """The same transmissions each time it is asked, oldest first."""
    chance = random.Random(20_261_121)
    start = now - timedelta(days=365 * YEARS)
    step = (now - timedelta(days=20) - start) / count
    for number in range(count):
        at = start + number * step
        yield Old(number, _id(at, chance), chance.choice(persons), at)


def _entry(template: Row, old: Old, revision: int, count: int) -> Row:
    times = {"occurred_at": old.at, "received_at": old.at, "expires_at": old.at + timedelta(days=7)}
    # Commits took revisions one after the other: old rows have the low ones.
    stamp = 1 + old.number * max(0, revision - 1) // count
    sealed = os.urandom(len(template["sealed"]))
    return {
        **template,
        **times,
        "id": old.id,
        "person_id": old.person_id,
        "revision": stamp,
        "sealed": sealed,
    }


def _command(template: Row, old: Old, _revision: int, _count: int) -> Row:
    fresh = {
        "digest": os.urandom(32),
        "sealed": os.urandom(len(template["sealed"])),
        "seq": old.number,
    }
    times = {"occurred_at": old.at, "received_at": old.at}
    return {**template, **fresh, **times, "id": old.id, "person_id": old.person_id}


def _event(template: Row, old: Old, _revision: int, _count: int) -> Row:
    return {
        **template,
        "id": uuid.UUID(int=old.id.int ^ 1),
        "at": old.at,
        "occurred_at": old.at,
        "person_id": old.person_id,
        "subject_id": old.id,
    }


def _id(at: datetime, chance: random.Random) -> uuid.UUID:
    """A UUIDv7 of that instant."""
    milliseconds = int(at.timestamp() * 1000)
    value = (
        milliseconds << 80
        | 0x7 << 76
        | chance.getrandbits(12) << 64
        | 0b10 << 62
        | chance.getrandbits(62)
    )
    return uuid.UUID(int=value)


def _template(connection: Connection, model: Any) -> Row:
    """The newest row of a transmission that the product wrote; for the trace, one that is sealed already."""
    query = select(model.__table__)
    if model is Command:
        query = query.where(Command.type == "transmission.record").order_by(
            Command.received_at.desc()
        )
    elif model is AuditEvent:
        written = AuditEvent.verb == "transmission.record"
        query = query.where(written, AuditEvent.seal_number.is_not(None)).order_by(
            AuditEvent.at.desc()
        )
    else:
        query = query.order_by(Entry.received_at.desc())
    row = connection.execute(query.limit(1)).mappings().first()
    if row is None:
        raise RuntimeError(f"no {model.__tablename__} to take as a template")
    return dict(row)
