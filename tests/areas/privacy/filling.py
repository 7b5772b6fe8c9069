"""A person of whom every table that leaves keeps a row, whatever areas add: made from the tables themselves."""

from __future__ import annotations

import hashlib
import uuid
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Date, Integer, LargeBinary, Table, Uuid, insert
from sqlalchemy.types import JSON

import app.exporters  # noqa: F401
from app.areas.privacy.columns import SEALED
from app.areas.privacy.reading import SEALS, owner_column, table_of
from app.gate.auth import devices
from app.ground.database import Base, Instant
from app.ground.ids import new_id
from app.ground.portable import Kept, tables_of
from tests.areas.conftest import NOW, Home


def fill(home: Home, person_id: uuid.UUID) -> dict[str, uuid.UUID]:
    """One row in every table that leaves, beside those that admitting has made; their ids by table."""
    with home.house.database.write() as session:
        device, _ = devices.create(
            session,
            home.leader,
            name="Tablette 1",
            kind="shared",
            unit_ids=[home.units["Glycines"]],
            now=NOW,
        )
        session.flush()
        ids = {
            "person": person_id,
            "staff": home.leader.staff_id,
            "device": device.id,
            "unit": home.units["Glycines"],
            "room": home.rooms["101"],
            "establishment": home.id,
        }
        for kept in tables_of(Base.metadata):
            if kept.name != "person":
                row = _row(home, kept, person_id, ids)
                session.execute(insert(table_of(kept)), [row])
                ids[kept.name] = row.get("id", person_id)
    return ids


def _row(home: Home, kept: Kept, person_id: uuid.UUID, ids: dict[str, uuid.UUID]) -> dict[str, Any]:
    table = table_of(kept)
    row = {one.name: _value(home, kept, one, ids) for one in table.c if one.name != SEALED}
    if owner_column(kept) in row:
        row[owner_column(kept)] = person_id
    if SEALED in table.c:
        place = row[SEALS[kept.name].row]
        content = {"texte": f"Œuvre de {kept.name}", "n": [1, 2.5, None], "reason": "Motif"}
        row[SEALED] = home.house.vault.seal(person_id, kept.name, place, content)
    return row


def _value(home: Home, kept: Kept, column: Any, ids: dict[str, uuid.UUID]) -> Any:
    if column.name in kept.blobs:
        return home.house.blobs.put(f"{kept.name} {column.name}".encode())
    for key in column.foreign_keys:
        return ids[key.column.table.name]
    kind = column.type
    if isinstance(kind, Uuid):
        return new_id()
    if isinstance(kind, Instant):
        return NOW
    if isinstance(kind, Date):
        return date(2026, 11, 20)
    if isinstance(kind, JSON):
        return {"a": ["é"]}
    if isinstance(kind, LargeBinary):
        return b"\x00\xff"
    if isinstance(kind, Boolean):
        return True
    if isinstance(kind, Integer):
        return 3
    return hashlib.sha256(column.name.encode()).hexdigest()[: kind.length or 8]


def tables_with_persons(metadata: Any) -> list[Table]:
    """Every table that tells of persons."""
    return [one for one in metadata.sorted_tables if "person_id" in one.c or one.name == "person"]
