"""A line's chain while it is being changed: found, held against anybody else, and cut where the next version begins.

Every function here runs in a transaction that has taken the revision: of two who change a line, one waits.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.persons.queries import unit_of
from app.areas.prescribing.errors import Overtaken
from app.areas.prescribing.models import PrescriptionLine
from app.areas.prescribing.rows import changed_fields, expires_at, version_of
from app.areas.prescribing.values import Version
from app.gate.audit.record import Doer
from app.gate.directory.models import Staff
from app.gate.directory.queries import staff_names
from app.ground.database import take_revision
from app.ground.errors import Conflict, NotFound
from app.ground.house import House
from app.ground.vault import KeyGone, SealBroken
from medication.settings import Settings

UNREADABLE = "Cette ligne ne s’ouvre plus : arrêtez-la, puis prescrivez-la à nouveau."


@dataclass(slots=True)
class Chain:
    """The versions of a line, rows and values, the first one first."""

    rows: list[PrescriptionLine]
    versions: list[Version]

    @property
    def head(self) -> Version:
        return self.versions[-1]

    def standing(self, now: datetime) -> list[Version]:
        """Those that hold at `now` or will: the one in force, then what is planned after it."""
        return [one for one in self.versions if one.stands(now)]

    @property
    def next_version(self) -> int:
        return self.head.version + 1


def present(session: Session, actor: Doer, person_id: uuid.UUID) -> None:
    """Holds the home's prescriptions until the commit. Raises NotFound, or Conflict for somebody who has left."""
    take_revision(session, actor.establishment_id)
    if unit_of(session, actor.establishment_id, person_id) is None:
        raise Conflict("Cette personne est sortie : son traitement ne se modifie plus.")


def find(
    session: Session,
    house: House,
    actor: Doer,
    chain_id: uuid.UUID,
    *,
    seen: uuid.UUID | None,
    even_gone: bool = False,
) -> Chain:
    """The line, which nobody else changes before the commit.

    Raises NotFound; Overtaken when its last version is not the one that was `seen`; Conflict when its person has left,
    unless what is done may be done `even_gone`.
    """
    take_revision(session, actor.establishment_id)
    rows = list(
        session.scalars(
            select(PrescriptionLine)
            .where(
                PrescriptionLine.chain_id == chain_id,
                PrescriptionLine.establishment_id == actor.establishment_id,
            )
            .order_by(PrescriptionLine.version)
        )
    )
    if not rows:
        raise NotFound()
    if not even_gone:
        present(session, actor, rows[0].person_id)
    try:
        chain = Chain(rows, [version_of(house.vault, row) for row in rows])
    except KeyGone:
        raise NotFound() from None
    _as_seen(session, house, chain, seen)
    return chain


def unstopped(chain: Chain) -> None:
    """Raises Conflict for a line that cannot go on."""
    if chain.head.stopped_at is not None:
        raise Conflict("Cette ligne est arrêtée : prescrivez-la à nouveau s’il le faut.")
    if chain.head.line is None:
        raise Conflict(UNREADABLE)


def cut(chain: Chain, at: datetime, settings: Settings) -> None:
    """From `at` on, no earlier version holds; what was planned after it never will."""
    for row in chain.rows:
        followed(row, at if row.superseded_at is None else min(at, row.superseded_at), settings)


def followed(row: PrescriptionLine, at: datetime, settings: Settings) -> None:
    """Another version holds from `at` on; this one never did when it was to begin later."""
    row.is_head = False
    row.superseded_at = max(row.starts_at, at)
    ends = [one for one in (row.ends_at, row.superseded_at) if one is not None]
    row.expires_at = expires_at(min(ends), settings)


def control_as(row: PrescriptionLine, before: Version) -> None:
    """A version that gives nothing new is as controlled as the one it follows."""
    row.control_due_at, row.controlled_at = before.control_due_at, before.controlled_at
    row.controlled_by = before.controlled_by


def sign_as(row: PrescriptionLine, before: Version) -> None:
    """What awaits a signature already goes on awaiting it, and no longer than before."""
    if not row.is_to_sign or not before.is_to_sign:
        return
    dues = [at for at in (row.sign_due_at, before.sign_due_at) if at is not None]
    row.sign_due_at = min(dues, default=None)


def authors(versions: Iterable[Version]) -> set[uuid.UUID]:
    """Whoever wrote or typed something of what has not been controlled: none of them may control it.

    A suspension writes again what is in force and what is planned: it does not make what another wrote its own, nor
    does a control that it copied end what is looked at.
    """
    ordered = sorted(versions, key=lambda one: one.version, reverse=True)
    since = takewhile(lambda one: not _was_signed(one), ordered)
    uncontrolled = [one for one in since if one.controlled_at is None]
    return {one.author_id for one in uncontrolled}.union(*(one.typed_by for one in uncontrolled))


def _was_signed(one: Version) -> bool:
    """Whether it was controlled itself, not only the version that it follows."""
    return one.controlled_at is not None and one.controlled_at >= one.written_at


def _as_seen(session: Session, house: House, chain: Chain, seen: uuid.UUID | None) -> None:
    if seen is None or chain.head.id == seen:
        return
    before = next((one for one in chain.versions if one.id == seen), None)
    changes = changed_fields(before.line, chain.head.line) if before else []
    raise Overtaken(chain.head, _name(session, house, chain.head.author_id), changes)


def _name(session: Session, house: House, staff_id: uuid.UUID) -> str:
    sealed = session.scalar(select(Staff.sealed).where(Staff.id == staff_id))
    try:
        name = staff_names(house, {staff_id: sealed})[staff_id] if sealed else None
    except (KeyGone, SealBroken):
        name = None
    return f"{name.given_name} {name.family_name}" if name else "Quelqu’un"
