"""What one transaction writes: rows collected from handlers, inserted table by table at the end.

Collecting keeps the time under the write lock short: one statement per table, and the establishment's
revision counter, which every writer waits for, is taken last.
"""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from sqlalchemy import Connection, Insert, Table, insert
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.sync.models import Command
from app.ground.database import Base, Revisioned, take_revision
from app.ground.vault import Vault

Row = dict[str, Any]


class Writing:
    """One running transaction of one establishment. Handlers add rows, or `settle` and then read and change."""

    def __init__(self, session: Session, vault: Vault, establishment_id: UUID) -> None:
        self.session = session
        self.vault = vault
        self.establishment_id = establishment_id
        self._rows: dict[type[Base], list[Row]] = {}

    @property
    def connection(self) -> Connection:
        """For statements of one's own, after `settle`."""
        return self.session.connection()

    def insert(self, model: type[Base], row: Row) -> None:
        """Adds one row, every column given but `revision`, which the transaction gives."""
        self._rows.setdefault(model, []).append(row)

    def settle(self) -> int:
        """Sends what was collected and takes the revision, which it returns.

        From here to the commit no other writer of the establishment moves: what is read stays true.
        """
        revision = take_revision(self.session, self.establishment_id)
        self.flush()
        return revision

    def flush(self) -> None:
        """Sends what was collected: commands and their trace, then what the revision stamps.

        Tables go in order of dependency, parents before children.
        """
        pending, self._rows = self._rows, {}
        for model in _FIRST:
            rows = pending.pop(model, None)
            if rows:
                # In one order everywhere: two writers of the same ids wait for each other, never both ways.
                self._send(model, sorted(rows, key=lambda row: row["id"].bytes))
        for model in sorted(pending, key=_depth):
            if issubclass(model, Revisioned):
                revision = take_revision(self.session, self.establishment_id)
                for row in pending[model]:
                    row["revision"] = revision
            self._send(model, pending[model])

    def _send(self, model: type[Base], rows: list[Row]) -> None:
        if model not in _inserts:
            _inserts[model] = insert(cast(Table, model.__table__))
        # One row alone goes without the round trips that a batch needs.
        self.connection.execute(_inserts[model], rows[0] if len(rows) == 1 else rows)


_inserts: dict[type[Base], Insert] = {}
_FIRST: tuple[type[Base], ...] = (Command, AuditEvent)
_depths: dict[Any, int] = {}


def _depth(model: type[Base]) -> int:
    """The table's place among all tables, parents before children."""
    if model.__table__ not in _depths:
        _depths.update({table: n for n, table in enumerate(Base.metadata.sorted_tables)})
    return _depths[model.__table__]
