"""The database: one engine, sessions that say whether they read or write, and the columns every
table shares.

SQLite runs in WAL with synchronous FULL and takes its write lock at BEGIN; PostgreSQL reads at
REPEATABLE READ.
An acknowledged write is durable on both.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    Table,
    bindparam,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from app.ground import tenancy
from app.ground.errors import ChevetError
from app.ground.id_column import Id
from app.ground.turns import Turns

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}


_TELL = text("SELECT set_config('chevet.establishment', :establishment, true)")


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime, kept as timestamptz, or as naive UTC where the database knows no
    zones.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its time zone")
        value = value.astimezone(UTC)
        return value if dialect.name == "postgresql" else value.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """Every table of the care database."""

    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {uuid.UUID: Id(), datetime: Instant()}


class RevisionCounter(Base):
    """The change counter of one establishment. Its row is the last thing a writing transaction
    takes.
    """

    __tablename__ = "revision_counter"
    establishment_id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    value: Mapped[int] = mapped_column(BigInteger, default=0)


class Revisioned:
    """A row that tablets draw: whatever changes it gives it the establishment's next revision."""

    establishment_id: Mapped[uuid.UUID]
    revision: Mapped[int] = mapped_column(BigInteger, default=0, index=True)


_COUNTER = cast(Table, RevisionCounter.__table__)
_ADVANCE = (
    _COUNTER.update()
    .where(_COUNTER.c.establishment_id == bindparam("establishment"))
    .values(value=_COUNTER.c.value + 1)
    .returning(_COUNTER.c.value)
)


def take_revision(session: Session, establishment_id: uuid.UUID) -> int:
    """The revision of this transaction for that establishment: taken once, kept in `session.info`."""
    taken: dict[uuid.UUID, int] = session.info.setdefault("revisions", {})
    if establishment_id not in taken:
        connection = session.connection()
        value = connection.execute(_ADVANCE, {"establishment": establishment_id}).scalar()
        if value is None:
            connection.execute(
                _COUNTER.insert(), {"establishment_id": establishment_id, "value": 1}
            )
            value = 1
        taken[establishment_id] = value
    return taken[establishment_id]


@event.listens_for(Session, "before_flush")
def _stamp(session: Session, _context: Any, _instances: Any) -> None:
    for row in list(session.new) + [row for row in session.dirty if session.is_modified(row)]:
        if isinstance(row, Revisioned):
            row.revision = take_revision(session, row.establishment_id)


@event.listens_for(Session, "after_transaction_end")
def _forget(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop("revisions", None)


def make_engine(url: str) -> Engine:
    """An engine with this project's guarantees set on every connection."""
    if url.startswith("sqlite"):
        engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(url, pool_size=8, max_overflow=8, pool_pre_ping=True)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # BEGIN is ours: see _begin_sqlite
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=30000",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", True)
    begin = "BEGIN IMMEDIATE" if writes else "BEGIN"
    try:
        # Straight to the driver: every request passes here, and nothing of SQLAlchemy's is needed for one word.
        connection.connection.driver_connection.execute(begin)
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error


class _Session(Session):
    """A session that asks once for its connection, not at every statement.

    Outside savepoints only: asking is what begins a savepoint on the connection.
    """

    _held: Connection | None = None

    def connection(self, *args: Any, **options: Any) -> Connection:
        if args or options or self.get_nested_transaction() is not None:
            return super().connection(*args, **options)
        if self._held is None:
            self._held = super().connection()
        return self._held

    def close(self) -> None:
        self._held = None
        super().close()


_HELD: ContextVar[bool] = ContextVar("writes_held", default=False)


class WritesHeld(ChevetError):
    """Something was about to be written while a form is only shown again."""

    status = 409
    code = "held"


@contextmanager
def holding_writes() -> Iterator[None]:
    """Meanwhile nothing is written but what tells the trail who read: what was sent is shown, not carried out."""
    token = _HELD.set(True)
    try:
        yield
    finally:
        _HELD.reset(token)


def are_writes_held() -> bool:
    return _HELD.get()


class Database:
    """Sessions over one engine. `write()` commits when its block ends well; `read()` never
    writes.
    """

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        self.is_sqlite = url.startswith("sqlite")
        file = self.engine.url.database if self.is_sqlite else None
        self._turns = Turns(Path(file)) if file and file != ":memory:" else None
        self._reader = self.engine.execution_options(
            **(
                {"writes": False}
                if self.is_sqlite
                else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
            )
        )

    @contextmanager
    def write(self, *, tells: bool = False) -> Iterator[Session]:
        """One writing transaction: commits at the end of the block, rolls back when it raises.

        `tells`: it only tells the trail who read what, which is done while other writes are held. Raises WritesHeld.
        """
        if _HELD.get() and not tells:
            raise WritesHeld("Rien n’est encore fait.")
        with (
            self._turns.taken() if self._turns else nullcontext(),
            _Session(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            self._tell(session)
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One reading transaction: everything in it is seen as of the same instant."""
        with (
            _Session(self._reader, expire_on_commit=False, autoflush=False) as session,
            session.begin(),
        ):
            self._tell(session)
            yield session

    def _tell(self, session: Session) -> None:
        """Tells PostgreSQL's row-level policies whose rows this transaction is about."""
        if not self.is_sqlite:
            session.connection().execute(_TELL, {"establishment": tenancy.setting()})

    def close(self) -> None:
        self.engine.dispose()
        if self._turns is not None:
            self._turns.close()
