"""What relatives were granted, what is flagged for them, and what one of them sees at an instant.

`page_for` is asked anew for every page of the portal and for the preview of the desk: what is revoked is gone from the
next page on, and both show the same.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.areas.documents.queries import Which, picture_shared, shareable
from app.areas.family import loading
from app.areas.family.boxes import BOXES
from app.areas.family.messages import LATEST, OFFERED, Waiting, threads_of, waiting_of
from app.areas.family.models import Relative, RelativeGrant, SharedItem
from app.areas.family.rules import Standing, granted, is_shown, may_enter, shown
from app.areas.family.sections import shown_to
from app.areas.family.values import GrantValue, ItemValue, RelativeValue, Shown, Window
from app.areas.family.windows import rows_in
from app.areas.medical.queries import appointments_named
from app.areas.persons.queries import PersonValue, last_departure, measures_of, person_of
from app.gate.directory.structure import zone_of
from app.ground.errors import NotFound
from app.ground.house import House

__all__ = [
    "BOXES",
    "GrantValue",
    "ItemValue",
    "RelativeValue",
    "Shown",
    "Waiting",
    "threads_of",
    "waiting_of",
]

_ALL_OF_LATE = Window()


def relative_of(session: Session, house: House, relative_id: uuid.UUID) -> RelativeValue:
    """One relative of the home for which the session acts. Raises NotFound."""
    row = session.get(Relative, relative_id)
    found = next(loading.relatives(house.vault, [row]), None) if row else None
    if found is None:
        raise NotFound()
    return found


def relatives_of(
    session: Session, house: House, establishment_id: uuid.UUID, person_id: uuid.UUID
) -> list[RelativeValue]:
    """The relatives of a person, never themself: those who may enter first, then by name."""
    rows = session.scalars(
        select(Relative).where(
            Relative.person_id == person_id, Relative.establishment_id == establishment_id
        )
    )
    found = [one for one in loading.relatives(house.vault, rows) if not one.is_self]
    return sorted(found, key=lambda one: (one.state != "active", one.family_name, one.given_name))


def own_access_id(person_id: uuid.UUID) -> uuid.UUID:
    """The one row that may be a person's own access: two cannot be made, however close in time."""
    return uuid.uuid5(person_id, "own access")


def own_access_of(session: Session, house: House, person_id: uuid.UUID) -> RelativeValue | None:
    """The person's own access to the portal, whatever its state."""
    row = session.get(Relative, own_access_id(person_id))
    found = next(loading.relatives(house.vault, [row]), None) if row else None
    return found if found is not None and found.is_self else None


def grants_of(session: Session, house: House, relative_id: uuid.UUID) -> list[GrantValue]:
    """All that a relative was ever granted, the latest first."""
    rows = session.scalars(
        select(RelativeGrant)
        .where(RelativeGrant.relative_id == relative_id)
        .order_by(RelativeGrant.from_at.desc(), RelativeGrant.id.desc())
    )
    return list(loading.grants(house.vault, rows))


def topics_at(
    session: Session, house: House, relative_id: uuid.UUID, at: datetime
) -> frozenset[str]:
    """The topics open to a relative at that instant."""
    relative = relative_of(session, house, relative_id)
    person = person_of(session, house, relative.establishment_id, relative.person_id)
    return _topics(session, relative, person, at)


def items_of(
    session: Session, house: House, establishment_id: uuid.UUID, person_id: uuid.UUID
) -> list[ItemValue]:
    """Everything flagged for the relatives of a person, the latest day first."""
    rows = session.scalars(
        select(SharedItem)
        .where(SharedItem.person_id == person_id, SharedItem.establishment_id == establishment_id)
        .order_by(SharedItem.day_on.desc(), SharedItem.flagged_at.desc(), SharedItem.id.desc())
    ).all()
    return _items(session, house, person_id, rows, ("relative",))


