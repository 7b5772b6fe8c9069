"""A person's rows as plain values, seals opened; and who and what those rows point to around them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from sqlalchemy import Table, Uuid, inspect, select
from sqlalchemy.orm import Session

from app.areas.privacy.columns import SEALED, canonical, leaving, to_plain
from app.gate.audit.rows import TABLES
from app.gate.auth.models import Device
from app.gate.directory.models import Establishment, Room, Staff, Unit
from app.ground.database import Base
from app.ground.errors import NotFound
from app.ground.portable import Kept, tables_of
from app.ground.vault import KeyGone, SealBroken, Vault

Row = dict[str, Any]
SEALS: Final = {one.name: one for one in TABLES}
PLACES: Final = {"unit": ("name", "kind", "position"), "room": ("unit_id", "name", "position")}
MODELS: Final[dict[str, type[Base]]] = {
    "staff": Staff,
    "unit": Unit,
    "room": Room,
    "device": Device,
}


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that is kept of a person: rows by table, what they point to, the files they name."""

    person_id: uuid.UUID
    establishment: Row
    rows: dict[str, list[Row]]
    around: dict[str, list[Row]]
    blobs: tuple[str, ...]
    broken: tuple[str, ...] = field(default=())


def table_of(kept: Kept) -> Table:
    return cast(Table, kept.model.__table__)


def owner_column(kept: Kept) -> str:
    """The column that says whose a row is."""
    return "id" if kept.name == "person" else "person_id"


def gather(session: Session, vault: Vault, home: uuid.UUID, person_id: uuid.UUID) -> Gathered:
    """Everything kept of a person of that home. Raises NotFound, KeyGone."""
    rows: dict[str, list[Row]] = {}
    broken: list[str] = []
    for kept in tables_of(Base.metadata):
        rows[kept.name] = _rows(session, vault, kept, home, person_id, broken)
    if not rows["person"]:
        raise NotFound()
    around = _around(session, vault, home, rows)
    establishment = session.get_one(Establishment, home)
    told = {name: getattr(establishment, name) for name in ("name", "kind", "timezone", "finess")}
    return Gathered(
        person_id,
        {"id": str(home), **told},
        rows,
        around,
        tuple(sorted(set(blobs_of(rows)))),
        tuple(broken),
    )


def _rows(
    session: Session,
    vault: Vault,
    kept: Kept,
    home: uuid.UUID,
    person_id: uuid.UUID,
    broken: list[str],
) -> list[Row]:
    """In the order of their own texts, which no database decides."""
    table = table_of(kept)
    wanted = select(table).where(table.c.establishment_id == home)
    if kept.via is None:
        wanted = wanted.where(table.c[owner_column(kept)] == person_id)
    else:
        name, parent = kept.via
        above = cast(Table, parent.__table__)
        mine = select(above.c.id).where(above.c.person_id == person_id)
        wanted = wanted.where(table.c[name].in_(mine))
    found = [
        _plain(vault, kept, person_id, one, broken) for one in session.execute(wanted).mappings()
    ]
    return sorted(found, key=canonical)


def _plain(vault: Vault, kept: Kept, person_id: uuid.UUID, row: Any, broken: list[str]) -> Row:
    table = table_of(kept)
    made: Row = {one.name: to_plain(one, row[one.name]) for one in leaving(table)}
    if SEALED in table.c:
        made[SEALED] = None
        if row[SEALED] is not None:
            place = row[SEALS[kept.name].row]
            try:
                made[SEALED] = vault.open(person_id, kept.name, place, row[SEALED])
            except SealBroken:
                broken.append(f"{kept.name} {place}")
    return made


def blobs_of(rows: dict[str, list[Row]]) -> Iterable[str]:
    """The files that rows name and that have come."""
    for kept in tables_of(Base.metadata):
        for row in rows[kept.name]:
            if kept.name != "document_part" or row["state"] != "awaited":
                yield from (row[name] for name in kept.blobs if row[name])


def _around(
    session: Session, vault: Vault, home: uuid.UUID, rows: dict[str, list[Row]]
) -> dict[str, list[Row]]:
    """Professionals, units, rooms and tablets of the home that the rows name; rooms bring their units."""
    named = _ids(rows)
    there = session.scalars(select(Room).where(Room.establishment_id == home))
    rooms = [one for one in there if one.id in named]
    named |= {one.unit_id for one in rooms}
    units = session.scalars(select(Unit).where(Unit.establishment_id == home))
    team = session.scalars(select(Staff).where(Staff.establishment_id == home))
    devices = session.scalars(select(Device).where(Device.establishment_id == home))
    found = {
        "unit": [_told(one, *PLACES["unit"]) for one in units if one.id in named],
        "room": [_told(one, *PLACES["room"]) for one in rooms],
        "device": [_told(one, "name", "kind") for one in devices if one.id in named],
        "staff": [_member(vault, one) for one in team if one.id in named],
    }
    return {name: sorted(some, key=canonical) for name, some in found.items()}


def _ids(rows: dict[str, list[Row]]) -> set[uuid.UUID]:
    """Every identifier in a column of identifiers: some point to people without a constraint that says so."""
    found: set[uuid.UUID] = set()
    for kept in tables_of(Base.metadata):
        names = [one.name for one in leaving(table_of(kept)) if isinstance(one.type, Uuid)]
        found |= {uuid.UUID(row[name]) for row in rows[kept.name] for name in names if row[name]}
    return found


def _told(row: Base, *names: str) -> Row:
    columns = inspect(type(row)).columns
    return {name: to_plain(columns[name], getattr(row, name)) for name in ("id", *names)}


def _member(vault: Vault, row: Staff) -> Row:
    """A professional as the file names them: whoever was erased since has no name any more."""
    try:
        names = vault.open(row.id, "staff", row.id, row.sealed)
    except (KeyGone, SealBroken):
        names = {}
    told = {name: names.get(name) for name in ("given_name", "family_name", "title")}
    return {"id": str(row.id), "role": row.role, **told}
