"""Ten years of one person: about twenty thousand transmissions as a home writes them, sealed by the product itself.

The words are those of the demo world's stories, so that a search meets real French; one entry in a hundred is
corrected, one in ten completed.
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.areas.journal.models import Addition, Entry, Receipt
from app.areas.journal.texts import addition_row, entry_row
from app.demo.stories.reading import read_stories
from app.demo.stories.telling import Words, told
from app.gate.auth.actor import Actor
from app.ground.database import take_revision
from app.ground.house import House
from app.ground.ids import new_id
from app.migrations import tables
from transmissions import entry as values
from transmissions.correction import Version, places
from transmissions.vocabulary_csv import starting_vocabulary

assert tables  # columns that refer to a table nobody imported would have no type
YEARS, A_DAY, CHUNK = 10, 5.2, 1_000
STORIES = (
    "behaviour", "body", "daily", "elimination", "falls", "nutrition", "pain", "skin", "sleep",
)  # fmt: skip
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Writer:
    """What the rows of one person are made with."""

    house: House
    home: uuid.UUID
    person: uuid.UUID
    team: tuple[uuid.UUID, ...]
    chance: random.Random


def load(
    house: House,
    person_id: uuid.UUID,
    *,
    now: datetime,
    count: int | None = None,
    years: float = YEARS,
) -> int:
    """Writes `count` transmissions (as many as a home writes by default) of that person over the last `years`; returns
    how many rows of entries."""
    with house.database.write() as session:
        home, team = _whose(session, person_id)
        writer = Writer(house, home, person_id, team, random.Random(20_261_121))
        revision, rows = take_revision(session, home), _rows(writer, count, now, years)
        written = 0
        while chunk := list(islice(rows, CHUNK)):
            for model in (Entry, Addition, Receipt):
                found = [row | _stamp(model, revision) for kind, row in chunk if kind is model]
                if found:
                    session.connection().execute(insert(model), found)
            written += sum(kind is Entry for kind, _ in chunk)
    return written


def _stamp(model: type[Any], revision: int) -> Row:
    return {"revision": revision} if model is Entry else {}


def _whose(session: Session, person_id: uuid.UUID) -> tuple[uuid.UUID, tuple[uuid.UUID, ...]]:
    rows = session.execute(
        select(Entry.establishment_id, Entry.author_id).where(Entry.person_id == person_id)
    ).all()
    return rows[0][0], tuple(sorted({author for _, author in rows}))


def _rows(
    writer: Writer, count: int | None, now: datetime, years: float
) -> Iterator[tuple[type[Any], Row]]:
    wanted = count or round(years * 365.25 * A_DAY)
    first, step = now - timedelta(days=365.25 * years), timedelta(days=365.25 * years) / wanted
    words = _all_words()
    for number in range(wanted):
        at = first + number * step + writer.chance.random() * step
        yield from _one(writer, *writer.chance.choice(words), at)


def _all_words() -> list[tuple[str, Words]]:
    stories = chain.from_iterable(read_stories(name) for name in STORIES)
    return [(step.cible, step.words) for story in stories for step in story.steps]


def _one(writer: Writer, cible: str, words: Words, at: datetime) -> Iterator[tuple[type[Any], Row]]:
    author = Actor(writer.chance.choice(writer.team), writer.home, "", None)
    versions = [_entry(writer, author, cible, words, at, None)]
    if writer.chance.random() < 0.01:
        versions.append(_entry(writer, author, cible, words, at, "erreur de côté"))
        _chained(versions, at)
    for row in versions:
        yield Entry, row
    if writer.chance.random() < 0.1:
        yield Addition, _added(writer, author, versions[0]["id"], at)
    for reader in writer.chance.sample(writer.team, min(3, len(writer.team))):
        receipt = {"entry_id": versions[-1]["id"], "staff_id": reader, "read_at": at}
        yield Receipt, receipt | {"establishment_id": writer.home}


def _chained(versions: list[Row], at: datetime) -> None:
    first, second = versions
    second |= {"root_id": first["id"], "corrects": first["id"], "corrected_at": at}
    found = places(
        [Version(first["id"], at, ""), Version(second["id"], at, "", corrects=first["id"])]
    )
    for row in versions:
        place = found[row["id"]]
        row |= {"version": place.number, "superseded_by": place.superseded_by}


def _entry(
    writer: Writer, author: Actor, cible: str, words: Words, at: datetime, reason: str | None
) -> Row:
    data, actions, result = _texts(writer, words, at)
    draft = values.Draft(cible, 1, data, actions, result, words.chips)
    row = entry_row(
        writer.house.vault,
        author,
        draft,
        starting_vocabulary(),
        id=new_id(),
        person_id=writer.person,
        occurred_at=at,
        received_at=at,
        reason=reason,
    )
    nothing = {"root_id": None, "corrects": None, "corrected_at": None, "superseded_by": None}
    return {"version": 1, **nothing, **row}


def _added(writer: Writer, author: Actor, entry_id: uuid.UUID, at: datetime) -> Row:
    later = at + timedelta(hours=2)
    said = values.Addition(new_id(), author.staff_id, later, result="Revue : va mieux.")
    return addition_row(
        writer.house.vault,
        author,
        said,
        entry_id=entry_id,
        person_id=writer.person,
        received_at=later,
    )


def _texts(writer: Writer, words: Words, at: datetime) -> tuple[str | None, ...]:
    return tuple(
        told(text, sex="F", at=at, rng=writer.chance)
        for text in (words.data, words.actions, words.result)
    )