def page_for(
    session: Session,
    house: House,
    relative_id: uuid.UUID,
    at: datetime,
    window: Window = _ALL_OF_LATE,
) -> Shown | None:
    """What a relative sees at that instant; None for whoever is to be told what a stranger is told."""
    try:
        relative = relative_of(session, house, relative_id)
        person = person_of(session, house, relative.establishment_id, relative.person_id)
    except NotFound:
        return None
    if relative.is_broken or not may_enter(_standing(session, relative, person), at):
        return None
    topics = _topics(session, relative, person, at)
    asked = window.narrowed(topics)
    today = at.astimezone(zone_of(session, relative.establishment_id)).date()
    # Nothing of a topic that is not granted is even opened.
    rows, older = rows_in(session, person.id, asked, window, today)
    roles = _roles(session, house, relative, at)
    items = shown(_items(session, house, person.id, rows, roles), topics, at)
    writes = "messages" in asked
    latest = None if window.part == "messages" else LATEST
    threads = threads_of(session, house, relative_id, latest=latest) if writes else None
    offered = OFFERED if writes else ()
    return shown_to(session, relative, person, topics, items, threads, offered, window, older, at)


def picture_for(
    session: Session,
    house: House,
    relative_id: uuid.UUID,
    item_id: uuid.UUID,
    page_id: uuid.UUID,
    which: Which,
    at: datetime,
) -> bytes:
    """A picture (WebP) of a page of an item that the relative sees at that instant. Raises NotFound, BlobMissing."""
    topics = topics_at(session, house, relative_id, at)
    relative = relative_of(session, house, relative_id)
    row = session.get(SharedItem, item_id)
    if row is None or row.person_id != relative.person_id or row.source_id is None:
        raise NotFound()
    roles = _roles(session, house, relative, at)
    found = _items(session, house, relative.person_id, [row], roles)
    if not found or not is_shown(found[0], topics, at):
        raise NotFound()
    return picture_shared(session, house, row.source_id, page_id, which)


def _items(
    session: Session,
    house: House,
    person_id: uuid.UUID,
    rows: Collection[SharedItem],
    roles: Collection[str],
) -> list[ItemValue]:
    """Items, opened, as the file stands; the documents among them as whoever holds `roles` may have them."""
    if not rows:
        return []
    zone = zone_of(session, next(iter(rows)).establishment_id)
    papers = {row.source_id for row in rows if row.source_id and row.topic in loading.SOURCED}
    others = {row.source_id for row in rows if row.source_id} - papers
    sources: dict[uuid.UUID, loading.Source] = {}
    if papers:
        sources |= shareable(session, house.vault, person_id, papers, roles)
    if others:
        sources |= appointments_named(session, house.vault, person_id, others, zone)
    found = (
        loading.item_of(house.vault, row, sources.get(row.source_id or row.id), zone)
        for row in rows
    )
    return [one for one in found if one is not None]


def _roles(
    session: Session, house: House, relative: RelativeValue, at: datetime
) -> tuple[str, ...]:
    """As whom documents may be masked from a relative: the one who speaks for the person, or one among others."""
    speaking = {one.contact_id for one in measures_of(session, house.vault, relative.person_id, at)}
    speaks = relative.contact_id is not None and relative.contact_id in speaking
    return ("legal_representative",) if speaks else ("relative",)


def _topics(
    session: Session, relative: RelativeValue, person: PersonValue, at: datetime
) -> frozenset[str]:
    rows = session.execute(
        select(
            RelativeGrant.topic,
            RelativeGrant.from_at,
            RelativeGrant.until_at,
            RelativeGrant.ended_at,
        ).where(RelativeGrant.relative_id == relative.id)
    )
    grants = [loading.grant_of(row) for row in rows]
    return granted(_standing(session, relative, person), grants, at)


def _standing(session: Session, relative: RelativeValue, person: PersonValue) -> Standing:
    last = last_departure(session, person.id)
    return Standing(relative.state, person.admitted_at, person.left_at, last)
