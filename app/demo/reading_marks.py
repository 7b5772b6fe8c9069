"""Who has read what: everything older than a day by everybody concerned, the last day in part."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from app.demo.roster import Roster
from app.demo.values import Entry, Person, Receipt

LAST_DAY = timedelta(hours=24)
_READ_SHARE = 0.62


def receipts_of(
    entries: Iterable[Entry], people: Iterable[Person], roster: Roster, *, now: datetime
) -> Iterator[Receipt]:
    """The receipts of these entries at `now`. Nobody marks their own entry, nor reads before it has
    arrived."""
    units = {person.id: person.unit for person in people}
    for entry in entries:
        rng = random.Random(f"receipts:{entry.id}")
        for member in roster.readers(units[entry.person]):
            if member.id == entry.author:
                continue
            read_at = _reading_time(entry, roster.next_presence(member.id, entry.received_at), rng)
            is_old = now - entry.received_at > LAST_DAY
            if is_old and (read_at is None or read_at > now):
                read_at = entry.received_at + LAST_DAY
            if read_at is not None and read_at <= now and (is_old or rng.random() < _READ_SHARE):
                yield Receipt(entry.id, member.id, read_at)


def _reading_time(entry: Entry, present_at: datetime | None, rng: random.Random) -> datetime | None:
    if present_at is None:
        return None
    return max(present_at, entry.received_at) + timedelta(minutes=rng.randint(6, 50))
