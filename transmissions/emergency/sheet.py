"""The sheet itself: what is known under each heading, what is missing, what is too old."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, Literal

from transmissions.emergency.rubrics import RUBRICS, Rubric

Answer = Literal["said", "none", "unsaid", "broken"]
BROKEN: Final = "Illisible, à redemander."


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a heading; `detail` is beside it in small. From the day after `until` it is off the sheet; from
    `review_on` it stays, and is to be seen again."""

    text: str
    detail: str = ""
    until: date | None = None
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What is known under a heading: told, told that there is nothing, told by nobody, or no longer readable. `on` is
    the day on which it was decided, where it ages."""

    answer: Answer
    entries: tuple[Entry, ...] = ()
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading as it is drawn: its lines, or the sentence that stands for them. `missing` is what is to be asked."""

    code: str
    title: str
    page: Literal[1, 2]
    entries: tuple[Entry, ...]
    says: str
    missing: str


@dataclass(frozen=True, slots=True)
class Sheet:
    sections: tuple[Section, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.missing for one in self.sections if one.missing)

    @property
    def is_complete(self) -> bool:
        return not self.missing

    def page(self, number: Literal[1, 2]) -> tuple[Section, ...]:
        return tuple(one for one in self.sections if one.page == number)


def sheet_of(given: Mapping[str, Given], today: date) -> Sheet:
    """The sheet on that day. A heading that is not in `given` is one that nobody could have answered: it is left out,
    as is one of which nothing was said and nothing is asked."""
    return Sheet(tuple(_sections(given, today)))


def _sections(given: Mapping[str, Given], today: date) -> Iterator[Section]:
    for rubric in RUBRICS:
        if rubric.code in given:
            section = _section(rubric, given[rubric.code], today)
            if section.entries or section.says:
                yield section


def _section(rubric: Rubric, given: Given, today: date) -> Section:
    entries = tuple(one for one in given.entries if one.until is None or one.until >= today)
    says, missing = "", ""
    if given.answer == "broken":
        # What can still be read stays: part of an answer is better than none, and says that it is a part.
        says, missing = BROKEN, f"{rubric.title} : illisible, à redemander."
    elif given.answer == "none" and rubric.none:
        entries, says = (), rubric.none
    elif not entries:
        says = missing = rubric.unsaid
    elif _is_old(given.on, rubric.months, today):
        assert given.on is not None
        missing = f"{rubric.title} : du {given.on:%d/%m/%Y}, à revoir."
    elif since := _to_review(entries, today):
        missing = f"{rubric.title} : {_since(since)}."
    shown = tuple(_reviewed(one, today) for one in entries)
    return Section(rubric.code, rubric.title, rubric.page, shown, says, missing)


def _to_review(entries: tuple[Entry, ...], today: date) -> date | None:
    """Since when one of them is to be seen again."""
    return min((on for one in entries if (on := one.review_on) and on <= today), default=None)


def _reviewed(one: Entry, today: date) -> Entry:
    if one.review_on is None or one.review_on > today:
        return one
    said = " · ".join(word for word in (one.detail, _since(one.review_on)) if word)
    return replace(one, detail=said)


def _since(on: date) -> str:
    return f"à revoir depuis le {on:%d/%m/%Y}"


def _is_old(on: date | None, months: int | None, today: date) -> bool:
    return on is not None and months is not None and turns_old_on(on, months) <= today


def turns_old_on(on: date, months: int) -> date:
    """The first day on which what was decided that day is to be seen again: the day after so many months."""
    turned = on.year * 12 + on.month - 1 + months
    year, month = turned // 12, turned % 12 + 1
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last.replace(day=min(on.day, last.day)) + timedelta(days=1)
