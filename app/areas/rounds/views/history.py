"""/bureau/personnes/<id>/administrations: what was given to a person, refused or withheld, the latest first."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import render_template, request

from app.areas.prescribing.queries import versions_named
from app.areas.rounds import board
from app.areas.rounds.kept import kept_of
from app.areas.rounds.views import telling
from app.areas.rounds.views.blueprint import READ, Desk, blueprint, desk, devices_of, reached
from app.areas.rounds.views.records import Record, records
from app.gate.auth.routes import reading
from app.ground.pages.asked import asked_choice, asked_day, asked_id
from app.ground.pages.paging import cut, page_number
from medication.outcomes import OUTCOMES, counts
from medication.prescription import Line

PER_PAGE = 100
SPAN = timedelta(days=30)
KINDS = {
    "": "Tout",
    "pris": "Pris",
    "non-pris": "Non pris",
    "rectifie": "Rectifié ou annulé",
    "signale": "Signalé",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address asks for: a line, a kind of outcome, one day or the thirty before."""

    chain: uuid.UUID | None
    kind: str
    day: date | None
    until: date

    @property
    def since(self) -> date:
        return self.day or self.until - SPAN

    def keeps(self, one: Record) -> bool:
        fact = (one.held or one.first).administration
        if self.chain not in (None, fact.chain):
            return False
        match self.kind:
            case "pris":
                return one.held is not None and (fact.act != "give" or counts(fact.outcome))
            case "non-pris":
                return one.held is not None and fact.act == "give" and not counts(fact.outcome)
            case "rectifie":
                return bool(one.later) or one.held is None
            case "signale":
                return any(each.flags for each in (one.first, *one.later))
        return True


@reading(blueprint, "/personnes/<uuid:person_id>/administrations", READ)
def administrations(person_id: uuid.UUID) -> str:
    here = desk()
    person, wanted = reached(here, person_id), _wanted(here)
    found, lines, devices = _found(here, person_id, wanted)
    shown = [one for one in found if wanted.keeps(one)]
    number = page_number(request.args.get("page"))
    start = (number - 1) * PER_PAGE
    return render_template(
        "office/rounds/administrations.html",
        person=person,
        page=cut(shown[start : start + PER_PAGE + 1], number, PER_PAGE),
        total=len(shown),
        lines=lines,
        named=_named(found, lines),
        devices=devices,
        kinds=KINDS,
        wanted=wanted,
        earlier=wanted.since - timedelta(days=1),
        staff=here.staff,
        now=here.now,
        telling=telling,
        outcomes=OUTCOMES,
    )


def _wanted(here: Desk) -> Wanted:
    day = asked_day("jour")
    return Wanted(
        chain=asked_id("ligne"),
        kind=asked_choice("issue", KINDS),
        day=day,
        until=day or min(asked_day("jusqu") or here.today, here.today),
    )


def _found(
    here: Desk, person_id: uuid.UUID, wanted: Wanted
) -> tuple[list[Record], dict[uuid.UUID, Line | None], dict[uuid.UUID, str]]:
    since = board.day_window(wanted.since, here.settings)[0]
    until = board.day_window(wanted.until, here.settings)[1]
    with here.house.database.read() as session:
        kept = kept_of(session, here.house.vault, [person_id], since, until)
        versions = versions_named(session, here.house, {one.administration.line for one in kept})
        devices = devices_of(session, here.home)
    lines = {id_: one.line for id_, one in versions.items()}
    return list(reversed(records(kept))), lines, devices


def _named(
    found: Sequence[Record], lines: dict[uuid.UUID, Line | None]
) -> list[tuple[uuid.UUID, str]]:
    """The lines there are, by name."""
    facts = (one.first.administration for one in found)
    named = {fact.chain: telling.drug(lines.get(fact.line)) for fact in facts}
    return sorted(named.items(), key=lambda one: one[1].casefold())
