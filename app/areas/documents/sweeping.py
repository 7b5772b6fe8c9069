"""The sweep of files: what nobody names any more goes, what was awaited and is here after all is taken in.

An erased person's files are found here: their rows are gone. A file that was put within the hour stays, for its row may
not be committed yet; one that outlived a restore stays a month (`ground/backup/files_back`). When most of what is here
is named by nobody, it is rather the database that is not the right one: nothing goes unless somebody says so.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.areas.documents import arriving, uploads
from app.areas.documents.keeping import SHARDS, named_anywhere
from app.areas.documents.models import DocumentPage, DocumentPart, Upload
from app.ground.files import Held
from app.ground.house import House
from app.ground.logs import logger
from app.ground.tenancy import acting_for_every

AT_PEACE: Final = timedelta(hours=1)
"""How long a file that nobody names is left: whoever put it is about to say why."""


MANY: Final = 100
"""So many files, if they are most of those here, do not go by themselves."""

_log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Swept:
    """How many files were deleted, parts found, uploads expired.

    `is_held` when a backup was being made and the rest must wait; `odd` is how many were left since they are too many.
    """

    deleted: int = 0
    found: int = 0
    expired: int = 0
    is_held: bool = False
    odd: int = 0


def sweep(house: House, *, now: datetime, even_most: bool = False) -> Swept:
    """Goes through all files once, acting for every home: a file may serve two of them."""
    with acting_for_every():
        with house.database.write() as session:
            expired = uploads.expire(session, now=now)
        expired += house.blobs.forget_arrivals(now - uploads.KEPT)
        found = take_in_found(house, now=now)
        idle_since = now - AT_PEACE
        here, unnamed = _unnamed(house, idle_since)
    if len(unnamed) >= MANY and 2 * len(unnamed) > here and not even_most:
        _log.warning("files_not_swept", here=here, unnamed=len(unnamed))
        return Swept(0, found, expired, odd=len(unnamed))
    deleted = 0
    try:
        for name in unnamed:
            deleted += house.blobs.delete(name, idle_since=idle_since)
    except Held:
        return Swept(deleted, found, expired, is_held=True)
    return Swept(deleted, found, expired)


def take_in_found(house: House, *, now: datetime) -> int:
    """Parts that are awaited and whose file is here: their upload was forgotten, as a restore does.

    What another home has sent is not taken for it. Returns how many were found.
    """
    with house.database.read() as session:
        awaited = session.execute(
            select(DocumentPart.establishment_id, DocumentPart.name)
            .where(DocumentPart.state == "awaited")
            .distinct()
        ).all()
        mine = [(home, name) for home, name in awaited if house.blobs.exists(name)]
        mine = [(home, name) for home, name in mine if not _is_anothers(session, home, name)]
    return sum(_take_in(house, home, name, now) for home, name in mine)


def _take_in(house: House, home: uuid.UUID, name: str, now: datetime) -> bool:
    house.blobs.keep(
        name, now
    )  # from here on no sweep that read the rows before this may delete it
    if not house.blobs.exists(name):
        return False
    with house.database.write() as session:
        arriving.claim(session, house, home, name, house.blobs.size(name), now=now)
    return True


def _is_anothers(session: Session, home: uuid.UUID, name: str) -> bool:
    """Whether a row of another home names it."""
    others = (
        select(func.count())
        .select_from(DocumentPart)
        .where(DocumentPart.name == name, DocumentPart.establishment_id != home),
        select(func.count())
        .select_from(DocumentPage)
        .where((DocumentPage.legible == name) | (DocumentPage.thumb == name)),
        select(func.count())
        .select_from(Upload)
        .where(Upload.name == name, Upload.establishment_id != home),
    )
    return any(session.scalar(one) for one in others)


def _unnamed(house: House, idle_since: datetime) -> tuple[int, list[str]]:
    """How many files are here, and which of them nobody names and nobody has put since. Files first, rows after."""
    count, unnamed = 0, []
    for shard in SHARDS:
        here = list(house.blobs.names(shard))
        count += len(here)
        if here:
            with house.database.read() as session:
                wanted = named_anywhere(session, shard)
            unnamed += [
                name
                for name in here
                if name not in wanted and house.blobs.is_idle(name, idle_since)
            ]
    return count, unnamed
