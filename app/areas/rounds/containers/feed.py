"""Containers as tablets hold them: whose by the digest of the label, and what is in them around now.

The doses of 24 hours ago to 72 hours ahead are told, as doses are; those that are still far come when they draw near.
A dose given from a container stays told for a while, so that a second scan says "déjà donné" without the network.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import select

# Being imported is enough for containers to follow what is prescribed and given.
from app.areas.rounds.containers import leaving as leaving
from app.areas.rounds.containers import listening as listening
from app.areas.rounds.containers.models import Container, ContainerItem
from app.areas.rounds.containers.queries import opened
from app.areas.rounds.containers.values import ContainerValue, ItemValue
from app.gate.sync.broken import Broken
from app.gate.sync.registry import register_feed, register_opening
from app.gate.sync.scope import Row, Scope, Slice, parts
from app.ground import clock
from medication.containers import WORDS

AHEAD, BEHIND = timedelta(hours=72), timedelta(hours=24)


def containers(scope: Scope) -> Slice:
    """Of the unit's persons: the containers that changed, or of which a dose drew near, and all of whoever came in."""
    found = Slice({"container": []})
    rows = {row.id: row for row in _news(scope)} | {row.id: row for row in _of_newcomers(scope)}
    live = [row for row in rows.values() if row.lost_at is None]
    for value in opened(scope.session, scope.vault, live):
        if value.is_broken:
            sealed = rows[value.id].sealed
            scope.broken.append(Broken("container", value.id, value.person_id, sealed))
        found.add("container", [container_told(value, scope.now)])
    if scope.since is not None:
        found.removed += [("container", row.id) for row in rows.values() if row.lost_at is not None]
    return found


def next_opening(scope: Scope) -> datetime | None:
    """When the next dose in a container that is still far draws near."""
    return scope.next_opening(
        ContainerItem.due_at,
        ContainerItem.establishment_id == scope.establishment_id,
        ContainerItem.left_at.is_(None),
        ahead=AHEAD,
    )


def container_told(one: ContainerValue, now: datetime) -> Row:
    """The row of the protocol. `why` is a sentence for each reason, none while it is conform."""
    near = [item for item in one.items if now - BEHIND < item.due_at <= now + AHEAD]
    reasons = dict.fromkeys(item.why for item in one.inside if item.why)
    return {
        "id": str(one.id),
        "digest": one.digest,
        "person": str(one.person_id),
        "label": one.name,
        "state": one.state,
        "why": [WORDS[reason] for reason in reasons],
        "slots": list(_slots(near)),
        "prepared_by": one.prepared_by and str(one.prepared_by),
        "prepared_at": one.prepared_at and clock.to_text(one.prepared_at),
    }


def _slots(items: Iterable[ItemValue]) -> Iterator[Row]:
    for (slot, due_at), some in groupby(items, key=lambda item: (item.slot, item.due_at)):
        on, _, at = slot.partition("/")
        told = [_item(item) for item in some]
        yield {"on": on, "at": at, "due_at": clock.to_text(due_at), "items": told}


def _item(item: ItemValue) -> Row:
    return {
        "chain": str(item.chain),
        "line": str(item.line),
        "version": item.version,
        "dose": str(item.dose),
        "amount": str(item.amount),
        "why": item.why and WORDS[item.why],
        "left": item.left_at is not None,
    }


def _news(scope: Scope) -> Iterator[Container]:
    if scope.since is None:
        return
    near = select(ContainerItem.container_id).where(
        ContainerItem.establishment_id == scope.establishment_id,
        ContainerItem.left_at.is_(None),
        scope.has_opened(ContainerItem.due_at, AHEAD),
    )
    for condition in (Container.revision > scope.since, Container.id.in_(near)):
        rows = scope.session.scalars(
            select(Container).where(Container.establishment_id == scope.establishment_id, condition)
        )
        yield from (row for row in rows if row.person_id in scope.persons)


def _of_newcomers(scope: Scope) -> Iterator[Container]:
    persons: list[uuid.UUID] = scope.entered
    for some in parts(persons):
        yield from scope.session.scalars(
            select(Container).where(Container.person_id.in_(some), Container.lost_at.is_(None))
        )


register_feed("containers", containers)
register_opening("containers", next_opening)
