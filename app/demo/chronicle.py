"""Two weeks of one person: the stories that happen to them, laid over the days, written by whoever
was at work.

About a dozen entries a person in fourteen days, at most three a day: what a home really writes when
it is calm.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain

from app.demo.scribe import Scribe, Setting, Written
from app.demo.stories.reading import read_stories
from app.demo.stories.telling import Step, Story
from app.demo.values import Entry, Person

DAYS = 14
A_DAY_AT_MOST = 3
ENTRIES = (12, 14)

_SITUATIONS = ("alarms", "lenoir", "palliative", "recent", "stays")
_TROUBLES = (
    "behaviour", "body", "elimination", "falls", "nutrition", "pain", "skin", "sleep",
)  # fmt: skip


class Chronicle:
    """Writes one person's entries."""

    def __init__(self, person: Person, setting: Setting) -> None:
        self._person = person
        self._set = setting
        self._rng = random.Random(f"chronicle:{person.key}:{setting.today}")
        self._first = setting.today - timedelta(days=DAYS - 1)
        self._target = self._rng.randint(*ENTRIES)
        self._written: list[Written] = []
        self._scribe = Scribe(person, setting, self._rng)

    def write(self) -> list[Written]:
        """The person's entries with their additions, in the order of the bedside."""
        situation = self._situation()
        for story in situation:
            self._tell(story, self._start_of(story))
        if "palliative" not in self._person.traits:
            self._tell_troubles()
            self._fill_days()
        return sorted(self._written, key=lambda each: (each[0].occurred_at, each[0].id))

    # -- what happens ---------------------------------------------------------

    def _situation(self) -> list[Story]:
        stories = chain.from_iterable(read_stories(name) for name in _SITUATIONS)
        return [story for story in stories if story.trait in self._person.traits]

    def _start_of(self, story: Story) -> date:
        today = self._set.today
        admitted = self._person.admitted_at.astimezone(self._set.zone).date()
        starts = {
            "entrée": admitted,
            "lenoir": self._first,
            "palliative": self._first,
            "retour": today - timedelta(days=self._rng.randint(3, 6)),
            "hospitalisation": today - timedelta(days=self._rng.randint(3, 5)),
            "sortie": self._last_morning(),
        }
        return starts.get(story.trait, today - timedelta(days=self._rng.randint(3, 8)))

    def _last_morning(self) -> date:
        local = self._set.now.astimezone(self._set.zone)
        return local.date() if local.hour >= 12 else local.date() - timedelta(days=1)

    def _tell_troubles(self) -> None:
        names = ("homecare",) if self._person.unit == "domicile" else _TROUBLES
        stories = [
            story
            for story in chain.from_iterable(read_stories(name) for name in names)
            if story.trait in self._person.traits
        ]
        self._rng.shuffle(stories)
        doctor = self._rng.choice(read_stories("doctor"))
        if self._person.unit != "domicile" and self._rng.random() < 0.2:
            stories.insert(0, doctor)
        for story in stories:
            start = self._random_start(story)
            is_there = self._is_there(start) and self._is_there(start + timedelta(days=story.days))
            has_room = len(self._written) + len(story.steps) <= self._target - 2
            if has_room and is_there and self._is_new(story):
                self._tell(story, start)

    def _is_new(self, story: Story) -> bool:
        told_already = {entry.cible for entry, _ in self._written}
        if told_already & story.cibles:
            return False
        for alarm in story.cibles & self._set.rare.keys():
            if self._set.rare[alarm] <= 0:
                return False
            self._set.rare[alarm] -= 1
        return True

    def _random_start(self, story: Story) -> date:
        latest = DAYS - 1 - max(0, story.days - 3)
        return self._first + timedelta(days=self._rng.randint(0, max(0, latest)))

    def _fill_days(self) -> None:
        name = "visits" if self._person.unit == "domicile" else "daily"
        stories = list(read_stories(name))
        self._rng.shuffle(stories)
        share = sum(self._is_there(day) for day in self._days()) / DAYS
        wanted = min(round(self._target * share), self._target) - len(self._written)
        days = sorted(self._days(), key=lambda day: (self._count(day), self._rng.random()))
        for day, story in zip(days, stories, strict=False):
            if wanted > 0 and self._is_there(day) and self._tell(story, day):
                wanted -= 1

    # -- when -----------------------------------------------------------------

    def _days(self) -> Iterator[date]:
        return (self._first + timedelta(days=n) for n in range(DAYS))

    def _is_there(self, day: date) -> bool:
        if day < self._person.admitted_at.astimezone(self._set.zone).date():
            return False
        left = [entry for entry, _ in self._written if entry.cible == "hospitalisation"]
        back = [entry for entry, _ in self._written if entry.cible == "retour-d-hospitalisation"]
        if left:
            return day < self._local_day(left[0])
        if back:
            returned = self._local_day(back[0])
            return not returned - timedelta(days=6) <= day <= returned
        return True

    def _count(self, day: date) -> int:
        return sum(self._local_day(entry) == day for entry, _ in self._written)

    def _local_day(self, entry: Entry) -> date:
        return entry.occurred_at.astimezone(self._set.zone).date()

    # -- told -----------------------------------------------------------------

    def _tell(self, story: Story, start: date) -> bool:
        """Writes the steps that have happened; True when at least one has."""
        before = len(self._written)
        for step in story.steps:
            self._write(step, start + timedelta(days=step.day))
        return len(self._written) > before

    def _write(self, step: Step, first_day: date) -> None:
        """Writes the step on its day, or within three days when nobody was there to write it."""
        for delay in range(4):
            day = first_day + timedelta(days=delay)
            if self._count(day) >= A_DAY_AT_MOST:
                continue
            if written := self._scribe.write(step, day, len(self._written)):
                self._written.append(written)
                return


def written_by(people: Iterable[Person], setting: Setting) -> list[Written]:
    """The entries of all these people, in the order of the bedside."""
    written = chain.from_iterable(Chronicle(person, setting).write() for person in people)
    return sorted(written, key=lambda each: (each[0].occurred_at, each[0].id))
