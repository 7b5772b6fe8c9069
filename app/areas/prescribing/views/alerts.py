"""/bureau/alertes: which alerts were followed and which were gone past, with why. Filters stay in the address."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import render_template, request

from app.areas.persons.queries import PersonValue, persons_of
from app.areas.prescribing.queries import Override
from app.areas.prescribing.reviewing import Wanted, overrides_made, rates
from app.areas.prescribing.views.blueprint import blueprint
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor
from app.gate.auth.actors import require
from app.gate.auth.policy import ROLES
from app.gate.auth.routes import reading
from app.gate.directory.structure import units_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house
from app.ground.pages.asked import asked_choice, asked_id
from app.ground.pages.paging import cut, page_number
from medication.alerts import KINDS
from medication.overrides import REASONS

REVIEW = "alert.review"
PER_PAGE = 50
PERIODS = {"7": "7 jours", "": "30 jours", "90": "3 mois", "365": "12 mois"}
STAGES = {
    "": "Toutes les étapes",
    "prescribing": "En prescrivant",
    "validation": "Au contrôle",
    "giving": "En donnant",
}
_USUAL = "30"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    period: str
    stage: str
    kind: str
    reason: str
    unit_id: uuid.UUID | None

    def wanted(self, persons: dict[uuid.UUID, PersonValue], now: datetime) -> Wanted:
        start = now - timedelta(days=int(self.period or _USUAL))
        end = now + timedelta(seconds=1)  # what is of this very instant is told too
        return Wanted(persons, start, end, self.stage, self.kind)


@reading(blueprint, "/alertes", REVIEW)
def alerts() -> str:
    actor, house, now, asked = require(REVIEW), current_house(), clock.now(), _asked()
    record_once(house.database, "alerts.reviewed", actor=actor, now=now)
    persons = _persons(actor, asked.unit_id)
    wanted = asked.wanted(persons, now)
    with house.database.read() as session:
        found = rates(session, wanted)
        made = overrides_made(session, house.vault, wanted)
        staff = names_of(session, house, actor.establishment_id)
        units = [one for one in units_of(session, actor.establishment_id) if actor.covers(one.id)]
    shown = [one for one in made if asked.reason in ("", one.reason)]
    return render_template(
        "office/prescribing/alerts.html",
        asked=asked,
        rates=found,
        page=_page(shown),
        total=len(shown),
        reasons=_reasons(made),
        persons=persons,
        staff=staff,
        roles=ROLES,
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in units)],
        periods=PERIODS,
        stages=STAGES,
        words=REASONS,
    )


def _asked() -> Asked:
    return Asked(
        period=asked_choice("jours", PERIODS),
        stage=asked_choice("etape", STAGES),
        kind=asked_choice("alerte", KINDS),
        reason=asked_choice("motif", REASONS),
        unit_id=asked_id("unite"),
    )


def _persons(actor: Actor, unit_id: uuid.UUID | None) -> dict[uuid.UUID, PersonValue]:
    """Those of the actor's units; who has left too, for whoever sees the whole home."""
    house, home = current_house(), actor.establishment_id
    with house.database.read() as session:
        found = persons_of(session, house, home, unit_ids=actor.unit_ids)
        if actor.unit_ids is None:
            found += persons_of(session, house, home, left=True)
    return {one.id: one for one in found if unit_id in (None, one.unit_id)}


def _page(rows: list[Override]) -> object:
    number = page_number(request.args.get("page"))
    start = (number - 1) * PER_PAGE
    return cut(rows[start : start + PER_PAGE + 1], number, PER_PAGE)


def _reasons(made: list[Override]) -> list[tuple[str, str, int]]:
    """(code, words, how many) of the reasons given, the most given first."""
    counts = {code: sum(one.reason == code for one in made) for code in REASONS}
    given = [(code, REASONS[code], number) for code, number in counts.items() if number]
    return sorted(given, key=lambda one: -one[2])
