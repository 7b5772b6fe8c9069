"""A person's file put into an installation that has never known the person: all of it, or nothing.

Ids stay what they were. Seals are made again, under a key made here. Professionals of the other home come as authors
who have left: they get no right. Tablets come revoked. Alerts that somebody overrode there are asked again: what told
them apart was made with the key that stayed behind.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Final

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.areas.privacy.around import bring_around
from app.areas.privacy.columns import LOCAL, SEALED, Unreadable, from_plain, leaving
from app.areas.privacy.parcel import NotTaken, Parcel
from app.areas.privacy.reading import SEALS, Row, owner_column, table_of
from app.gate.audit.record import record
from app.ground.database import Base, take_revision
from app.ground.house import House
from app.ground.portable import KEPT, Kept, tables_of

_BATCH: Final = 500


def take_in(
    session: Session, house: House, home: uuid.UUID, parcel: Parcel, *, now: datetime
) -> dict[str, int]:
    """Writes every row of the file for `home`; how many by table. Raises NotTaken, and then nothing is to be committed.

    The key of the person is made first: a key without rows opens nothing.
    """
    _refuse_known(session, house, parcel)
    read = {kept.name: _values(kept, parcel, home) for kept in _tables(parcel)}
    if len(read.get("person", [])) != 1:
        raise NotTaken("Ce dossier n’est pas celui d’une personne.")
    _check_links(read, parcel)
    bring_around(session, house, home, parcel.around, now=now)
    for name in parcel.blobs:
        house.blobs.put(parcel.blob(name))
    if house.vault.kind_of(parcel.person_id) is None:  # else an import that was cut short made it
        house.vault.create_owner(parcel.person_id, home, "person")
    revision = take_revision(session, home)
    try:
        for kept in tables_of(Base.metadata):
            _insert(session, house, kept, parcel, read.get(kept.name, []), revision)
    except IntegrityError as error:
        raise NotTaken("Une ligne de ce dossier est déjà ici, ou y est deux fois.") from error
    told = {name: len(rows) for name, rows in read.items() if rows}
    record(
        session,
        "person.imported",
        at=now,
        establishment_id=home,
        person_id=parcel.person_id,
        detail={"rows": sum(told.values()), "digest": parcel.manifest["empreinte"]},
    )
    return told


def _refuse_known(session: Session, house: House, parcel: Parcel) -> None:
    person = table_of(KEPT["person"])
    known = session.execute(select(person.c.id).where(person.c.id == parcel.person_id)).first()
    if known is not None:
        raise NotTaken("Cette personne est déjà dans cette installation : rien n’a été importé.")
    erased = Base.metadata.tables["erasure"].c.person_id
    tombstone = session.execute(select(erased).where(erased == parcel.person_id)).first()
    if tombstone is not None or house.vault.was_destroyed(parcel.person_id):
        raise NotTaken(
            "Cette personne a été effacée d’ici : son dossier ne revient pas par un import."
        )
    if house.vault.kind_of(parcel.person_id) not in (None, "person"):
        raise NotTaken("Ici, cet identifiant est celui de quelqu’un d’autre.")


def _tables(parcel: Parcel) -> list[Kept]:
    strange = sorted(set(parcel.rows) - set(KEPT))
    if strange:
        raise NotTaken(
            f"Ce dossier contient ce que cette version ne connaît pas : {strange[0][:40]}."
        )
    return [kept for kept in tables_of(Base.metadata) if kept.name in parcel.rows]


def _values(kept: Kept, parcel: Parcel, home: uuid.UUID) -> list[tuple[Row, Any]]:
    """The rows of one table as its columns hold them, each with what was sealed. Raises NotTaken."""
    columns = {one.name: one for one in leaving(table_of(kept))}
    made = []
    for row in parcel.rows[kept.name]:
        if set(row) - {SEALED} != set(columns) or (SEALED in row) != (SEALED in table_of(kept).c):
            raise NotTaken(f"{kept.words} : ces lignes viennent d’une autre version.")
        try:
            values = {name: from_plain(column, row[name]) for name, column in columns.items()}
        except Unreadable as wrong:
            raise NotTaken(f"{kept.words} : une ligne ne se lit pas ({wrong}).") from wrong
        if kept.via is None and values[owner_column(kept)] != parcel.person_id:
            raise NotTaken(f"{kept.words} : une ligne parle de quelqu’un d’autre.")
        made.append(({**values, "establishment_id": home}, _opened(kept, row.get(SEALED))))
    return made


def _opened(kept: Kept, value: Any) -> dict[str, Any] | None:
    """What is to be sealed. A row that was altered before it left has lost its content, and is nobody's to invent."""
    if isinstance(value, dict):
        return value
    table = table_of(kept)
    if value is not None or (SEALED in table.c and not table.c[SEALED].nullable):
        raise NotTaken(f"{kept.words} : le contenu d’une ligne manque, elle était altérée.")
    return None


def _check_links(read: dict[str, list[tuple[Row, Any]]], parcel: Parcel) -> None:
    """A row leans on rows of this very file, or on those around it: never on what lies here about somebody else."""
    ids = {name: {row.get("id") for row, _ in rows} for name, rows in read.items()}
    ids |= {name: {uuid.UUID(one["id"]) for one in rows} for name, rows in parcel.around.items()}
    for name, rows in read.items():
        for column in leaving(table_of(KEPT[name])):
            for key in column.foreign_keys:
                known = ids.get(key.column.table.name, set())
                if any(
                    row[column.name] is not None and row[column.name] not in known
                    for row, _ in rows
                ):
                    raise NotTaken(
                        f"{KEPT[name].words} : une ligne s’appuie sur ce qui n’est pas là."
                    )


def _insert(
    session: Session,
    house: House,
    kept: Kept,
    parcel: Parcel,
    rows: list[tuple[Row, Any]],
    revision: int,
) -> None:
    table = table_of(kept)
    local = {name: revision for name in LOCAL - {"establishment_id"} if name in table.c}
    made = []
    for row, opened in rows:
        sealed = {}
        if SEALED in table.c:
            place = row[SEALS[kept.name].row] if opened is not None else None
            sealed[SEALED] = place and house.vault.seal(parcel.person_id, kept.name, place, opened)
        made.append({**row, **local, **sealed})
    for start in range(0, len(made), _BATCH):
        session.execute(insert(table), made[start : start + _BATCH])
