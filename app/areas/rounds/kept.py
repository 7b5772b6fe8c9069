"""What was recorded, opened for the desk: every row as it was written, never what stands of it alone."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from app.areas.rounds.models import Administration, DoseResolution
from app.areas.rounds.rows import fact_of
from app.gate.sync.scope import parts
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.administration import Administration as Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A row opened. `stands`: of those that say the same gesture, the one that holds.

    `is_altered`: its seal does not open, and only what stays in clear is told.
    """

    administration: Fact
    person_id: uuid.UUID
    received_at: datetime
    stands: bool
    device_id: uuid.UUID | None
    how: str
    no_scan: str | None
    flags: tuple[str, ...]
    is_altered: bool = False
    said: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> uuid.UUID:
        return self.administration.id

    @property
    def reason(self) -> str:
        return self.said.get("reason") or ""

    @property
    def note(self) -> str:
        """In words; of an amendment, those of whoever amended."""
        return self.said.get("why_note" if self.administration.amends else "note") or ""

    @property
    def why(self) -> str:
        """Why it amends another; empty where it amends none."""
        return self.said.get("why") or ""

    @property
    def scan(self) -> Mapping[str, Any]:
        return self.said.get("scan") or {}


@dataclass(frozen=True, slots=True)
class Settled:
    """How a disagreement was settled."""

    dose_id: uuid.UUID
    keeps: uuid.UUID
    judged: frozenset[uuid.UUID]
    by: uuid.UUID
    at: datetime
    note: str


def kept_of(
    session: Session,
    vault: Vault,
    person_ids: Collection[uuid.UUID],
    since: datetime,
    until: datetime,
) -> list[Kept]:
    """What was done to those persons from `since` to `until`, with every amendment of it, whenever it was written."""
    found: dict[uuid.UUID, Administration] = {}
    for some in parts(person_ids):
        here = Administration.person_id.in_(some)
        near = select(Administration).where(
            here, Administration.at >= since, Administration.at < until
        )
        found |= {row.id: row for row in session.scalars(near)}
    return opened(vault, _with_their_kin(session, found))


def kept_of_dose(session: Session, vault: Vault, dose_id: uuid.UUID) -> list[Kept]:
    """Every record of a dose."""
    rows = session.scalars(select(Administration).where(Administration.dose_id == dose_id))
    return opened(vault, rows)


def settled_of(
    session: Session, vault: Vault, dose_ids: Iterable[uuid.UUID]
) -> dict[uuid.UUID, Settled]:
    """The word that holds for each dose that somebody settled: the last one."""
    found: dict[uuid.UUID, Settled] = {}
    for some in parts(dose_ids):
        rows = session.scalars(
            select(DoseResolution)
            .where(DoseResolution.dose_id.in_(some))
            .order_by(DoseResolution.at, DoseResolution.id)
        )
        found |= {row.dose_id: _settled(vault, row) for row in rows}
    return found


def _with_their_kin(
    session: Session, found: dict[uuid.UUID, Administration]
) -> Iterable[Administration]:
    """An amendment may give another hour: what it amends, and what amends it, come with it."""
    roots = {row.root_id or row.id for row in found.values()}
    for some in parts(roots):
        kin: Select[Administration] = select(Administration).where(
            or_(Administration.id.in_(some), Administration.root_id.in_(some))
        )
        found |= {row.id: row for row in session.scalars(kin)}
    return found.values()


def opened(vault: Vault, rows: Iterable[Administration]) -> list[Kept]:
    """Those that still have a key, by the hour they were written."""
    some = list(rows)
    vault.warm({row.person_id for row in some})
    found = [one for row in some if (one := _kept(vault, row)) is not None]
    return sorted(found, key=lambda one: (one.administration.recorded_at, one.id.int))


def _kept(vault: Vault, row: Administration) -> Kept | None:
    try:
        said, is_altered = vault.open(row.person_id, "administration", row.id, row.sealed), False
    except KeyGone:
        return None
    except SealBroken:
        said, is_altered = {}, True
    amount = said.get("amount")
    return Kept(
        administration=fact_of(row, None if amount is None else Decimal(amount)),
        person_id=row.person_id,
        received_at=row.received_at,
        stands=row.stands,
        device_id=row.device_id,
        how=row.scan_how,
        no_scan=row.no_scan,
        flags=tuple(row.flags or ()),
        is_altered=is_altered,
        said=said,
    )


def _settled(vault: Vault, row: DoseResolution) -> Settled:
    try:
        note = vault.open(row.person_id, "dose_resolution", row.id, row.sealed).get("note") or ""
    except (KeyGone, SealBroken):
        note = ""
    judged = frozenset(uuid.UUID(one) for one in row.seen)
    return Settled(row.dose_id, row.keeps, judged, row.author_id, row.at, note)
