"""The sealer: takes the events committed since the last seal, and chains them under a signature.

One at a time, under a lock of the database. It takes committed, unsealed events by their ids, never a range of time: an
event of a slow transaction that commits late is simply in a later seal.
"""

from __future__ import annotations

import uuid

from sqlalchemy import CursorResult, insert, select, text, update
from sqlalchemy.orm import Session

from app.gate.audit import heads, leaves
from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.ground import clock
from app.ground.house import House

BATCH = 1_000
FIRST = bytes(32)  # what the first seal has for a previous head
_LOCK = 0x43484556  # "CHEV": the advisory lock of the sealer on PostgreSQL


def seal_pending(house: House) -> int:
    """Seals everything that is committed and unsealed; returns how many events. Nothing when another sealer works."""
    key_id = heads.current_key(house)
    total = 0
    while pending := _pending(house):
        done = _seal(house, pending, key_id)
        total += done
        if done == 0 or len(pending) < BATCH:
            break
    heads.append_to_log(house)
    if total:
        heads.keep_last(house)
    return total


def _pending(house: House) -> list[tuple[uuid.UUID, bytes]]:
    """Ids and leaf hashes of the next events, read before anything is locked.

    An event that has a leaf was sealed before, whatever its row says now: the verifier will name it.
    """
    with house.database.read() as session:
        rows = session.execute(
            select(*leaves.COLUMNS)
            .outerjoin(AuditLeaf, AuditLeaf.event_id == AuditEvent.id)
            .where(AuditEvent.seal_number.is_(None), AuditLeaf.event_id.is_(None))
            .order_by(AuditEvent.id)
            .limit(BATCH)
        ).mappings()
        return [(row["id"], leaves.leaf(dict(row))) for row in rows]


def _seal(house: House, pending: list[tuple[uuid.UUID, bytes]], key_id: str) -> int:
    with house.database.write() as session:
        if not _locked(session, house):
            return 0
        last = session.execute(
            select(AuditSeal.number, AuditSeal.head).order_by(AuditSeal.number.desc()).limit(1)
        ).one_or_none()
        number = last.number + 1 if last else 1
        sealed_meanwhile = session.scalars(
            select(AuditLeaf.event_id).where(AuditLeaf.event_id.in_([id for id, _ in pending]))
        ).all()
        if sealed_meanwhile:
            return 0
        _write_seal(session, house, number, last.head if last else FIRST, pending, key_id)
        done: CursorResult[tuple[int]] = session.execute(  # type: ignore[assignment]
            update(AuditEvent)
            .where(AuditEvent.id.in_([id for id, _ in pending]))
            .values(seal_number=number)
            .execution_options(synchronize_session=False)
        )
        return done.rowcount


def _locked(session: Session, house: House) -> bool:
    """SQLite's write transaction is the lock; PostgreSQL is asked for one that ends with the transaction."""
    if house.database.is_sqlite:
        return True
    return bool(session.scalar(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _LOCK}))


def _write_seal(
    session: Session,
    house: House,
    number: int,
    previous: bytes,
    pending: list[tuple[uuid.UUID, bytes]],
    key_id: str,
) -> None:
    at, root = clock.now(), leaves.root([leaf for _, leaf in pending])
    head = heads.head_of(number, at, len(pending), root, previous, key_id)
    session.execute(
        insert(AuditSeal).values(
            number=number,
            at=at,
            count=len(pending),
            root=root,
            previous=previous,
            head=head,
            key_id=key_id,
            signature=heads.sign(house, head, key_id),
        )
    )
    rows = [
        {"event_id": event_id, "seal_number": number, "position": position, "leaf": leaf}
        for position, (event_id, leaf) in enumerate(pending)
    ]
    session.execute(insert(AuditLeaf), rows)
