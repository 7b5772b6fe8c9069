"""What has come to its end, by the table, on a given day: the list that somebody reads before anything goes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from app.areas.documents.queries import kept_until_of
from app.areas.persons.queries import PastStay, stays_over
from app.areas.retention.deaths import deaths_of
from app.areas.retention.durations import Duration, durations_of
from app.areas.retention.holds import held_in, suspensions_of
from app.areas.retention.rules import Life, add_months, due_on
from app.gate.audit.purging import purgeable
from app.gate.directory.structure import zone_of
from app.ground.house import House
from app.ground.pages.moments import start_of
from app.ground.stamps import stamp


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that may go: by which rule, of whom (None: of nobody in particular), from which day on, since when it
    was due. `documents` are those it is about; `count` is how many rows, when it is not about a person.
    """

    rule: str
    person_id: uuid.UUID | None
    event_on: date
    due_on: date
    is_held: bool = False
    documents: tuple[uuid.UUID, ...] = ()
    count: int = 1

    def told(self) -> dict[str, Any]:
        """The line as a report keeps it: no name, nothing of what went."""
        return {
            "rule": self.rule,
            "person": str(self.person_id) if self.person_id else None,
            "event_on": self.event_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "count": self.count,
        }


@dataclass(frozen=True, slots=True)
class Due:
    """The list on one day. `mark` tells this list from any other."""

    on: date
    lines: tuple[Line, ...]

    @property
    def free(self) -> tuple[Line, ...]:
        """What nothing keeps."""
        return tuple(line for line in self.lines if not line.is_held)

    @property
    def mark(self) -> str:
        return stamp(
            {"lines": [[*line.told().values(), *map(str, line.documents)] for line in self.free]}
        )


def due_now(session: Session, house: House, establishment_id: uuid.UUID, now: datetime) -> Due:
    """The dry run: everything whose time is over at `now`, held or not. Nothing is changed."""
    zone = zone_of(session, establishment_id)
    today = now.astimezone(zone).date()
    durations = {one.rule.code: one for one in durations_of(session, establishment_id)}
    kept_back = held_in(session, establishment_id)
    lines = [
        *_of_persons(session, house, establishment_id, durations, kept_back, zone, today),
        *_of_trace(session, establishment_id, durations["trace"], kept_back, zone, now),
    ]
    return Due(
        today, tuple(sorted(lines, key=lambda line: (line.rule, line.due_on, str(line.person_id))))
    )


def _of_persons(
    session: Session,
    house: House,
    home: uuid.UUID,
    durations: Mapping[str, Duration],
    kept_back: Collection[uuid.UUID],
    zone: ZoneInfo,
    today: date,
) -> list[Line]:
    stays = stays_over(session, house, home)
    suspended, died = suspensions_of(session, home), deaths_of(session, house.vault, home)
    papers = _papers(session, stays)
    lines: list[Line] = []
    for stay in stays:
        id_ = stay.person_id
        life = Life(
            stay.left_at.astimezone(zone).date(),
            stay.born_on,
            died.get(id_),
            suspended.get(id_, ()),
        )
        # A claim that still runs lets no day be reckoned: held things are told as due by the plain durations.
        plain = Life(life.left_on, life.born_on, life.died_on)
        found = _of_one(stay, life, durations, papers[id_], today)
        if not found and id_ in kept_back:
            found = _of_one(stay, plain, durations, papers[id_], today)
        lines += [_held(line) for line in found] if id_ in kept_back else found
    return lines


def _of_one(
    stay: PastStay,
    life: Life,
    durations: Mapping[str, Duration],
    papers: Mapping[str, list[uuid.UUID]],
    today: date,
) -> list[Line]:
    """What is over of one person; the whole file, once it is, is all there is to say."""
    assert life.left_on is not None

    def line(code: str, documents: Iterable[uuid.UUID] = ()) -> Line | None:
        due = due_on(durations[code].rule, durations[code].months, life)
        if due is None or due > today:
            return None
        ids = tuple(sorted(documents))
        return Line(code, stay.person_id, life.left_on, due, documents=ids, count=len(ids) or 1)  # type: ignore[arg-type]

    if (whole := line("file")) is not None:
        return [whole]
    found = [line("picture")] if stay.has_picture else []
    for code in ("stay", "identity_papers"):
        named = [id_ for kept in durations[code].rule.keeps for id_ in papers.get(kept, ())]
        if named:
            found.append(line(code, named))
    return [one for one in found if one is not None]


def _papers(
    session: Session, stays: Iterable[PastStay]
) -> dict[uuid.UUID, dict[str, list[uuid.UUID]]]:
    """By person and retention, the filed documents of those who left."""
    found: dict[uuid.UUID, dict[str, list[uuid.UUID]]] = defaultdict(lambda: defaultdict(list))
    for paper in kept_until_of(session, [stay.person_id for stay in stays]):
        found[paper.person_id][paper.retention].append(paper.id)
    return found


def _of_trace(
    session: Session,
    home: uuid.UUID,
    duration: Duration,
    kept_back: Collection[uuid.UUID],
    zone: ZoneInfo,
    now: datetime,
) -> list[Line]:
    before = trace_limit(duration, zone, now)
    count, oldest = purgeable(session, home, before=before, keeping=kept_back, now=now)
    if not count or oldest is None:
        return []
    on = oldest.astimezone(zone).date()
    return [Line("trace", None, on, add_months(on, duration.months), count=count)]


def trace_limit(duration: Duration, zone: ZoneInfo, now: datetime) -> datetime:
    """The instant before which events have been kept long enough."""
    return start_of(add_months(now.astimezone(zone).date(), -duration.months), zone)


def _held(line: Line) -> Line:
    return Line(
        line.rule, line.person_id, line.event_on, line.due_on, True, line.documents, line.count
    )
