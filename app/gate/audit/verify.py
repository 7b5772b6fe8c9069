"""Reads the trail and the sealed rows again, and names whatever was altered, moved, added or cut.

It proves tampering with the database after sealing; it cannot prove that a host lied from the start.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Uuid, column, select, table
from sqlalchemy.orm import Session

from app.gate.audit import heads, leaves
from app.gate.audit.findings import Finding
from app.gate.audit.models import AuditEvent, AuditLeaf, AuditSeal
from app.gate.audit.rows import verify_rows
from app.gate.audit.sealing import FIRST
from app.ground import clock
from app.ground.backup.restorations import lost_heads, restorations
from app.ground.house import House

__all__ = ["Finding", "verify", "verify_rows"]

KEPT = timedelta(days=3 * 365)
"""How long events are kept: one that is gone before that was not purged, whatever its leaf says."""


def verify(house: House) -> list[Finding]:
    """Every finding about the trail, in the order of the seals; empty when it is whole.

    The sealer may work meanwhile. It tells of a seal once that is committed: what others know is asked first, then, the
    chain that is read must hold it.
    """
    logged, last = heads.logged(house), heads.last_kept(house)
    with house.database.read() as session:
        seals = list(session.scalars(select(AuditSeal).order_by(AuditSeal.number)))
        found = list(_chain(house, seals))
        for seal in seals:
            found += _events(session, seal)
        found += _strangers(session)
        found += _cut(house, session, seals, logged, last)
    return found


def _chain(house: House, seals: list[AuditSeal]) -> Iterator[Finding]:
    previous, number = FIRST, 1
    for seal in seals:
        name = str(seal.number)
        if seal.number != number:
            missing = f"{number}" if seal.number == number + 1 else f"{number} à {seal.number - 1}"
            yield Finding("seal_missing", missing, f"Sceau {missing} : il manque dans la chaîne.")
        elif seal.previous != previous:
            yield Finding("chain", name, f"Sceau {name} : il ne suit pas le sceau d’avant.")
        told = (seal.number, seal.at, seal.count, seal.root, seal.previous, seal.key_id)
        if heads.head_of(*told) != seal.head:
            yield Finding("seal", name, f"Sceau {name} : il a été modifié.")
        elif not heads.is_signed(house, seal.head, seal.key_id, seal.signature):
            yield Finding("signature", name, f"Sceau {name} : sa signature n’est pas la nôtre.")
        previous, number = seal.head, seal.number + 1


def _events(session: Session, seal: AuditSeal) -> Iterator[Finding]:
    """Each event of a seal against its leaf, then all leaves against the root."""
    rows = session.execute(
        select(AuditLeaf, *leaves.COLUMNS, AuditEvent.seal_number)
        .outerjoin(AuditEvent, AuditEvent.id == AuditLeaf.event_id)
        .where(AuditLeaf.seal_number == seal.number)
        .order_by(AuditLeaf.position)
    ).all()
    for row in rows:
        kept, event = row[0], dict(row._mapping)
        name = str(kept.event_id)
        if event["id"] is None:
            if not _is_purged(kept.purged_at, seal):
                message = f"Événement {name} (sceau {seal.number}) : il a disparu."
                yield Finding("event_missing", name, message)
        elif leaves.leaf(event) != kept.leaf or event["seal_number"] != seal.number:
            message = f"Événement {name} (sceau {seal.number}) : il a été modifié."
            yield Finding("event_altered", name, message)
    kept_leaves = [row[0].leaf for row in rows]
    if not rows or len(rows) != seal.count or leaves.root(kept_leaves) != seal.root:
        name = str(seal.number)
        yield Finding("root", name, f"Sceau {name} : ses empreintes ne sont plus les siennes.")


def _is_purged(purged_at: datetime | None, seal: AuditSeal) -> bool:
    """Whether the event went in its time. Only the seal's own date is signed: the leaf's word is not enough."""
    return purged_at is not None and seal.at + KEPT <= min(purged_at, clock.now())


def _strangers(session: Session) -> Iterator[Finding]:
    """Events that say they are sealed, and that no seal knows."""
    rows = session.scalars(
        select(AuditEvent.id)
        .outerjoin(AuditLeaf, AuditLeaf.event_id == AuditEvent.id)
        .where(AuditEvent.seal_number.is_not(None), AuditLeaf.event_id.is_(None))
        .order_by(AuditEvent.id)
    )
    for event_id in rows:
        message = f"Événement {event_id} : aucun sceau ne le connaît."
        yield Finding("event_added", str(event_id), message)


def _cut(
    house: House,
    session: Session,
    seals: list[AuditSeal],
    logged: list[tuple[int, str]] | None,
    last: bytes | None,
) -> Iterator[Finding]:
    """Heads that others saw and that are no longer in the chain, unless a recorded restore took them out of it."""
    known = {heads.encode(seal.head) for seal in seals} | lost_heads(house.vault)
    if logged is None and seals and heads.logged(house) is None:
        message = "Le journal des sceaux manque : sans lui, une fin coupée pourrait ne pas se voir."
        yield Finding("log_missing", "seal-heads.log", message)
    for number, head in logged or []:
        if head not in known:
            message = f"Sceau {number} : le journal des sceaux le connaît, la base ne l’a plus."
            yield Finding("cut", str(number), message)
    if last is not None and heads.encode(last) not in known:
        message = "Fin de la chaîne : la base des clés connaît un sceau que la base n’a plus."
        yield Finding("cut", "keystore", message)
    for device_id, head in _reported(session):
        if head not in known:
            message = f"Appareil {device_id} : il a vu un sceau que la base n’a plus."
            yield Finding("cut", str(device_id), message + _maybe_restored(house))


def _maybe_restored(house: House) -> str:
    """After a restore that found neither database nor log, nobody can tell what was lost from what was cut."""
    partial = [one for one in restorations(house.vault) if not one.is_whole]
    if not partial:
        return ""
    return (
        f" Il peut dater d’avant la restauration du {partial[-1].at:%d/%m/%Y}, faite sans le journal "
        "des sceaux : l’appareil en dira un autre à son prochain passage."
    )


def _reported(session: Session) -> list[tuple[uuid.UUID, str]]:
    """The last head that each device says it saw. Devices are known above the trail: their table is named only."""
    device = table("device", column("id", Uuid()), column("seal_head"))
    rows = session.execute(
        select(device.c.id, device.c.seal_head).where(device.c.seal_head.is_not(None))
    )
    return [(row.id, row.seal_head) for row in rows]
