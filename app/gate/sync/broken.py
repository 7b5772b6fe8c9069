"""A row whose seal is broken: told as such, so that one altered row never takes a whole unit's day away.

The row stays in its place and says that it cannot be read; `chevet audit verify` names it. An altered person is told to
the trail as well, once for each alteration.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.gate.audit.models import AuditEvent
from app.gate.audit.record import Doer, record
from app.ground import logs
from app.ground.database import Database
from app.ground.vault import SealBroken, Vault

FLAG = "broken_seal"
SENTENCE = "Ce texte ne s’ouvre plus : il a été altéré dans la base. Prévenez la coordination ; le reste est intact."

VERB = "seal.broken"
_log = logs.logger("chevet.seal")


@dataclass(frozen=True, slots=True)
class Broken:
    """A row of somebody's file that no longer opens, as it is stored."""

    table: str
    row_id: uuid.UUID
    person_id: uuid.UUID
    sealed: bytes

    @property
    def detail(self) -> dict[str, Any]:
        return {"table": self.table, "digest": hashlib.sha256(self.sealed).hexdigest()[:16]}


def opened(
    vault: Vault,
    owner_id: uuid.UUID,
    table: str,
    row_id: uuid.UUID,
    sealed: bytes,
    *,
    instead: dict[str, Any],
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """What is sealed, or `instead` with the flag that says so. Raises KeyGone."""
    try:
        return vault.open(owner_id, table, row_id, sealed), ()
    except SealBroken:
        _log.error("seal.broken", table=table, row=str(row_id))
        return instead, (FLAG,)


def tell(database: Database, actor: Doer, found: Iterable[Broken], *, now: datetime) -> None:
    """Tells the trail of each row, in a transaction of its own, unless it was told already of that row as it stands."""
    with database.read() as session:
        fresh = [one for one in found if not _is_told(session, one)]
    if not fresh:
        return
    with database.write() as session:
        for one in fresh:
            about = {"person_id": one.person_id, "subject_id": one.row_id, "detail": one.detail}
            record(session, VERB, at=now, actor=actor, **about)


def _is_told(session: Session, one: Broken) -> bool:
    told = session.scalars(
        select(AuditEvent.detail).where(
            AuditEvent.person_id == one.person_id,
            AuditEvent.verb == VERB,
            AuditEvent.subject_id == one.row_id,
        )
    )
    return one.detail in told.all()
