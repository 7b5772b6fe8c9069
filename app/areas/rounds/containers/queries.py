"""Containers read: whose, with what in them, and what their labels say. The only place that opens their seals."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.rounds.containers.models import Container, ContainerItem
from app.areas.rounds.containers.values import ContainerValue, ItemValue
from app.areas.rounds.labels.tokens import parse
from app.gate.sync.scope import parts
from app.ground.errors import NotFound
from app.ground.vault import KeyGone, SealBroken, Vault
from medication.containers import Reason

UNREADABLE = "Pilulier illisible"


def containers_of(
    session: Session, vault: Vault, person_ids: Iterable[uuid.UUID], *, lost: bool = False
) -> list[ContainerValue]:
    """The containers of these persons, by name; those whose label was lost when `lost`."""
    rows = [
        row
        for some in parts(person_ids)
        for row in session.scalars(select(Container).where(Container.person_id.in_(some)))
        if lost or row.lost_at is None
    ]
    found = opened(session, vault, rows)
    return sorted(found, key=lambda one: (one.name, one.id.int))


def container_of(
    session: Session, vault: Vault, establishment_id: uuid.UUID, container_id: uuid.UUID
) -> ContainerValue:
    """One container of that home. Raises NotFound."""
    row = session.get(Container, container_id)
    if row is None or row.establishment_id != establishment_id:
        raise NotFound()
    found = opened(session, vault, [row])
    if not found:
        raise NotFound()
    return found[0]


def label_text(
    session: Session, vault: Vault, establishment_id: uuid.UUID, container_id: uuid.UUID
) -> str | None:
    """What the code of its label holds; None when it was altered, lost, or never was."""
    row = session.get(Container, container_id)
    if row is None or row.establishment_id != establishment_id or row.lost_at is not None:
        return None
    kept = _kept(vault, row)
    text = str(kept["text"]) if kept else ""
    token = parse(text)
    return text if token is not None and token.digest == row.digest else None


def items_inside(session: Session, row: Container) -> list[ContainerItem]:
    """What is still in a container, in order of time."""
    return [one for one in _rows(session, {row.preparation_id}) if one.left_at is None]


def opened(session: Session, vault: Vault, rows: Sequence[Container]) -> list[ContainerValue]:
    """Those whose person was not erased, with the items of their present preparation."""
    vault.warm({row.person_id for row in rows})
    items = _items(session, rows)
    return [
        value
        for row in rows
        if (value := _value(vault, row, items.get(row.preparation_id, []))) is not None
    ]


def _value(vault: Vault, row: Container, items: Sequence[ContainerItem]) -> ContainerValue | None:
    try:
        kept = vault.open(row.person_id, "container", row.id, row.sealed)
        name, is_broken = str(kept["name"]), False
    except SealBroken:
        name, is_broken = UNREADABLE, True
    except KeyGone:
        return None
    return ContainerValue(
        row.id,
        row.person_id,
        row.digest,
        name,
        row.state,
        row.preparation_id,
        row.prepared_at,
        row.prepared_by,
        row.lost_at,
        tuple(_item(one) for one in items),
        is_broken,
    )


def _item(row: ContainerItem) -> ItemValue:
    return ItemValue(
        row.dose_id,
        row.chain_id,
        row.line_id,
        row.version,
        row.slot,
        row.due_at,
        Decimal(row.amount),
        cast(Reason | None, row.why),
        row.left_at,
    )


def _items(
    session: Session, rows: Iterable[Container]
) -> dict[uuid.UUID | None, list[ContainerItem]]:
    found: dict[uuid.UUID | None, list[ContainerItem]] = {}
    for one in _rows(session, {row.preparation_id for row in rows}):
        found.setdefault(one.preparation_id, []).append(one)
    return found


def _rows(session: Session, preparations: set[uuid.UUID | None]) -> Iterator[ContainerItem]:
    for some in parts(one for one in preparations if one is not None):
        yield from session.scalars(
            select(ContainerItem)
            .where(ContainerItem.preparation_id.in_(some))
            .order_by(ContainerItem.due_at, ContainerItem.id)
        )


def _kept(vault: Vault, row: Container) -> dict[str, Any] | None:
    try:
        return vault.open(row.person_id, "container", row.id, row.sealed)
    except (KeyGone, SealBroken):
        return None
