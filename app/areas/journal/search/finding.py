"""Finding the transmissions of a person that hold some words."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.journal.search.blocks import BlockBroken, Kept, kept_of, opened
from app.areas.journal.search.items import Item, items_of, microseconds, month_of
from app.areas.journal.search.making import DUE_AT, forget, make
from app.gate.directory.team import names_of
from app.ground import logs
from app.ground.house import House
from transmissions.search import Wanted, searchable, span

MAKE_AT = 2 * DUE_AT
"""Changed rows from which a search makes the blocks itself, when no job has."""

_log = logs.logger("chevet.search")

Place = tuple[int, uuid.UUID]
"""When a transmission was written (microseconds since 1970), and its id: the order of a file."""


def find(
    house: House,
    establishment_id: uuid.UUID,
    person_id: uuid.UUID,
    wanted: Wanted,
    zone: ZoneInfo,
) -> list[Place]:
    """All that is found in the person's file as it is now, newest first. Raises KeyGone once erased."""
    for left in (2, 1, 0):
        try:
            with house.database.read() as session:
                kept = kept_of(session, person_id)
                if not left or len(kept.newer) < MAKE_AT:
                    items = _items(session, house, person_id, kept, _months(wanted, zone))
                    is_wanted = _judge(session, house, establishment_id, wanted, zone)
                    found = [(item.at, uuid.UUID(item.id)) for item in items if is_wanted(item)]
                    return sorted(found, reverse=True)
        except BlockBroken as error:
            if not left:
                raise
            _log.error("search.block_broken", exc_info=error)
            forget(house, person_id)
        else:
            make(house, establishment_id, person_id)
    raise AssertionError("unreachable")


def _items(
    session: Session, house: House, person_id: uuid.UUID, kept: Kept, months: range
) -> Iterator[Item]:
    """Everything in these months: what changed since the blocks were made replaces what they say."""
    replaced = {row.id.hex for row in kept.newer}
    for month, sealed in kept.months.items():
        if month in months:
            for item in opened(house.vault, person_id, month, sealed):
                if item.id not in replaced:
                    yield item
    yield from items_of(session, house.vault, person_id, kept.newer)


def _months(wanted: Wanted, zone: ZoneInfo) -> range:
    """The months in which the wanted days lie."""
    since, until = span(wanted, zone)
    first = month_of(microseconds(since)) if since else 0
    last = month_of(microseconds(until)) if until else 9999 * 12 + 11
    return range(first, last + 1)


def _judge(
    session: Session,
    house: House,
    establishment_id: uuid.UUID,
    wanted: Wanted,
    zone: ZoneInfo,
) -> Callable[[Item], bool]:
    """What tells whether an item is wanted."""
    since, until = span(wanted, zone)
    first = microseconds(since) if since else None
    last = microseconds(until) if until else None
    author = wanted.author.hex if wanted.author else None
    named = _named(session, house, establishment_id, wanted.words)

    def is_wanted(item: Item) -> bool:
        return (
            (wanted.cible is None or item.cible == wanted.cible)
            and (author is None or item.writers[0] == author)
            and (first is None or item.at >= first)
            and (last is None or item.at < last)
            and all(
                word in item.text or not writers.isdisjoint(item.writers) for word, writers in named
            )
        )

    return is_wanted


def _named(
    session: Session, house: House, establishment_id: uuid.UUID, words: Iterable[str]
) -> list[tuple[str, set[str]]]:
    """Each word as it begins in a text, and the professionals whose name it begins."""
    names = {
        member.id.hex: searchable([member.name])
        for member in names_of(session, house, establishment_id).values()
    }
    return [
        (f" {word}", {id for id, name in names.items() if f" {word}" in name}) for word in words
    ]
