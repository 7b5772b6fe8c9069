"""The versions kept, and the one in use in memory: one object a process, whatever asks for it."""

from __future__ import annotations

import gc
import hashlib
import threading
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from app.areas.drugs.builtin import builtin_in
from app.areas.drugs.finding import search as find_drugs  # noqa: F401 other areas look drugs up here
from app.areas.drugs.finding import substance as find_substance  # noqa: F401 and substances by their name
from app.areas.drugs.models import DrugReference
from app.areas.drugs.recalls.queries import recalls_at  # noqa: F401 what may not be given any more
from app.ground.errors import ChevetError
from app.ground.house import House
from medication.builtin import specialties, thesaurus
from medication.builtin.thesaurus import NotInstalled
from medication.reference import Reference
from medication.reference_bytes import ReferenceUnreadable, from_bytes


class NoReference(ChevetError):
    """No drug can be looked up: the screens say "non vérifié", never "rien"."""

    status = 503
    code = "no_drug_reference"


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A version as screens tell it. The built-in one has no id: it is not kept, it comes with the
    product."""

    id: uuid.UUID | None
    version: str
    bdpm_on: date
    thesaurus_on: date
    imported_at: datetime | None = None
    used_since: datetime | None = None

    @property
    def is_builtin(self) -> bool:
        return self.id is None


BUILTIN = VersionShown(None, "intégrée", specialties.PUBLISHED, thesaurus.PUBLISHED)


def versions(session: Session) -> list[VersionShown]:
    """Every version kept, the latest imported first."""
    rows = session.scalars(select(DrugReference).order_by(DrugReference.imported_at.desc()))
    return [_shown(row) for row in rows]


def in_use(session: Session) -> VersionShown:
    """The version put in use last; the built-in one before any was kept."""
    row = session.scalars(_in_use()).first()
    return _shown(row) if row else BUILTIN


def report_of(session: Session, version_id: uuid.UUID) -> dict[str, Any]:
    """The report of a version's import."""
    return session.scalars(select(DrugReference.report).where(DrugReference.id == version_id)).one()


def current(house: House) -> Reference:
    """The reference in use, kept in memory until another is put in use; before any was kept, the
    built-in one. Raises NoReference when there is neither."""
    with house.database.read() as session:
        return _memory.get(house, session, in_use(session))


def load(session: Session, version_id: uuid.UUID) -> Reference:
    """A version out of the database, checked against its digest."""
    row = session.scalars(
        select(DrugReference)
        .where(DrugReference.id == version_id)
        .options(undefer(DrugReference.packed))
    ).one()
    if hashlib.sha256(row.packed).hexdigest() != row.digest:
        raise _damaged(row.version)
    try:
        return _quickly(row.packed)
    except ReferenceUnreadable as error:
        raise _damaged(row.version) from error


class _Memory:
    """The last reference that was asked for. Two threads that ask at once wait for one reading."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: tuple[str, Reference] | None = None

    def get(self, house: House, session: Session, wanted: VersionShown) -> Reference:
        kept = self._kept
        if kept is None or kept[0] != wanted.version:
            with self._lock:
                kept = self._kept
                if kept is None or kept[0] != wanted.version:
                    made = load(session, wanted.id) if wanted.id else _builtin(house)
                    kept = self._kept = (wanted.version, made)
        return kept[1]


_memory = _Memory()


def _quickly(packed: bytes) -> Reference:
    """A hundred thousand objects that stay: the collector need not walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return from_bytes(packed)
    finally:
        if was_on:
            gc.enable()


def _builtin(house: House) -> Reference:
    try:
        return builtin_in(house.settings.instance)
    except NotInstalled as error:
        raise NoReference(
            "Aucun référentiel des médicaments : importez-le avec « chevet drugs import »."
        ) from error


def _damaged(version: str) -> NoReference:
    return NoReference(
        f"La version {version} du référentiel des médicaments est abîmée dans la base : remettez-en "
        "une autre en service avec « chevet drugs versions »."
    )


def _in_use() -> Any:
    return (
        select(DrugReference)
        .where(DrugReference.used_since.is_not(None))
        .order_by(DrugReference.used_since.desc(), DrugReference.id.desc())
        .limit(1)
    )


def _shown(row: DrugReference) -> VersionShown:
    return VersionShown(
        row.id,
        row.version,
        row.bdpm_on,
        row.thesaurus_on,
        row.imported_at,
        row.used_since,
    )
