"""/bureau/tournees: a day of the reader's units, dose by dose. Filters stay in the address."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request

from app.areas.persons.queries import PersonValue
from app.areas.rounds import board
from app.areas.rounds.board import Taking
from app.areas.rounds.conflicts import count_open
from app.areas.rounds.views import telling
from app.areas.rounds.views.blueprint import READ, Desk, Ward, blueprint, desk, ward
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.ground.pages.asked import asked_choice, asked_day, asked_id
from app.ground.pages.paging import cut, page_number

PER_PAGE = 30
WHOLE_DAY = "jour"
STATES = {
    "": "Tout",
    "a-voir": "À regarder",
    "reste": "Reste à donner",
    "fait": "Fait",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for."""

    unit_id: uuid.UUID | None
    moment: str
    on: date
    state: str

    def keeps(self, one: Taking) -> bool:
        """Whether it is of the moment asked for. What was given as needed is of the whole day."""
        return self.moment in (WHOLE_DAY, one.moment)

    def shows(self, one: Taking) -> bool:
        """Of those, whether it is shown."""
        match self.state:
            case "a-voir":
                return one.needs_eyes
            case "reste":
                return one.is_left
            case "fait":
                return one.state == "done"
        return True


@dataclass(frozen=True, slots=True)
class Counts:
    """How the moment stands."""

    all: int
    done: int
    left: int
    untraced: int
    eyes: int


@reading(blueprint, "/tournees", READ)
def index() -> str:
    here = desk()
    wanted = _wanted(here)
    there = ward(here, wanted.unit_id)
    record_once(here.house.database, "round.listed", actor=here.actor, now=here.now)
    found, of_day = _found(here, there, wanted)
    number = page_number(request.args.get("page"))
    groups = _by_person(there, [one for one in found if wanted.shows(one)])
    start = (number - 1) * PER_PAGE
    return render_template(
        "office/rounds/day.html",
        page=cut(groups[start : start + PER_PAGE + 1], number, PER_PAGE),
        counts=_counts(found),
        moments=_moments(here, of_day, wanted),
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in there.units)],
        states=STATES,
        wanted=wanted,
        before=wanted.on - timedelta(days=1),
        after=wanted.on + timedelta(days=1),
        local_today=here.today,
        silent=there.silent,
        conflicts=_conflicts(here, there),
        staff=here.staff,
        now=here.now,
        telling=telling,
    )


def _wanted(here: Desk) -> Wanted:
    on = asked_day("jour") or here.today
    at_hand = board.moment_at_hand(here.settings, here.now, on) if on == here.today else WHOLE_DAY
    asked = asked_choice("moment", (WHOLE_DAY, *telling.MOMENTS))
    return Wanted(asked_id("unite"), asked or at_hand, on, asked_choice("etat", STATES))


def _found(here: Desk, there: Ward, wanted: Wanted) -> tuple[list[Taking], list[Taking]]:
    """What is of the moment asked for, and of the whole day."""
    known_until = min((one.at for one in there.silent), default=None)
    with here.house.database.read() as session:
        of_day = board.takings(
            session,
            here.house,
            list(there.persons),
            board.day_window(wanted.on, here.settings),
            now=here.now,
            known_until=known_until,
        )
    return [one for one in of_day if wanted.keeps(one)], of_day


def _moments(here: Desk, of_day: Iterable[Taking], wanted: Wanted) -> list[tuple[str, str]]:
    """Those of which there is something, in the order of the day, and the one that is asked for."""
    there = {one.moment for one in of_day} | {wanted.moment}
    hours = here.settings.moments
    named = sorted((name for name in hours if name in there), key=lambda name: hours[name])
    rest = [name for name in (board.OTHER_HOURS, board.AS_NEEDED) if name in there]
    words = [(name, telling.MOMENTS[name]) for name in (*named, *rest)]
    return [*words, (WHOLE_DAY, "Toute la journée")]


def _by_person(there: Ward, found: Iterable[Taking]) -> list[tuple[PersonValue, list[Taking]]]:
    """In walking order."""
    some: dict[uuid.UUID, list[Taking]] = {id_: [] for id_ in there.persons}
    for one in found:
        some[one.person_id].append(one)
    return [(there.persons[id_], rows) for id_, rows in some.items() if rows]


def _counts(found: list[Taking]) -> Counts:
    return Counts(
        all=len(found),
        done=sum(one.state == "done" for one in found),
        left=sum(one.is_left for one in found),
        untraced=sum(one.state == "untraced" for one in found),
        eyes=sum(one.needs_eyes for one in found),
    )


def _conflicts(here: Desk, there: Ward) -> int:
    with here.house.database.read() as session:
        return count_open(session, there.persons)
