"""From a step of a story to an entry of the record: when it happens, who is there to write it, how
it is worded."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.demo.roster import Roster
from app.demo.stories.telling import MOMENTS, Later, Step, Words, told
from app.demo.values import Acknowledgement, Addition, Entry, Person, demo_id
from transmissions.vocabulary import Vocabulary

OFFLINE_SHARE = 0.06
"""Entries that waited on a tablet before they arrived."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the chronicle of every person of a home leans on. `rare` counts the alarms still to be
    told."""

    roster: Roster
    vocabulary: Vocabulary
    now: datetime
    zone: ZoneInfo
    rare: dict[str, int]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()


Written = tuple[Entry, tuple[Addition, ...]]


class Scribe:
    """Writes the steps of one person's stories."""

    def __init__(self, person: Person, setting: Setting, rng: random.Random) -> None:
        self._person, self._set, self._rng = person, setting, rng

    def write(self, step: Step, day: date, number: int) -> Written | None:
        """The step as an entry of that day, `number` being its place among the person's; None when
        it has not happened yet or nobody with its role is at work."""
        at = self._moment(step, day)
        author = self._set.roster.author(step.role, self._person.unit, at, self._rng)
        if author is None or at >= self._set.now:
            return None
        entry = self._entry(step, at, author, number)
        return self._with_acknowledgement(entry, step), self._additions(step, entry)

    def _moment(self, step: Step, day: date) -> datetime:
        if step.ago is not None:
            return self._set.now.replace(second=12, microsecond=0) - timedelta(minutes=step.ago)
        first, last = MOMENTS[step.moment]
        midnight = datetime(day.year, day.month, day.day, tzinfo=self._set.zone)
        minutes = self._rng.randint(first, last)
        at = midnight.replace(tzinfo=None) + timedelta(
            minutes=minutes, seconds=self._rng.randint(0, 59)
        )
        return at.replace(tzinfo=self._set.zone).astimezone(ZoneInfo("UTC"))

    def _entry(self, step: Step, at: datetime, author: UUID, number: int) -> Entry:
        cible = self._set.vocabulary.by_id[step.cible]
        words = self._agreed(step.words, at)
        return Entry(
            id=demo_id("entry", self._person.key, self._set.today, number),
            person=self._person.id,
            author=author,
            cible=cible.id,
            label=cible.label,
            vocabulary=self._set.vocabulary.version,
            occurred_at=at,
            received_at=self._arrival(at),
            data=words.data,
            actions=words.actions,
            result=words.result,
            chips=words.chips,
            importance="important" if step.is_important else "normal",
            to_read=step.is_to_read,
            alarm=cible.alarm,
        )

    def _arrival(self, at: datetime) -> datetime:
        was_offline = self._rng.random() < OFFLINE_SHARE
        seconds = self._rng.randint(15 * 60, 150 * 60) if was_offline else self._rng.randint(1, 4)
        return min(at + timedelta(seconds=seconds), self._set.now)

    def _agreed(self, words: Words, at: datetime) -> Words:
        local = at.astimezone(self._set.zone)
        data, actions, result = (
            told(text, sex=self._person.sex, at=local, rng=self._rng)
            for text in (words.data, words.actions, words.result)
        )
        return Words(data, actions, result, words.chips)

    def _with_acknowledgement(self, entry: Entry, step: Step) -> Entry:
        if not entry.alarm or step.ago is not None:
            return entry
        found = self._set.roster.nurse_after(self._person.unit, entry.occurred_at, self._rng)
        if found is None or found[1] > self._set.now:
            return entry
        return replace(entry, acknowledged=Acknowledgement(*found))

    def _additions(self, step: Step, entry: Entry) -> tuple[Addition, ...]:
        later = step.later
        if later is None:
            return ()
        at = entry.occurred_at + timedelta(minutes=later.minutes)
        author = self._set.roster.author(later.role, self._person.unit, at, self._rng)
        if author is None or at >= self._set.now:
            return ()
        return (self._addition(later, entry, at, author),)

    def _addition(self, later: Later, entry: Entry, at: datetime, author: UUID) -> Addition:
        words = self._agreed(later.words, at)
        return Addition(
            id=demo_id("addition", entry.id),
            author=author,
            occurred_at=at,
            data=words.data,
            actions=words.actions,
            result=words.result,
            chips=words.chips,
        )
