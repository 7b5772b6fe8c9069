"""Orders that are still to be signed: their prescriber is reminded before the deadline, a nurse is asked after it."""

from __future__ import annotations

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.follow_ups.commands import Asked, System, open_task
from app.areas.follow_ups.queries import person_about
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import versions_of
from app.areas.prescribing.signing_times import LONGEST, chased_at, reminded_at
from app.areas.prescribing.tasks import SIGN, about_order, short
from app.areas.prescribing.values import Version
from app.gate.directory.structure import zone_of
from app.ground.errors import NotFound
from app.ground.house import House


def remind_signatures(session: Session, house: House, *, now: datetime) -> int:
    """Asks for what is not signed: once before each deadline, once after it. Returns how many follow-ups it opened."""
    rows = session.scalars(
        select(PrescriptionLine).where(
            PrescriptionLine.is_head,
            PrescriptionLine.is_to_sign,
            PrescriptionLine.sign_due_at <= now + LONGEST,
        )
    ).all()
    homes = {row.id: row.establishment_id for row in rows}
    zones = {home: zone_of(session, home) for home in set(homes.values())}
    return sum(
        _remind(session, house, one, homes[one.id], zones[homes[one.id]], now)
        for one in versions_of(house.vault, rows)
    )


def _remind(
    session: Session,
    house: House,
    one: Version,
    home: uuid.UUID,
    zone: ZoneInfo,
    now: datetime,
) -> int:
    due_at = one.sign_due_at
    if due_at is None or now < reminded_at(due_at, zone):
        return 0
    label = one.line.drug.label if one.line else "ligne illisible"
    by = f" ({one.line.prescriber})" if one.line and one.line.prescriber else ""
    if now < due_at:
        asked = _asked(one, "physician", due_at, f"Signer l’ordre oral : {label}{by}")
        return _once(session, house, one, home, f"sign/{due_at.isoformat()}", asked, now)
    what = f"Délai passé, faire signer l’ordre oral : {label}{by}"
    asked = _asked(one, "nurse", chased_at(max(now, due_at), zone), what)
    return _once(session, house, one, home, f"unsigned/{due_at.isoformat()}", asked, now)


def _asked(one: Version, role: str, due_at: datetime, what: str) -> Asked:
    subject = about_order(one.chain)
    return Asked(due_at=due_at, kind=SIGN.name, what=short(what), role=role, subject=subject)


def _once(
    session: Session,
    house: House,
    one: Version,
    home: uuid.UUID,
    name: str,
    asked: Asked,
    now: datetime,
) -> int:
    # Follows from the line and the deadline: however often this runs, and after a restore, it asks once.
    own_id = uuid.uuid5(one.chain, name)
    try:
        person_about(session, home, own_id)
        return 0
    except NotFound:
        pass
    system, vault = System(home), house.vault
    open_task(session, vault, system, asked, person_id=one.person_id, now=now, id=own_id)
    return 1
