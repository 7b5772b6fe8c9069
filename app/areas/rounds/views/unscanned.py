"""/bureau/tournees/sans-scan: what is given without a scan, by unit, drug and reason, with what to repair."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import render_template

from app.areas.rounds.unscanned import Gap, gaps, given_count
from app.areas.rounds.views.blueprint import READ, blueprint, desk, devices_of, ward
from app.gate.audit.once import record_once
from app.gate.auth.routes import reading
from app.ground.pages.asked import asked_choice, asked_id
from medication.outcomes import NO_SCAN

PERIODS = {"1": "Depuis hier", "": "7 jours", "30": "30 jours", "90": "3 mois"}
_USUAL = "7"
UNSAID = "non-dite"
"""In the address, the reason that nobody gave."""
REASONS: Final = {**NO_SCAN, UNSAID: "Raison non dite"}
REPAIRS: Final = {
    "label_missing": "Imprimer l’étiquette et la poser",
    "code_unreadable": "Remplacer la boîte, ou demander à la pharmacie un code lisible",
    "reader_broken": "Vérifier la caméra ou le lecteur de la tablette",
    "no_box": "Demander la boîte à la pharmacie",
    "container": "Coller une étiquette sur le pilulier",
    "emergency": "Rien à réparer",
    "other": "Lire ce qui a été écrit",
    UNSAID: "Rappeler que la raison se choisit d’un geste",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for."""

    period: str
    unit_id: uuid.UUID | None
    reason: str
    sort: str

    def keeps(self, one: Gap) -> bool:
        return self.reason in ("", one.reason or UNSAID)


@reading(blueprint, "/tournees/sans-scan", READ)
def unscanned() -> str:
    here, asked = desk(), _asked()
    there = ward(here, asked.unit_id)
    record_once(here.house.database, "scan.reviewed", actor=here.actor, now=here.now)
    days = timedelta(days=int(asked.period or _USUAL))
    window = (here.now - days, here.now + timedelta(seconds=1))
    homes = {id_: person.unit_id for id_, person in there.persons.items()}
    with here.house.database.read() as session:
        found = gaps(session, here.house, homes, window)
        given = given_count(session, homes, window)
        devices = devices_of(session, here.home)
    units = {one.id: one.name for one in there.units}
    shown = sorted((one for one in found if asked.keeps(one)), key=_orders(units)[asked.sort])
    return render_template(
        "office/rounds/unscanned.html",
        gaps=shown,
        times=sum(one.times for one in found),
        given=given,
        asked=asked,
        by_reason=_by_reason(found),
        reasons=REASONS,
        repairs=REPAIRS,
        unsaid=UNSAID,
        periods=PERIODS,
        units=[("", "Toutes les unités"), *((str(one.id), one.name) for one in there.units)],
        unit_names=units,
        persons=there.persons,
        devices=devices,
    )


def _orders(units: dict[uuid.UUID, str]) -> dict[str, Callable[[Gap], Any]]:
    """How the list may be sorted; by number first."""

    def number(one: Gap) -> Any:
        return (-one.times, one.drug.casefold(), one.reason)

    return {
        "": number,
        "medicament": lambda one: (one.drug.casefold(), number(one)),
        "raison": lambda one: (REASONS.get(one.reason or UNSAID, one.reason), number(one)),
        "unite": lambda one: (units.get(one.unit_id, "") if one.unit_id else "", number(one)),
        "dernier": lambda one: (-one.last_at.timestamp(), number(one)),
    }


def _asked() -> Asked:
    return Asked(
        period=asked_choice("jours", PERIODS),
        unit_id=asked_id("unite"),
        reason=asked_choice("raison", REASONS),
        sort=asked_choice("tri", _orders({})),
    )


def _by_reason(found: list[Gap]) -> list[tuple[str, str, int]]:
    """(code, words, how many), the most given first."""
    counts: dict[str, int] = {}
    for one in found:
        counts[one.reason or UNSAID] = counts.get(one.reason or UNSAID, 0) + one.times
    return sorted(
        ((code, REASONS.get(code, code), n) for code, n in counts.items()), key=lambda o: -o[2]
    )
