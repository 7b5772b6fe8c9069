"""What the demo's homes asked to be looked at again, and what came of it: some still to do, a few forgotten."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from uuid import UUID
from zoneinfo import ZoneInfo

from app.demo.roster import Roster
from app.demo.stories.telling import ROLES, told
from app.demo.values import Entry, FollowUp, Gesture, Person, demo_id
from app.gate.auth.policy import allows
from transmissions.entry import is_pinned

SHARE, RECENT_SHARE, FORGOTTEN = 0.12, 0.38, 0.13
"""How many of the entries that could ask for something do: of older days, of today and yesterday; and how many of
the recent ones nobody has answered in time."""
RECENT = timedelta(days=2)
POSTPONED = 0.1
_REASONS = ("dort", "en sortie", "avec sa famille", "au kiné")
_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Ask:
    """What may be asked after an entry of a cible; `role` is one of the policy's, or None."""

    what: str
    hours: tuple[int, ...]
    role: str | None
    answers: tuple[str, ...]


@cache
def asks() -> Mapping[str, tuple[Ask, ...]]:
    """What may be asked, by cible."""
    found: dict[str, list[Ask]] = {}
    text = resources.files("app.demo").joinpath("due.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            cible, what, hours, role, answers = (part.strip() for part in line.split("|"))
            ask = Ask(
                what,
                tuple(int(hour) for hour in hours.split(",")),
                ROLES[role] if role else None,
                tuple(answer.strip() for answer in answers.split(";")),
            )
            found.setdefault(cible, []).append(ask)
    return {cible: tuple(each) for cible, each in found.items()}


def due_after(
    entries: Iterable[Entry],
    people: Iterable[Person],
    roster: Roster,
    *,
    now: datetime,
    zone: ZoneInfo,
) -> Iterator[FollowUp]:
    """What was asked after these entries, with what was done about it by `now`."""
    here = {person.id: person for person in people if person.presence != "hospital"}
    for entry in entries:
        if entry.person in here and entry.cible in asks():
            writer = _Writer(entry, here[entry.person], roster, now, zone)
            if found := writer.write():
                yield found


class _Writer:
    """Tells what becomes of one entry."""

    def __init__(
        self, entry: Entry, person: Person, roster: Roster, now: datetime, zone: ZoneInfo
    ) -> None:
        self._entry, self._person, self._roster = entry, person, roster
        self._now, self._zone = now, zone
        self._rng = random.Random(f"due:{entry.id}")
        self._is_recent = now - entry.occurred_at < RECENT
        self._is_urgent = entry.cible == "fausse-route" and is_pinned(entry)

    def write(self) -> FollowUp | None:
        """The follow-up, or None when nothing was asked."""
        share = RECENT_SHARE if self._is_recent else SHARE
        if self._rng.random() >= share and not self._is_urgent:
            return None
        ask = self._rng.choice(asks()[self._entry.cible])
        due_at = self._due(self._entry.occurred_at, timedelta(hours=self._rng.choice(ask.hours)))
        done = tuple(self._gestures(ask, due_at))
        is_open = not any(gesture.kind == "close" for gesture in done)
        if is_open and not self._is_recent and due_at <= self._now:
            return None  # nobody was there to answer: then nobody asked
        return FollowUp(
            id=demo_id("follow_up", self._entry.id),
            person=self._person.id,
            entry=self._entry.id,
            author=self._entry.author,
            label=self._entry.label,
            what=self._agreed(ask.what, due_at),
            role=ask.role,
            urgent=self._is_urgent,
            opened_at=self._entry.occurred_at,
            due_at=due_at,
            gestures=done,
        )

    def _gestures(self, ask: Ask, due_at: datetime) -> Iterator[Gesture]:
        if self._rng.random() < POSTPONED and not self._is_urgent:
            delay = self._someone(ask, due_at - timedelta(minutes=8))
            if delay is not None:
                due_at = self._due(due_at, timedelta(hours=self._rng.choice((2, 3))))
                yield self._gesture("postpone", *delay, due_at, reason=self._rng.choice(_REASONS))
        is_forgotten = self._is_recent and self._rng.random() < FORGOTTEN
        if is_forgotten or self._is_urgent:
            return
        closing = self._someone(ask, due_at + timedelta(minutes=self._rng.randint(-12, 70)))
        if closing is not None:
            by, at = closing
            yield self._gesture("close", by, at, None, result=self._rng.choice(ask.answers))

    def _someone(self, ask: Ask, at: datetime) -> tuple[UUID, datetime] | None:
        """Who could do it from that moment on, and when; None when nobody has by now."""
        for later in range(0, 8 * 60, 30):
            moment = at + timedelta(minutes=later)
            able = [
                member.id
                for member in self._roster.at_work(self._person.unit, moment)
                if allows(member.role, "follow_up.write") and ask.role in (None, member.role)
            ]
            if able and self._entry.occurred_at < moment < self._now:
                return self._rng.choice(able), moment
        return None

    def _gesture(
        self, kind: str, by: UUID, at: datetime, due_at: datetime | None, **words: str
    ) -> Gesture:
        agreed = {name: self._agreed(text, at) for name, text in words.items()}
        return Gesture(demo_id(kind, self._entry.id), kind, by, at, due_at, **agreed)

    def _due(self, at: datetime, after: timedelta) -> datetime:
        """A time that people say: to the quarter of an hour."""
        due_at = at.replace(second=0, microsecond=0) + after
        return due_at + (_QUARTER - timedelta(minutes=due_at.minute) % _QUARTER) % _QUARTER

    def _agreed(self, text: str, at: datetime) -> str:
        agreed = told(text, sex=self._person.sex, at=at.astimezone(self._zone), rng=self._rng)
        assert agreed is not None
        return agreed
