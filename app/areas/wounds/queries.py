"""Wounds as other areas, tablets and the office read them: rows in, values out; the only place that opens seals."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.wounds import content
from app.areas.wounds.models import Wound, WoundAct
from app.areas.wounds.values import Act, WoundValue
from app.gate.sync import broken
from app.gate.sync.scope import parts
from app.ground.errors import NotFound
from app.ground.vault import KeyGone, Vault

__all__ = ["Act", "WoundValue", "open_wounds", "owner_of", "wound_of", "wounds_by_id", "wounds_of"]

WOUND = (
    Wound.id,
    Wound.establishment_id,
    Wound.person_id,
    Wound.closed_at,
    Wound.withdrawn_at,
    Wound.expires_at,
)
ACT = (
    WoundAct.id,
    WoundAct.wound_id,
    WoundAct.person_id,
    WoundAct.author_id,
    WoundAct.kind,
    WoundAct.taken_at,
    WoundAct.occurred_at,
    WoundAct.corrects,
    WoundAct.superseded_by,
    WoundAct.flags,
    WoundAct.sealed,
)


def owner_of(session: Session, wound_id: uuid.UUID) -> uuid.UUID | None:
    """Whose it is; None for one that the server does not know."""
    return session.scalar(select(Wound.person_id).where(Wound.id == wound_id))


def wounds_of(
    session: Session,
    vault: Vault,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
) -> list[WoundValue]:
    """The wounds of a person, open ones first, then the latest closed."""
    rows = session.execute(
        select(*WOUND).where(
            Wound.establishment_id == establishment_id,
            Wound.person_id == person_id,
            Wound.withdrawn_at.is_(None),
        )
    ).all()
    found = built(session, vault, rows)
    closed = [one for one in found if one.closed_at]
    closed.sort(key=lambda one: str(one.closed_at), reverse=True)
    return [*(one for one in found if not one.closed_at), *closed]


def wound_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, id: uuid.UUID
) -> WoundValue:
    """One wound. Raises NotFound."""
    rows = session.execute(
        select(*WOUND).where(
            Wound.id == id,
            Wound.establishment_id == establishment_id,
            Wound.withdrawn_at.is_(None),
        )
    ).all()
    found = built(session, vault, rows)
    if not found:
        raise NotFound()
    return found[0]


def open_wounds(
    session: Session, vault: Vault, establishment_id: uuid.UUID, person_ids: Collection[uuid.UUID]
) -> list[WoundValue]:
    """The open wounds of these persons, by when they were opened."""
    rows: list[Any] = []
    for some in parts(person_ids):
        rows += session.execute(
            select(*WOUND)
            .where(
                Wound.establishment_id == establishment_id,
                Wound.person_id.in_(some),
                Wound.closed_at.is_(None),
                Wound.withdrawn_at.is_(None),
            )
            .order_by(Wound.opened_at, Wound.id)
        ).all()
    return built(session, vault, rows)


def wounds_by_id(
    session: Session, vault: Vault, rows: Iterable[Any]
) -> dict[uuid.UUID, WoundValue]:
    """The same rows, by id."""
    return {one.id: one for one in built(session, vault, rows)}


def built(session: Session, vault: Vault, rows: Iterable[Any]) -> list[WoundValue]:
    """Wounds from rows of `WOUND`, in their order; those of an erased person are absent."""
    wanted = list(rows)
    acts = _acts(session, vault, [row.id for row in wanted])
    return [
        WoundValue(row.id, row.person_id, tuple(acts[row.id]), row.closed_at, row.expires_at)
        for row in wanted
        if row.id in acts
    ]


def _acts(
    session: Session, vault: Vault, wound_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[Act]]:
    """What stands of what was said of each wound, oldest first, with what it corrects behind it."""
    found: dict[uuid.UUID, list[Any]] = {}
    for some in parts(wound_ids):
        rows = session.execute(
            select(*ACT)
            .where(WoundAct.wound_id.in_(some), WoundAct.retracted_at.is_(None))
            .order_by(WoundAct.taken_at, WoundAct.occurred_at, WoundAct.id)
        )
        for row in rows:
            found.setdefault(row.wound_id, []).append(row)
    return {wound: told for wound, rows in found.items() if (told := _standing(vault, rows))}


def _standing(vault: Vault, rows: list[Any]) -> list[Act]:
    by_id = {row.id: row for row in rows}
    standing = [row for row in rows if row.superseded_by is None]
    return [act for row in standing if (act := _act(vault, row, by_id))]


def _act(vault: Vault, row: Any, by_id: dict[uuid.UUID, Any]) -> Act | None:
    try:
        said, flags = broken.opened(
            vault, row.person_id, "wound_act", row.id, row.sealed, instead=content.UNREADABLE
        )
    except KeyGone:
        return None
    before = by_id.get(row.corrects) if row.corrects else None
    older = _act(vault, before, by_id) if before is not None else None
    return Act(
        id=row.id,
        kind=row.kind,
        author_id=row.author_id,
        taken_at=row.taken_at,
        occurred_at=row.occurred_at,
        said=said,
        flags=(*(row.flags or ()), *flags),
        older=(older, *older.older) if older else (),
    )
