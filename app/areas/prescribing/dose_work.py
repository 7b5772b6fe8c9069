"""What must be written of doses: found by comparing what is due with what is kept, sent in three statements."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from app.areas.prescribing.dose_rows import Row, is_same
from app.areas.prescribing.models import DueDose
from app.gate.sync.scope import parts
from app.ground.database import take_revision


@dataclass(slots=True)
class Work:
    """What must be written: rows that are missing, rows that say something else now, ids no longer due."""

    missing: list[Row] = field(default_factory=list)
    changed: list[Row] = field(default_factory=list)
    withdrawn: list[uuid.UUID] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.missing) + len(self.changed) + len(self.withdrawn)


def compare(
    work: Work,
    due: Sequence[Row],
    kept: dict[uuid.UUID, Any],
    unreadable: set[uuid.UUID],
    *,
    now: datetime,
    until: datetime,
) -> None:
    """Adds what one person’s doses ask for. What is past stays, and so does what is kept of `unreadable` chains."""
    for row in due:
        before = kept.get(row["id"])
        if before is None:
            work.missing.append(row)
        elif before.due_at > now and not is_same(row, before):
            work.changed.append(row)
    expected = {row["id"] for row in due}
    work.withdrawn += [
        id_
        for id_, before in kept.items()
        if before.withdrawn_at is None
        and now < before.due_at < until
        and id_ not in expected
        and before.chain_id not in unreadable
    ]


def write(session: Session, establishment_id: uuid.UUID, work: Work, now: datetime) -> None:
    """Sends the work, under the transaction's revision."""
    revision = take_revision(session, establishment_id)
    connection = session.connection()
    stamp = {"establishment_id": establishment_id, "revision": revision}
    if work.missing:
        connection.execute(insert(DueDose), [{**row, **stamp} for row in work.missing])
    if work.changed:
        names = [name for name in work.changed[0] if name not in ("id", "chain_id", "person_id")]
        values: dict[str, Any] = {name: bindparam(name) for name in (*names, "revision")}
        one = update(DueDose.__table__).where(DueDose.__table__.c.id == bindparam("dose"))  # type: ignore[arg-type]
        rows = [
            {**{name: row[name] for name in names}, "revision": revision, "dose": row["id"]}
            for row in work.changed
        ]
        connection.execute(one.values(values), rows)
    for some in parts(work.withdrawn):
        connection.execute(
            update(DueDose).where(DueDose.id.in_(some)).values(withdrawn_at=now, revision=revision)
        )
