"""The tabs of a person's file besides care: administrative, those around the person and their rights, support."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from app.areas.persons.circle import around, team_of
from app.areas.persons.file.identity import identity_of
from app.areas.persons.file.kinds import IDENTITY, TABS, Tab
from app.areas.persons.file.naming import FIELDS
from app.areas.persons.file.reading import Chain, chains_of
from app.areas.persons.papers import papers_of
from app.areas.persons.queries import PersonValue, movements_of
from app.areas.persons.representation import contacts_of, measures_of
from app.areas.persons.representation_rules import KINDS, RIGHTS, UNREADABLE, ground_of
from app.areas.persons.stays import stays_of
from app.areas.persons.views.blueprint import blueprint, reached
from app.gate.audit.once import record_once
from app.gate.auth.actor import Actor, Subject
from app.gate.auth.actors import require
from app.gate.auth.routes import reading
from app.gate.directory.structure import zone_of
from app.gate.directory.team import names_of
from app.ground import clock
from app.ground.house import current_house

SLUGS = {
    "admin": "administratif",
    "relations": "entourage",
    "circle": "equipe",
    "social": "accompagnement",
}
_MEASURES = {**KINDS, UNREADABLE: "Mesure illisible : altérée dans la base"}


def _tab(tab: Tab) -> Callable[[uuid.UUID], str]:
    def view(person_id: uuid.UUID) -> str:
        actor, person = reached(person_id)
        require(tab.reads, Subject(actor.establishment_id, person.unit_id, person_id))
        house, now = current_house(), clock.now()
        verb = f"file.{tab.code}_open"
        record_once(house.database, verb, actor=actor, person_id=person_id, now=now)
        return render_template(
            "office/file/tab.html",
            person=person,
            tab=tab,
            tabs=TABS,
            slugs=SLUGS,
            **_shown(actor, person, tab),
        )

    view.__name__ = f"file_{tab.code}"
    return view


def _shown(actor: Actor, person: PersonValue, tab: Tab) -> dict[str, Any]:
    house, now = current_house(), clock.now()
    with house.database.read() as session:
        chains = chains_of(session, house.vault, person.id, [one.code for one in tab.kinds])
        told: dict[str, Any] = {
            "chains": _by_kind(chains),
            "staff": names_of(session, house, actor.establishment_id),
            "papers": papers_of(session, house.vault, actor, person.id),
            "names": {},
        }
        if tab.code == "admin":
            told["identity"] = _identity(session, person)
            told["national"] = identity_of(session, house.vault, person.id)
            told["stays"] = stays_of(movements_of(session, person.id))
        if tab.code == "relations":
            contacts = contacts_of(session, house.vault, person.id, now)
            measures = measures_of(session, house.vault, person.id, now)
            told["names"] = {one.id: one.name for one in contacts}
            told["measures"] = [_MEASURES[one.kind] for one in measures]
            told["rights"] = [
                (label, ground_of(right, measures)) for right, label in RIGHTS.items()
            ]
        if tab.code == "circle":
            told |= _circle(session, actor, person, now)
    told["names"] |= told["papers"]
    return told


def _circle(session: Session, actor: Actor, person: PersonValue, now: datetime) -> dict[str, Any]:
    """The team that cares for the person, and what may be shared with each of the others today."""
    house = current_house()
    today = now.astimezone(zone_of(session, actor.establishment_id)).date()
    measures = measures_of(session, house.vault, person.id, now)
    return {
        "team": team_of(session, house, actor.establishment_id, person.unit_id, now),
        "around": around(session, house.vault, person.id, today),
        "asked": ground_of("consent", measures),
    }


def _identity(session: Session, person: PersonValue) -> dict[str, Any]:
    """Names, birth date and sex as they are, and how they were changed."""
    chains = chains_of(session, current_house().vault, person.id, [IDENTITY])
    said = () if person.is_broken else FIELDS
    shown = [(one.label, one.told(_text(getattr(person, one.name)), {})) for one in said]
    return {"said": shown, "chain": chains[0] if chains else None}


def _text(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else value


def _by_kind(chains: list[Chain]) -> dict[str, list[Chain]]:
    found: dict[str, list[Chain]] = {}
    for one in chains:
        found.setdefault(one.last.kind.code, []).append(one)
    return found


for _one in TABS.values():
    reading(blueprint, f"/personnes/<uuid:person_id>/{SLUGS[_one.code]}", _one.reads)(_tab(_one))
